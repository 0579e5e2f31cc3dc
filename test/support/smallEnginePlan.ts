import type { Kind } from "../../src/lifecycle/kind";
import type { Failure } from "../../src/model/resourceModel";
import { UNKNOWN } from "../../src/model/rules";
import type { Inputs } from "../../src/model/state";
import { GROUP } from "./pluginProcess";
import type { Declared, Op, Remediate, Resource, UrnParts } from "./smallEngine";
import type { Provider } from "./surfaces";
import { urnOf } from "./urn";

export interface Step {
    readonly op: Op;
    readonly inputs: Inputs;
    /** A replacement that deletes the object before it creates the new one. */
    readonly isDeletedFirst: boolean;
}

/** What a program can say of a group that it has declared. */
export interface Place {
    /** `UNKNOWN` at a preview that creates or replaces it. */
    readonly id: string;
    readonly microtenantId: unknown;
}

export interface Registered {
    readonly name: string;
    readonly declared: Declared;
    readonly held: Resource | undefined;
    readonly place: Place | undefined;
    readonly isPreview: boolean;
    /** Its object is deleted because its group is. */
    readonly isDeletedWithGroup: boolean;
    readonly remediate: Remediate | undefined;
    readonly urn: UrnParts | undefined;
}

export const asStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
export const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/**
 * What the engine's step generator makes of a resource. A preview goes on after the problems of a resource; the engine
 * returns them to the program, which reports them, only if there is a change.
 */
export async function plan(provider: Provider, registered: Registered): Promise<Step> {
    const step = await stepOf(provider, registered);
    const { __problems: problems = [] } = step.inputs as { __problems?: readonly Failure[] };
    if (step.op !== "same" && problems.length > 0) throw new Error(textOf(problems));
    return step;
}

const textOf = (failures: readonly Failure[]) => failures.map((f) => `${f.property}: ${f.reason}`).join("\n");

/** Asks `check` and `diff` as the step generator does, in its order. */
async function stepOf(provider: Provider, registered: Registered): Promise<Step> {
    const { declared, held, isDeletedWithGroup, remediate = (_, inputs) => inputs } = registered;
    const type = (declared.kind ?? GROUP).model.type;
    const news = argumentsOf(registered);
    const checked = async (olds: Record<string, unknown>) => {
        const { inputs, failures } = await provider.check(olds, news);
        if (failures.length > 0) throw new Error(textOf(failures));
        return remediate(type, inputs);
    };
    if (isDeletedWithGroup) return { op: "replace", inputs: await checked({}), isDeletedFirst: true };
    const inputs = await checked({ ...held?.inputs });
    const isImport = typeof inputs.import === "string";
    if (!held) return { op: isImport ? "import" : "create", inputs, isDeletedFirst: false };
    const triggers = [held.options.replacementTrigger, declared.replacementTrigger];
    const isTriggered = !triggers.includes(undefined) && triggers[0] !== triggers[1];
    // A trigger is decided without the provider.
    const diff = isTriggered ? {} : await provider.diff(held.id, held.outs, inputs);
    const changed = changedKeys(held.inputs, inputs);
    const isChanged = isTriggered || (diff.changes ?? changed.length > 0);
    if (!isChanged && !held.isDeleted) return { op: "same", inputs, isDeletedFirst: false };
    // With `changes: true` alone the engine is not told which properties change.
    const named = diff.properties ?? (diff.changes === undefined ? changed : []);
    const isReplaceOnChange = named.some((key) => declared.replaceOnChanges?.includes(key));
    if (!isTriggered && !diff.replaces?.length && !isReplaceOnChange && !held.isDeleted) {
        return { op: "update", inputs, isDeletedFirst: false };
    }
    // The engine computes a replacement's inputs afresh.
    const fresh = await checked({});
    const isDeletedFirst = declared.deleteBeforeReplace ?? diff.deleteBeforeReplace ?? false;
    return { op: "replace", inputs: fresh, isDeletedFirst };
}

function argumentsOf({ name, declared, place, isPreview, urn }: Registered): Record<string, unknown> {
    const { args, kind, import: importId, deleteBeforeReplace } = declared;
    const namesMicrotenant = args.microtenantId !== undefined || args.microtenantName !== undefined;
    return {
        ...args,
        ...(place ? { appConnectorGroupId: place.id } : {}),
        ...(place && !namesMicrotenant ? { microtenantId: place.microtenantId } : {}),
        ...(importId === undefined ? {} : { import: importId }),
        __run: {
            deploying: !isPreview,
            urn: urn ? urnOf(urn.name, kind?.model.type, urn.parentType) : urnOf(name, kind?.model.type),
            ...(isPreview ? { continuesAfterErrors: true } : {}),
            ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
        },
    };
}

function changedKeys(before: object, after: object): string[] {
    const [olds, news] = [asStored(before), asStored(after)] as Record<string, unknown>[];
    return [...new Set([...Object.keys(olds!), ...Object.keys(news!)])].filter(
        (key) => JSON.stringify(olds![key]) !== JSON.stringify(news![key]),
    );
}

/** The keys in the state that have to be replaced where their group is: what the group gives them is not known. */
export async function dependentsToReplace(
    state: ReadonlyMap<string, Resource>,
    group: string,
    provider: (kind: Kind) => Provider,
): Promise<(readonly [string, Resource])[]> {
    const found: (readonly [string, Resource])[] = [];
    for (const [name, held] of state) {
        if (held.options.group !== group || held.isDeleted) continue;
        const later = { ...held.inputs, appConnectorGroupId: UNKNOWN, microtenantId: UNKNOWN };
        const { replaces } = await provider(held.kind).diff(held.id, held.outs, later);
        if (replaces?.length) found.push([name, held]);
    }
    return found;
}
