import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { UNKNOWN } from "../model/rules";
import { withoutAbsent } from "../model/state";

export type Properties = Record<string, unknown>;

/** The key and the value by which Pulumi marks a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** How Pulumi writes values that are not known yet, by their types: texts, numbers, booleans, lists and maps. */
const UNKNOWNS: ReadonlySet<unknown> = new Set([
    UNKNOWN,
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/**
 * The properties of a message, without marks of secrets, and without the hidden ones of the dynamic resource, which
 * stay in the state of a stack that was moved.
 */
export function received(message: Struct | undefined): Properties {
    const properties = Object.entries(message?.toJavaScript() ?? {}).filter(([name]) => !name.startsWith("__"));
    return Object.fromEntries(
        properties.flatMap(([name, value]) => {
            const plain = plainValue(value);
            return plain === null ? [] : [[name, plain]];
        }),
    );
}

function plainValue(value: unknown): unknown {
    if (UNKNOWNS.has(value)) return UNKNOWN;
    if (Array.isArray(value)) return value.map(plainValue);
    if (typeof value !== "object" || value === null) return value;
    if (SIGNATURE in value) return "value" in value ? plainValue(value.value) : UNKNOWN;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plainValue(one)]));
}

/** The message of properties, of which some are secrets. */
export function sent(properties: object, secrets: readonly string[] = []): Struct {
    const marked = Object.entries(withoutAbsent(properties)).map(([name, value]) => [
        name,
        secrets.includes(name) ? { [SIGNATURE]: SECRET, value } : value,
    ]);
    return Struct.fromJavaScript(Object.fromEntries(marked));
}
