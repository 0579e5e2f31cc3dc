import type { Unreadable } from "../api/client";
import { GROUPS } from "../api/endpoints/groups";
import { PROVISIONING_KEYS } from "../api/endpoints/provisioningKeys";
import { quoted, shown } from "../model/outsideText";
import type { ListedKind, ReadMicrotenant, ReadTenant, UnreadTenant } from "../tenants/readAll";
import { labelText } from "../tenants/selection";
import type { Fleet, FleetGroup, FleetTenant } from "./model";
import { readGroup, readKeys } from "./readGroup";

/** What the page needs of each microtenant. */
export const FLEET_KINDS: readonly ListedKind[] = [GROUPS, PROVISIONING_KEYS];

/** The fleet, from what was read of its tenants. */
export function fleetOf(tenants: readonly (ReadTenant | UnreadTenant)[], readAt: Date): Fleet {
    return { readAt: readAt.toISOString(), tenants: withoutTwins(tenants.map(tenantOf)) };
}

function tenantOf(read: ReadTenant | UnreadTenant): FleetTenant {
    const { customerId } = read;
    const label = labelText(read.label);
    if ("problem" in read) return { label, customerId, groups: [], problems: [read.problem] };
    return {
        label,
        customerId,
        groups: read.microtenants.flatMap(groupsOf),
        problems: read.microtenants.flatMap(problemsOf),
    };
}

function groupsOf({ listings }: ReadMicrotenant): FleetGroup[] {
    const [groups, keys] = listings;
    // An incomplete list of keys would lead to wrong findings.
    const isComplete = keys !== undefined && keys.problem === undefined && keys.unreadable.length === 0;
    const byGroup = isComplete ? readKeys(keys.objects) : undefined;
    return groups!.objects.map((answer) => readGroup(answer, byGroup));
}

function problemsOf({ id, listings }: ReadMicrotenant): string[] {
    const where = id === "0" ? "" : ` of microtenant ${id}`;
    return listings.flatMap(({ kind: { noun }, problem, unreadable }) => {
        const texts = [...(problem === undefined ? [] : [problem]), ...unreadable.map(textOf)];
        return texts.map((text) => `${noun[0]!.toUpperCase()}${noun.slice(1)}s${where}: ${text}`);
    });
}

const textOf = ({ id, name, problem }: Unreadable) =>
    `${quoted(name ?? "")} (id ${shown(id ?? "unknown")}) cannot be read: ${problem}.`;

/** Removes duplicates: two labels, for a customer and for one of its microtenants, may return the same groups. */
function withoutTwins(tenants: readonly FleetTenant[]): FleetTenant[] {
    const seen = new Set<string>();
    return tenants.map((tenant) => ({
        ...tenant,
        groups: tenant.groups.filter(({ id }) => {
            const key = `${tenant.customerId} ${id}`;
            return !seen.has(key) && seen.add(key);
        }),
    }));
}
