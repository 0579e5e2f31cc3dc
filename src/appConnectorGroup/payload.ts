import type { ApiGroup } from "../api/endpoints/groups";
import { observe } from "./canonical";
import { FIELD_NAMES, type FieldName } from "./fields";
import { UNKNOWN } from "./values";

/** The body of a create or an update. */
export type GroupPayload = Record<string, string | boolean>;

type Wanted = { readonly [K in FieldName]?: unknown };

/** Numbers travel as strings, booleans as booleans. */
export function createPayload(wanted: Wanted): GroupPayload {
    const payload: GroupPayload = {};
    for (const field of FIELD_NAMES) {
        const value = wanted[field];
        if (value === undefined || value === UNKNOWN) continue;
        payload[field] = typeof value === "boolean" ? value : String(value);
    }
    // A create in the Default microtenant names none.
    if (payload.microtenantId === "0") delete payload.microtenantId;
    return payload;
}

export const DERIVED_FROM_COORDINATES = ["cityCountry", "countryCode"] as const;

/**
 * The whole group as it is to be: an update wipes the coordinates that it does not send, so everything writable is
 * sent, the program's word over the group as it is now. Source: the API contract, §4.
 */
export function updatePayload(current: ApiGroup, wanted: Wanted): GroupPayload {
    const survives: Record<string, unknown> = { ...observe(current) };
    if (movesCoordinates(current, wanted)) for (const field of DERIVED_FROM_COORDINATES) delete survives[field];
    return createPayload({ ...survives, ...wanted });
}

export function movesCoordinates(current: ApiGroup, wanted: Wanted): boolean {
    const now = observe(current);
    return now.latitude !== wanted.latitude || now.longitude !== wanted.longitude;
}
