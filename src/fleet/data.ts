import { findingsOf } from "./findings/findings";
import type { Fleet } from "./model";

/** The content of the page as JSON, for `--json`. */
export function fleetData(fleet: Fleet): unknown {
    return {
        ...fleet,
        findings: findingsOf(fleet).map(({ rule, tenant, groups, detail }) => ({
            rule: rule.id,
            severity: rule.severity,
            title: rule.title,
            detail,
            why: rule.why,
            todo: rule.todo,
            source: { contract: `docs/zpa-api.md#${rule.source.section}`, page: rule.source.page },
            tenant: tenant.label,
            customerId: tenant.customerId,
            groups: groups.map(({ id, name }) => ({ id, name })),
        })),
    };
}
