import { type Finding, findingsOf } from "../findings/findings";
import { type Fleet, type FleetGroup, type FleetTenant, type GroupState, isUsable, stateOf } from "../model";

/** A group for the page. */
export interface Row {
    /** The id of its row in the table. */
    readonly anchor: string;
    readonly tenant: FleetTenant;
    readonly group: FleetGroup;
    readonly state: GroupState;
    /** Absent if the keys could not be read. */
    readonly usableKeys: number | undefined;
    readonly findings: readonly Finding[];
}

/** The data for the parts of the page. */
export interface View {
    readonly fleet: Fleet;
    readonly findings: readonly Finding[];
    readonly rows: readonly Row[];
    readonly rowOf: (group: FleetGroup) => Row;
}

export function viewOf(fleet: Fleet): View {
    const findings = findingsOf(fleet);
    const byGroup = new Map<FleetGroup, Finding[]>();
    for (const finding of findings)
        for (const group of finding.groups) byGroup.set(group, [...(byGroup.get(group) ?? []), finding]);
    const rows = fleet.tenants
        .flatMap((tenant) => tenant.groups.map((group) => ({ tenant, group })))
        .map(({ tenant, group }, i): Row => {
            const usableKeys = group.keys?.filter((key) => isUsable(key, fleet.readAt)).length;
            const found = byGroup.get(group) ?? [];
            return { anchor: `g${i}`, tenant, group, state: stateOf(group), usableKeys, findings: found };
        });
    const index = new Map(rows.map((row) => [row.group, row]));
    return { fleet, findings, rows, rowOf: (group) => index.get(group)! };
}
