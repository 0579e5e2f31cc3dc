import { describeUnreadable, type Unreadable } from "../model/unreadable";
import type { ObjectReader, ReadMicrotenant, ReadTenant, UnreadTenant } from "../tenants/readAll";
import { labelText } from "../tenants/selection";
import type { FleetReaders } from "./kinds";
import type { Fleet, FleetGroup, FleetTenant } from "./model";
import { readGroup, readKeys } from "./readGroup";

/** The fleet, from what was read of its tenants. */
export function fleetOf(tenants: readonly (ReadTenant | UnreadTenant)[], kinds: FleetReaders, readAt: Date): Fleet {
    return {
        readAt: readAt.toISOString(),
        tenants: withoutTwins(tenants.map((tenant) => tenantOf(tenant, kinds))),
    };
}

function tenantOf(read: ReadTenant | UnreadTenant, kinds: FleetReaders): FleetTenant {
    const { customerId } = read;
    const label = labelText(read.label);
    if ("problem" in read) return { label, customerId, groups: [], problems: [read.problem] };
    return {
        label,
        customerId,
        groups: read.microtenants.flatMap((microtenant) => groupsOf(microtenant, kinds)),
        problems: [
            ...read.unreadable.map((item) => `Microtenants: ${textOf(item)}`),
            ...read.microtenants.flatMap(problemsOf),
        ],
    };
}

function groupsOf({ listings }: ReadMicrotenant, kinds: FleetReaders): FleetGroup[] {
    const [groups, keys] = [kinds.groups, kinds.keys].map((kind) => listings.find((listing) => listing.kind === kind));
    const only = (kind: ObjectReader) => listings.find((listing) => listing.kind === kind)?.objects[0];
    const profile = only(kinds.defaultProfile)?.name;
    const autoDelete = only(kinds.schedule)?.isOn as boolean | undefined;
    // An incomplete list of keys would lead to wrong findings.
    const isComplete = keys !== undefined && keys.problem === undefined && keys.unreadable.length === 0;
    const byGroup = isComplete ? readKeys(keys.objects) : undefined;
    return groups!.objects.map((answer) => {
        const group = readGroup(answer, byGroup);
        const isNamed = group.followsDefaultProfile && profile !== undefined;
        return {
            ...group,
            ...(isNamed ? { versionProfileName: profile } : {}),
            ...(autoDelete === undefined ? {} : { autoDelete }),
        };
    });
}

function problemsOf({ id, listings }: ReadMicrotenant): string[] {
    const where = id === "0" ? "" : ` of microtenant ${id}`;
    return listings.flatMap(({ kind: { noun }, problem, unreadable }) => {
        const texts = [...(problem === undefined ? [] : [problem]), ...unreadable.map(textOf)];
        return texts.map((text) => `${noun[0]!.toUpperCase()}${noun.slice(1)}s${where}: ${text}`);
    });
}

const textOf = (item: Unreadable) => `${describeUnreadable(item)}.`;

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
