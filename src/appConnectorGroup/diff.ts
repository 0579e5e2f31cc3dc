import { sameValue } from "./canonical";
import { FIELD_NAMES, FIELDS, type FieldName } from "./fields";

/** What a group is compared by: its fields, and the customer (the ZPA tenant) that holds it. */
export type Comparable = { readonly [K in FieldName | "customerId" | "versionProfileName"]?: unknown };

export interface Difference {
    readonly property: FieldName | "customerId" | "versionProfileName";
    readonly from: unknown;
    readonly to: unknown;
    readonly onChange: "update" | "replace";
}

/**
 * Every difference between the group as it is and as the program wants it. What the program leaves to the service is
 * never one; nor is anything that the inputs carry beside a group's fields (the tenant's label, credentials, opt-ins).
 */
export function differences(current: Comparable, wanted: Comparable): Difference[] {
    const found: Difference[] = [];
    if (!sameValue(current.customerId, wanted.customerId)) {
        found.push({ property: "customerId", from: current.customerId, to: wanted.customerId, onChange: "replace" });
    }
    for (const field of FIELD_NAMES) {
        const to = wanted[field];
        if (to === undefined || sameValue(current[field], to)) continue;
        found.push({ property: field, from: current[field], to, onChange: FIELDS[field].onChange });
    }
    if (wanted.versionProfileName !== undefined && wanted.versionProfileId === undefined) {
        const [from, to] = [current.versionProfileName, wanted.versionProfileName];
        if (!sameValue(from, to)) found.push({ property: "versionProfileName", from, to, onChange: "update" });
    }
    return found;
}

/** The properties whose change needs another group, because an object cannot move between tenants. */
export function replacing(found: readonly Difference[]): string[] {
    return found.filter((d) => d.onChange === "replace").map((d) => d.property);
}

/** What the engine is told of a group's differences. */
export interface Plan {
    changes: boolean;
    replaces?: string[];
    deleteBeforeReplace?: boolean;
}

/** An update in place; or another group, made before the old one goes. */
export const plannedChange = (found: readonly Difference[]): Plan => ({ changes: true, replaces: replacing(found) });

/** `upgradeDay: "SUNDAY" → "MONDAY"`, for people. */
export function describeDifference({ property, from, to }: Difference): string {
    const show = (value: unknown) => (value === undefined ? "(none)" : JSON.stringify(value));
    return `${property}: ${show(from)} → ${show(to)}`;
}
