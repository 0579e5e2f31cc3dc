import type { Reference } from "../model/resourceModel";
import { unescapedText } from "../model/rules";
import type { ApiObject } from "../model/state";
import type { ReadMicrotenant, ReadTenant } from "../tenants/readAll";
import type { Exported } from "./export";
import type { Named } from "./importFile";
import { type AdoptableKind, KEYS, KINDS, kindOf } from "./kinds";
import { uniqueNames } from "./names";
import { type Place, type TakenOver, takeOver } from "./takeOver";

/** An object that the program leaves out. */
export interface LeftOut {
    /** The tenant's label; absent for the default tenant. */
    readonly tenant?: string | undefined;
    /** Its name in messages: `App Connector group`. */
    readonly noun: string;
    readonly name: string | undefined;
    readonly id: string | undefined;
    readonly reason: string;
}

export interface Adoption {
    readonly resources: readonly Named[];
    readonly leftOut: readonly LeftOut[];
}

interface Candidate {
    readonly kind: AdoptableKind;
    readonly answer: ApiObject;
    readonly place: Place;
}

/**
 * The program for the objects of tenants. Pure: the same objects give the same program.
 *
 * @param selected the objects of another stack. Default: every object.
 */
export function adopt(tenants: readonly ReadTenant[], selected?: readonly Exported[]): Adoption {
    const bySelection = new Map(selected?.map((exported) => [exported.id, exported]));
    const isSelected = ({ answer }: Candidate) => !selected || bySelection.has(answer.id);
    const leftOut: LeftOut[] = tenants.flatMap(unreadableOf);
    const taken: TakenOver[] = [];
    const takenKeys = new Map<string, TakenOver>();
    const candidates = withoutTwins(tenants.flatMap(candidatesOf)).filter(isSelected);
    const isUnambiguous = unambiguousNames(candidates);
    for (const kind of KINDS) {
        for (const candidate of candidates.filter((c) => c.kind === kind)) {
            const { answer, place } = candidate;
            const result = takeOver(kind, answer, place, isUnambiguous(place.customerId));
            const reason = "reason" in result ? result.reason : strayReason(result, takenKeys);
            if (reason !== undefined) leftOut.push(describe(kind, place.tenant, answer, reason));
            else {
                taken.push(result as TakenOver);
                takenKeys.set(keyOf(place.customerId, answer.id), result as TakenOver);
            }
        }
    }
    const found = new Set(candidates.map(({ answer }) => answer.id));
    for (const { kind, id, name } of selected ?? [])
        if (!found.has(id) && !leftOut.some((left) => left.id === id))
            leftOut.push({
                noun: kind.model.noun,
                name,
                id,
                reason: "is in the export, but in none of the tenants",
            });
    return { resources: named(taken, bySelection, tenants.length > 1), leftOut };
}

const keyOf = (customerId: string, id: string) => `${customerId}/${id}`;

function describe(kind: AdoptableKind, tenant: string | undefined, answer: ApiObject, reason: string): LeftOut {
    return { tenant, noun: kind.model.noun, name: unescapedText(answer.name), id: answer.id, reason };
}

const unreadableOf = ({ label, microtenants }: ReadTenant): LeftOut[] =>
    microtenants.flatMap(({ listings }) =>
        listings.flatMap(({ kind, unreadable }) =>
            unreadable.map(({ id, name, problem }) => ({
                tenant: label,
                noun: kind.noun,
                name,
                id,
                reason: `it cannot be read (${problem})`,
            })),
        ),
    );

/** Sorted, so that the order of responses does not matter. */
function candidatesOf(tenant: ReadTenant): Candidate[] {
    const { label, customerId, isScoped, microtenants } = tenant;
    const isOneOf = (name: string) => microtenants.filter((other) => other.name === name).length === 1;
    const placeOf = ({ id, name }: ReadMicrotenant): Place => ({
        customerId,
        tenant: label,
        microtenantId: id,
        microtenantName: name !== undefined && (isScoped || isOneOf(name)) ? name : undefined,
        isTenants: isScoped,
    });
    return [...microtenants]
        .sort(byNameAndId)
        .flatMap((microtenant) =>
            microtenant.listings.flatMap(({ kind, objects }) =>
                [...objects]
                    .sort(byNameAndId)
                    .map((answer) => ({ kind: kindOf(kind), answer, place: placeOf(microtenant) })),
            ),
        );
}

interface Sortable {
    readonly id: string;
    readonly name?: string | undefined;
}

const byNameAndId = (a: Sortable, b: Sortable) => compare(a.name ?? "", b.name ?? "") || compare(a.id, b.id);
/** Compares by code units, because the order of a locale differs between machines. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Removes duplicates: two labels or two microtenants may return the same object. */
function withoutTwins(candidates: readonly Candidate[]): Candidate[] {
    const chosen = new Map<string, Candidate>();
    const isAtHome = ({ answer, place }: Candidate) => String(answer.microtenantId ?? "0") === place.microtenantId;
    for (const candidate of candidates) {
        const key = `${candidate.kind.model.type} ${keyOf(candidate.place.customerId, candidate.answer.id)}`;
        const other = chosen.get(key);
        if (!other) chosen.set(key, candidate);
        else if (!isAtHome(other) && isAtHome(candidate)) chosen.set(key, candidate);
    }
    return [...chosen.values()];
}

/** The names that belong to only one id of a customer. */
function unambiguousNames(candidates: readonly Candidate[]) {
    const ids = new Map<string, Set<unknown>>();
    const keyFor = (customerId: string, { list }: Reference, name: string) => JSON.stringify([customerId, list, name]);
    for (const { kind, answer, place } of candidates)
        for (const reference of kind.model.references) {
            const name = answer[reference.name];
            if (typeof name !== "string") continue;
            const key = keyFor(place.customerId, reference, unescapedText(name));
            ids.set(key, (ids.get(key) ?? new Set()).add(answer[reference.id]));
        }
    return (customerId: string) => (reference: Reference, name: string) =>
        ids.get(keyFor(customerId, reference, name))?.size === 1;
}

/** The reason why an object cannot be adopted without its parent. */
function strayReason(object: TakenOver, taken: ReadonlyMap<string, TakenOver>): string | undefined {
    if (object.kind !== KEYS) return undefined;
    const groupId = String(object.args.appConnectorGroupId);
    const group = taken.get(keyOf(object.place.customerId, groupId));
    if (!group) return `its App Connector group (id ${groupId}) is not in the program`;
    if (group.place.microtenantId === object.place.microtenantId) return undefined;
    return `it is in another microtenant than its App Connector group (id ${groupId})`;
}

function named(objects: readonly TakenOver[], selection: ReadonlyMap<string, Exported>, hasTenants: boolean): Named[] {
    return KINDS.flatMap((kind) => {
        const ofKind = objects.filter((object) => object.kind === kind);
        const names = uniqueNames(
            ofKind.map(({ id, name, place }) => ({
                former: selection.get(id)?.resource,
                tenant: hasTenants ? (place.tenant ?? "default") : undefined,
                microtenant: place.microtenantId === "0" ? undefined : (place.microtenantName ?? place.microtenantId),
                name,
                id,
            })),
        );
        return ofKind.map((object, i) => ({
            name: names[i]!,
            object,
            isProtected: selection.get(object.id)?.isProtected ?? false,
        }));
    });
}
