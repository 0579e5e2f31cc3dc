import { type Finding, openOf, rank } from "../findings/findings";
import { extentOf, type Fleet, type FleetGroup, type FleetTenant, type GroupState, isUsable, stateOf } from "../model";
import { STATE_NAMES } from "./words";

/** A group for the page. */
export interface Row {
    /** The id of its row in the table. */
    readonly anchor: string;
    readonly tenant: FleetTenant;
    readonly group: FleetGroup;
    readonly state: GroupState;
    /** Absent if the keys could not be read. */
    readonly usableKeys: number | undefined;
    /** Accepted ones too. */
    readonly findings: readonly Finding[];
    /** What tells the group from others with its name: the tenant, the microtenant, the id. Often empty. */
    readonly qualifier: string;
}

/** The data for the parts of the page. */
export interface View {
    readonly fleet: Fleet;
    /** The findings that nobody has accepted. */
    readonly findings: readonly Finding[];
    readonly accepted: readonly Finding[];
    /** The groups with the most severe findings first. */
    readonly rows: readonly Row[];
    readonly rowOf: (group: FleetGroup) => Row;
    /** Whether names need their tenant. */
    readonly hasTenants: boolean;
    /** Whether something could not be read, so that no count is the whole truth. */
    readonly isIncomplete: boolean;
}

type Unplaced = Omit<Row, "anchor" | "qualifier">;

export function viewOf(fleet: Fleet, findings: readonly Finding[]): View {
    const hasTenants = fleet.tenants.length > 1;
    const byGroup = new Map<FleetGroup, Finding[]>();
    for (const finding of findings)
        for (const group of finding.groups) byGroup.set(group, [...(byGroup.get(group) ?? []), finding]);
    const unplaced = fleet.tenants.flatMap((tenant) =>
        tenant.groups.map((group): Unplaced => {
            const usableKeys = group.keys?.filter((key) => isUsable(key, fleet.readAt)).length;
            return { tenant, group, state: stateOf(group), usableKeys, findings: byGroup.get(group) ?? [] };
        }),
    );
    const qualifier = qualifierIn(unplaced, hasTenants);
    const rows = [...unplaced]
        .sort(bySeverity)
        .map((row, i): Row => ({ ...row, anchor: `g${i}`, qualifier: qualifier(row) }));
    const index = new Map(rows.map((row) => [row.group, row]));
    return {
        fleet,
        findings: openOf(findings),
        accepted: findings.filter(({ accepted }) => accepted !== undefined),
        rows,
        rowOf: (group) => index.get(group)!,
        hasTenants,
        isIncomplete: fleet.tenants.some((tenant) => extentOf(tenant) !== "complete"),
    };
}

/** The order of findings: more severe ones first, then more of them. Accepted ones have no weight. */
export const weightOf = (findings: readonly Finding[]) =>
    openOf(findings).reduce((sum, { rule }) => sum + 1000 ** rank(rule.severity), 0);

const bySeverity = (a: Unplaced, b: Unplaced) =>
    weightOf(b.findings) - weightOf(a.findings) ||
    STATE_NAMES.indexOf(a.state) - STATE_NAMES.indexOf(b.state) ||
    compare(a.tenant.label, b.tenant.label) ||
    compare(a.group.name, b.group.name) ||
    compare(a.group.id, b.group.id);

const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function qualifierIn(rows: readonly Unplaced[], hasTenants: boolean): (row: Unplaced) => string {
    const inTenant = ({ tenant, group }: Unplaced) => `${tenant.label}\n${group.name}`;
    const inMicrotenant = (row: Unplaced) => `${inTenant(row)}\n${row.group.microtenantName ?? ""}`;
    const count = (keys: readonly string[]) => {
        const counts = new Map<string, number>();
        for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
        return counts;
    };
    const [tenants, microtenants] = [count(rows.map(inTenant)), count(rows.map(inMicrotenant))];
    return (row) => {
        const isTwin = tenants.get(inTenant(row))! > 1;
        const parts = [
            hasTenants && row.tenant.label,
            isTwin && row.group.microtenantName,
            microtenants.get(inMicrotenant(row))! > 1 && `id ${row.group.id}`,
        ];
        return parts.filter(Boolean).join(", ");
    };
}

/** The name of a group as text, with what tells it from others. */
export const fullName = ({ group, qualifier }: Row) => (qualifier ? `${group.name} (${qualifier})` : group.name);

/** Whether the group is unavailable in its window. */
export const isAlone = ({ findings }: Row) => findings.some(({ rule }) => rule.id === "single-connector");

/** The enabled connectors of groups, and how many of them are connected. */
export function countsOf(rows: readonly Row[]): { readonly connectors: number; readonly connected: number } {
    const enabled = rows.flatMap(({ group }) => group.connectors).filter((connector) => connector.enabled);
    return { connectors: enabled.length, connected: enabled.filter(({ connected }) => connected).length };
}
