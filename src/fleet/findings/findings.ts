import type { Fleet, FleetGroup, FleetTenant } from "../model";
import { RULES, type Rule, SEVERITIES, type Severity } from "./rules";

/** One finding: a rule that fired for one or more groups of a tenant. */
export interface Finding {
    readonly rule: Rule;
    readonly tenant: FleetTenant;
    readonly groups: readonly FleetGroup[];
    readonly detail: string;
    /** Since when and why it is accepted, if it is. */
    readonly accepted?: { readonly since: string; readonly until?: string | undefined; readonly reason: string };
}

/** The findings that nobody has accepted. */
export const openOf = (findings: readonly Finding[]) => findings.filter(({ accepted }) => accepted === undefined);

/** All findings of a fleet, the most severe first. */
export function findingsOf({ tenants, readAt }: Fleet): Finding[] {
    return RULES.flatMap((rule) =>
        tenants.flatMap((tenant) => rule.find(tenant, readAt).map((found) => ({ rule, tenant, ...found }))),
    );
}

/** Whether a severity is at least as high as another. */
export const isAtLeast = (severity: Severity, least: Severity) => rank(severity) >= rank(least);

export const rank = (severity: Severity) => SEVERITIES.indexOf(severity);
