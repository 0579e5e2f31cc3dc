import { sameValue } from "./canonical";
import type { FieldTable } from "./fields";
import type { Values } from "./resourceModel";
import { plainDecimal, UNKNOWN, type Value } from "./rules";

/** The body of a create or an update. Numbers are strings; booleans are booleans. */
export type Payload = Record<string, string | boolean | readonly string[]>;

/** Fields that the service derives from others, and removes if an update omits them. */
export interface Derivation {
    readonly from: readonly string[];
    readonly fields: readonly string[];
}

/** Whether a change affects fields from which the service derives others. */
export const isMoved = (fields: FieldTable, derivation: Derivation | undefined, current: Values, wanted: Values) =>
    derivation?.from.some((name) => !sameValue(fields[name], current[name], wanted[name])) ?? false;

/** The payload of a write: every field that the program manages, with unchanged values. */
export function payloadOf(fields: FieldTable, wanted: Values): Payload {
    const payload: Payload = {};
    for (const [name, { wire = name }] of Object.entries(fields)) {
        const value = wanted[name];
        if (value !== undefined && value !== UNKNOWN) payload[wire] = written(value);
    }
    // A write in the Default microtenant has no microtenant.
    if (payload.microtenantId === "0") delete payload.microtenantId;
    return payload;
}

/**
 * The payload of an update: the fields that the program manages, and those that the service would otherwise remove.
 * Other values are never written back. Source: docs/zpa-api.md#writes
 */
export function updatePayload(fields: FieldTable, current: Values, wanted: Values, derivation?: Derivation): Payload {
    const wiped = derivation && !isMoved(fields, derivation, current, wanted) ? derivation.fields : [];
    return payloadOf(fields, { ...Object.fromEntries(wiped.map((name) => [name, current[name]])), ...wanted });
}

function written(value: Value): string | boolean | readonly string[] {
    return typeof value === "number" ? plainDecimal(value) : value;
}
