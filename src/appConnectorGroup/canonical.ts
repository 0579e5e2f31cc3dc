import { type CanonicalFields, FIELD_NAMES, FIELDS, type FieldName } from "./fields";
import { UNKNOWN } from "./values";

/** A canonical group in which any field may be missing, as the service may leave it out. */
export type ObservedFields = Partial<CanonicalFields>;

/** A group as the API answers it: strings for numbers, any of the fields left out. */
export type ServiceFields = { readonly [K in FieldName]?: unknown };

/** What the service's group means. Whatever it leaves out, or says in a form nobody knows, is absent. */
export function observe(group: ServiceFields): ObservedFields {
    const observed: Record<string, unknown> = {};
    for (const field of FIELD_NAMES) {
        const value = group[field];
        if (value === undefined || value === null || value === "") continue;
        const parsed = FIELDS[field].schema.safeParse(value);
        if (parsed.success) observed[field] = parsed.data;
    }
    return withoutUnusedProfile(withDefaults(observed as ObservedFields, SPARSE_FIELDS));
}

/** Fields that an answer leaves out when they have their default; `enabled` is not one of them. */
const SPARSE_FIELDS = FIELD_NAMES.filter(
    (field) => FIELDS[field].whenOmitted.omitted === "default" && field !== "enabled",
);

/** Fills in the documented default of each of `fields` that is absent. */
export function withDefaults<T extends ObservedFields>(given: T, fields: readonly FieldName[] = FIELD_NAMES): T {
    const filled: Record<string, unknown> = { ...given };
    for (const field of fields) {
        const { whenOmitted } = FIELDS[field];
        if (filled[field] === undefined && whenOmitted.omitted === "default") filled[field] = whenOmitted.value;
    }
    return filled as T;
}

/**
 * While the profile is not overridden, the service reports whichever profile is the tenant's default (contract §4):
 * that is not a property of the group.
 */
function withoutUnusedProfile(observed: ObservedFields): ObservedFields {
    return observed.overrideVersionProfile ? observed : { ...observed, versionProfileId: "0" };
}

/** Whether two canonical values of a field mean the same. A value not yet known equals nothing. */
export function sameValue(a: unknown, b: unknown): boolean {
    return a === b && a !== UNKNOWN;
}
