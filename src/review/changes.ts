import { isDeepStrictEqual } from "node:util";

/** A value that is known only after the update. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The engine's form of a secret that a tool may see. */
const SECRET_KEY = "4dabf18193072939515e22adb298388d";
/** The properties that tell tenants apart. A review names the tenant itself. */
const OF_THE_TENANT = ["tenant", "customerId"];
/** Steps that are a part of another one. */
const PARTS = ["same", "read", "create-replacement", "delete-replaced", "discard-replaced"];

/** A property before and after a change, as JSON values. A property that is not set is absent. */
export interface PropertyChange {
    readonly old?: unknown;
    readonly new?: unknown;
}

/** What happens to one resource. Secrets are hidden. */
export interface ResourceChange {
    /** The operation of Pulumi, such as `create`, `update`, `replace` or `delete`. */
    readonly op: string;
    /** The name of the resource in the program. */
    readonly resource: string;
    /** Such as `AppConnectorGroup`. */
    readonly type: string;
    /** The changed properties; of a new resource all that are set. */
    readonly properties: Readonly<Record<string, PropertyChange>>;
}

/** A message about a tenant's stack or about one of its resources. */
export interface StackMessage {
    readonly severity: "error" | "warning" | "info";
    /** The name of the resource. Absent if the message is about the stack. */
    readonly resource?: string;
    readonly text: string;
}

/** The parts of an engine event (Automation API) that are used here. */
export interface StackEvent {
    readonly resourcePreEvent?: StepEvent | undefined;
    readonly resOutputsEvent?: StepEvent | undefined;
    readonly diagnosticEvent?:
        | {
              readonly urn?: string | undefined;
              readonly message: string;
              readonly severity: string;
              readonly ephemeral?: boolean | undefined;
          }
        | undefined;
}

/** What the engine does with one resource. */
export interface StepEvent {
    readonly metadata: StepMetadata;
    /** Whether it is a preview. */
    readonly planning?: boolean | undefined;
}

/** The resource and the change. */
export interface StepMetadata {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly old?: { readonly inputs?: Readonly<Record<string, unknown>> | null } | null | undefined;
    readonly new?: { readonly inputs?: Readonly<Record<string, unknown>> | null } | null | undefined;
    readonly diffs?: readonly string[] | null | undefined;
}

/** The change of an event, if it is one: of a preview what is planned, of an update what has succeeded. */
export function changeOf({ resourcePreEvent, resOutputsEvent }: StackEvent): ResourceChange | undefined {
    const planned = resourcePreEvent?.planning === true ? resourcePreEvent : undefined;
    const done = resOutputsEvent?.planning === true ? undefined : resOutputsEvent;
    const event = planned ?? done;
    if (!event) return undefined;
    const { op, urn, type, old, new: after, diffs } = event.metadata;
    if (PARTS.includes(op) || type.startsWith("pulumi:")) return undefined;
    const [before, now] = [shownInputs(old?.inputs), shownInputs(after?.inputs)];
    const isWhole = op !== "create" && op !== "delete";
    const names = op === "delete" ? [] : [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
    const changed = names.filter((name) => !isDeepStrictEqual(before[name], now[name]) || (diffs ?? []).includes(name));
    return {
        op,
        resource: nameOf(urn),
        type: type.split(":").at(-1)!,
        properties: Object.fromEntries(
            (isWhole ? changed : names).map((name) => [
                name,
                { ...entry("old", before[name]), ...entry("new", now[name]) },
            ]),
        ),
    };
}

const entry = (key: "old" | "new", value: unknown) => (value === undefined ? {} : { [key]: value });

/** The message of an event, if it is one that stays. */
export function messageOf({ diagnosticEvent }: StackEvent): StackMessage | undefined {
    if (!diagnosticEvent || diagnosticEvent.ephemeral === true) return undefined;
    const { urn, message, severity } = diagnosticEvent;
    const text = message.trim();
    if (text === "" || (severity !== "error" && severity !== "warning" && severity !== "info")) return undefined;
    const isStack = !urn || urn.includes("::pulumi:pulumi:Stack::");
    return { severity, ...(isStack ? {} : { resource: nameOf(urn) }), text };
}

const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

/** The inputs that a program sets, and the defaults; not what this package adds for itself. */
function shownInputs(inputs: Readonly<Record<string, unknown>> | null | undefined): Record<string, unknown> {
    const shown = Object.entries(inputs ?? {}).filter(
        ([name, value]) => value !== undefined && !name.startsWith("__") && !OF_THE_TENANT.includes(name),
    );
    return Object.fromEntries(shown.map(([name, value]) => [name, shownValue(value)]));
}

function shownValue(value: unknown): unknown {
    if (value === UNKNOWN) return "(known after up)";
    if (Array.isArray(value)) return value.map(shownValue);
    if (typeof value !== "object" || value === null) return value;
    if (SECRET_KEY in value) return "[secret]";
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shownValue(inner)]));
}
