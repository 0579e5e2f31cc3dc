import type { TenantSeed } from "../../src/emulator";
import type { FleetGroup, FleetTenant } from "../../src/fleet/model";

/** A tenant of the demo in the format of the API, for the emulator. */
export function seedOf({ label, customerId, groups }: FleetTenant): TenantSeed {
    const microtenants = [{ id: "216196257331290001", name: "Manufacturing" }];
    return {
        customerId: customerId!,
        clientId: label,
        clientSecret: `${label}-secret`,
        microtenants,
        groups: groups.map((group) => ({ ...groupSeed(group), microtenantId: microtenantOf(group) })),
        provisioningKeys: groups.flatMap((group) =>
            (group.keys ?? []).map((key) => ({
                ...key,
                usageCount: String(key.usageCount),
                maxUsage: String(key.maxUsage),
                exportable: true,
                zcomponentId: group.id,
                microtenantId: microtenantOf(group),
                provisioningKey: `3|api.private.zscaler.com|not-for-the-page-${key.id}`,
            })),
        ),
    };
}

const microtenantOf = ({ microtenantName }: FleetGroup) => (microtenantName === undefined ? "0" : "216196257331290001");

function groupSeed({ window, keys: _, microtenantName: __, connectors, latitude, longitude, ...group }: FleetGroup) {
    return {
        ...group,
        latitude: String(latitude),
        longitude: String(longitude),
        upgradeDay: window?.day,
        upgradeTimeInSecs: String(window?.secs),
        serverGroups: [...group.serverGroups],
        connectors: connectors.map(({ id, name, enabled, connected, lastDisconnectedAt, ...software }) => ({
            id,
            name,
            enabled,
            assistantVersion: {
                ...software,
                ctrlChannelStatus: connected ? "ZPN_STATUS_AUTHENTICATED" : "ZPN_STATUS_DISCONNECTED",
                lastBrokerDisconnectTime: lastDisconnectedAt && String(Date.parse(lastDisconnectedAt) * 1000),
            },
        })),
    };
}
