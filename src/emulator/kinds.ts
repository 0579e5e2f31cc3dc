import { type Answer, noContent, refuse, restingOn } from "./answers";
import { type FactName, just } from "./evidence";
import { type Fields, factsIn, isSent, kept, type Problem, problemsIn, refusalOf } from "./fields";
import type { NameTaken } from "./options";
import type { Stored, TenantStore } from "./store";

/** Something that changes answers, and what it rests on. */
export interface Rule<T> {
    readonly known: FactName;
    readonly is: T;
}

/** What a response shows of an object, and what that rests on besides the call. */
export interface Shown {
    readonly body: unknown;
    readonly known: readonly FactName[];
}

/** A kind of object: the fields of its writes, and its representation in responses. All kinds have the same calls. */
export interface Kind {
    /** Its name in the store, in tenant files and in the control API. */
    readonly collection: string;
    /** Below `/mgmtconfig/v1/admin/customers/{customerId}`. */
    readonly path: string;
    /** Its name in errors. */
    readonly title: string;
    /** What the responses to its calls rest on. */
    readonly known: Readonly<Record<"list" | "read" | "create" | "update" | "delete", FactName>>;
    readonly fields: Fields;
    /** Whether fields that are not in the table are stored as well. Default: false. */
    readonly keepsOtherFields?: boolean;
    /** Fields that an update removes if it omits them. */
    readonly wipedUnlessSent?: Rule<readonly string[]>;
    /** Collapses runs of spaces in names; `nameWithoutTrim` has the original (docs/zpa-api.md#writes). */
    readonly collapsesNames?: FactName;
    readonly createdStatus: 200 | 201;
    /** The maximum number in a tenant. */
    readonly max?: Rule<(store: TenantStore) => number>;
    /** Rules beyond the table; `current` is the object that an update changes. */
    readonly validate?: (write: Write) => readonly Problem[];
    /** Sets the fields that the service derives, after the sent fields are merged. Returns what they rest on. */
    readonly derive?: (store: TenantStore, object: Stored, isNew: boolean) => readonly FactName[];
    /** The error if the object cannot be deleted because it is in use. */
    readonly inUse?: (store: TenantStore, object: Stored) => Answer | undefined;
    /** Whether the object can be reached by the path of a call. Default: always. */
    readonly isAt?: (object: Stored, params: Params) => boolean;
    /** The fields that the path of a create determines. */
    readonly fromPath?: (params: Params) => Record<string, unknown>;
    readonly view: (store: TenantStore, object: Stored, reader: Reader) => Shown;
}

/** Parts of the path by name. */
export type Params = Readonly<Record<string, string>>;
/** The response that contains the object: to its create, to a read by id, or a list. */
export type Reader = "create" | "one" | "list";

export interface Write {
    readonly store: TenantStore;
    readonly sent: Record<string, unknown>;
    readonly current: Stored | undefined;
    readonly microtenantId: string;
    readonly nameTaken: NameTaken;
    readonly params: Params;
}

/** A write may name its microtenant in its body (docs/zpa-api.md#the-groups-fields). */
const MICROTENANT_ID = { kind: "id", known: "microtenant.body" } as const;
/** Fields of responses only. */
const NEVER_KEPT = [
    ...["id", "creationTime", "modifiedTime", "modifiedBy", "microtenantId", "microtenantName", "__proto__"],
    ...["readOnly", "zscalerManaged", "restrictionType", "nameWithoutTrim"],
];

export function createObject(kind: Kind, write: Omit<Write, "current">): Answer {
    const { store, sent, microtenantId } = write;
    const valid = validate(kind, { ...write, current: undefined });
    if ("status" in valid) return valid;
    const max = kind.max?.is(store) ?? Infinity;
    if (kind.max && store.of(kind.collection).size >= max) return refuse.limitReached(kind.max.known, max, kind.title);
    const time = store.clock.seconds();
    const defaults = Object.entries(kind.fields).filter(([, field]) => field.default !== undefined);
    const object: Stored = {
        id: store.nextId(),
        name: String(sent.name),
        ...{ creationTime: time, modifiedTime: time, modifiedBy: store.customerId },
        ...Object.fromEntries(defaults.map(([name, field]) => [name, field.default])),
        ...{ microtenantId, readOnly: false, zscalerManaged: false },
        ...kind.fromPath?.(write.params),
    };
    const facts = [...valid, ...merge(kind, object, sent), ...(kind.derive?.(store, object, true) ?? [])];
    store.of(kind.collection).set(object.id, object);
    const { body, known } = kind.view(store, object, "create");
    return restingOn({ known: just(kind.known.create), status: kind.createdStatus, body }, [...facts, ...known]);
}

export function updateObject(kind: Kind, write: Write & { readonly current: Stored }): Answer {
    const { store, sent, current } = write;
    if (isLocked(store, current)) return refuse.locked();
    const valid = validate(kind, write);
    if ("status" in valid) return valid;
    const wiped = kind.wipedUnlessSent?.is.filter((field) => sent[field] === undefined && field in current) ?? [];
    for (const field of wiped) delete current[field];
    const facts = [...valid, ...merge(kind, current, sent), ...(kind.derive?.(store, current, false) ?? [])];
    current.modifiedTime = store.clock.seconds();
    const ofWiped = kind.wipedUnlessSent && wiped.length > 0 ? [kind.wipedUnlessSent.known] : [];
    return restingOn(noContent(kind.known.update), [...facts, ...ofWiped]);
}

export function deleteObject(kind: Kind, store: TenantStore, object: Stored): Answer {
    const refusal = isLocked(store, object) ? refuse.locked() : kind.inUse?.(store, object);
    if (refusal) return refusal;
    store.of(kind.collection).delete(object.id);
    store.hiddenLocks.delete(object.id);
    return noContent(kind.known.delete);
}

/** The error of a write, or what its acceptance rests on. */
function validate(kind: Kind, write: Write): Answer | readonly FactName[] {
    const { store, sent, current, microtenantId, nameTaken } = write;
    const isCreate = current === undefined;
    const fields = { ...kind.fields, microtenantId: MICROTENANT_ID };
    const refusal = refusalOf([...problemsIn(fields, sent, isCreate), ...(kind.validate?.(write) ?? [])]);
    if (refusal) return refusal;
    const facts = factsIn(kind.fields, sent, isCreate);
    const name = nameOf(kind, String(sent.name ?? current?.name));
    const taken = [...store.of(kind.collection).values()].find(
        (other) => other.name === name && microtenantIdOf(other) === microtenantId && other.id !== current?.id,
    );
    if (!taken) return facts;
    return nameTaken === "allow" ? [...facts, "object.name"] : refuse.nameTaken(nameTaken === "400" ? 400 : 409, name);
}

export const microtenantIdOf = (object: Stored) => String(object.microtenantId ?? "0");

/**
 * Whether the fields of an object show a lock, or a test has set a hidden lock. Source:
 * docs/zpa-api.md#locked-objects
 */
function isLocked(store: TenantStore, object: Stored): boolean {
    const restricted = typeof object.restrictionType === "string" && object.restrictionType !== "NONE";
    return Boolean(object.readOnly || object.zscalerManaged || restricted || store.hiddenLocks.has(object.id));
}

/** Returns what the changes rest on. */
function merge(kind: Kind, object: Stored, sent: Record<string, unknown>): readonly FactName[] {
    const others = kind.keepsOtherFields ? Object.keys(sent).filter((name) => !NEVER_KEPT.includes(name)) : [];
    const names = new Set([...Object.keys(kind.fields), ...others]);
    for (const name of names) if (isSent(sent, name)) object[name] = kept(sent[name]);
    if (!kind.collapsesNames) return [];
    const name = String(object.name);
    object.name = nameOf(kind, name);
    if (object.name === name) {
        if (sent.name !== undefined) delete object.nameWithoutTrim;
        return [];
    }
    object.nameWithoutTrim = name;
    return [kind.collapsesNames];
}

const nameOf = (kind: Kind, name: string) => (kind.collapsesNames ? name.replace(/ +/g, " ").trim() : name);

/** The fields in which recorded responses have HTML escapes. */
const ESCAPED_FIELDS = ["name", "description", "location"];
const ESCAPES: Readonly<Record<string, string>> = {
    ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;" },
    ...{ '"': "&#34;", "'": "&#39;", "*": "&#x2a;" },
};
const ESCAPED: readonly FactName[] = ["object.escapes"];
export const NO_FACTS: readonly FactName[] = [];

/** An object with the HTML escapes of the service (docs/zpa-api.md#writes). */
export function escaped(object: Stored): { readonly object: Stored; readonly known: readonly FactName[] } {
    const shown: Stored = { ...object };
    let known = NO_FACTS;
    for (const field of ESCAPED_FIELDS) {
        const text = object[field];
        if (typeof text !== "string" || !/[&<>"'*]/.test(text)) continue;
        shown[field] = text.replace(/[&<>"'*]/g, (character) => ESCAPES[character]!);
        known = ESCAPED;
    }
    return { object: shown, known };
}
