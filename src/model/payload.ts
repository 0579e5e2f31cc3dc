import type { Values } from "./definition";
import type { FieldTable } from "./fields";
import { plainDecimal, UNKNOWN, type Value } from "./rules";

/** The body of a create or an update: numbers travel as strings, booleans as booleans. */
export type Payload = Record<string, string | boolean | readonly string[]>;

/** Fields that the service derives from others, and wipes when an update does not send them. */
export interface Derivation {
    readonly from: readonly string[];
    readonly fields: readonly string[];
}

/** What a write sends: every field that the program manages, exactly as the program gives it. */
export function payloadOf(fields: FieldTable, wanted: Values): Payload {
    const payload: Payload = {};
    for (const [name, { wire = name }] of Object.entries(fields)) {
        const value = wanted[name];
        if (value !== undefined && value !== UNKNOWN) payload[wire] = written(value);
    }
    // A write in the Default microtenant names none.
    if (payload.microtenantId === "0") delete payload.microtenantId;
    return payload;
}

/**
 * What an update sends: what the program manages, and of the rest only what the service would wipe. A value that the
 * program does not manage is never written back. Source: docs/zpa-api.md#writes
 */
export function updatePayload(fields: FieldTable, current: Values, wanted: Values, derivation?: Derivation): Payload {
    const isMoved = derivation?.from.some((name) => current[name] !== wanted[name]);
    const wiped = derivation && !isMoved ? derivation.fields : [];
    return payloadOf(fields, { ...Object.fromEntries(wiped.map((name) => [name, current[name]])), ...wanted });
}

function written(value: Value): string | boolean | readonly string[] {
    return typeof value === "number" ? plainDecimal(value) : value;
}
