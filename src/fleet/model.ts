import { plural } from "../model/words";

/** The data of the fleet page, of the JSON file and of the findings. It has no secrets. */
export interface Fleet {
    /** ISO 8601. */
    readonly readAt: string;
    readonly tenants: readonly FleetTenant[];
}

export interface FleetTenant {
    /** The tenant's label in `zpa:tenants`; `default` for the default tenant. */
    readonly label: string;
    /** Absent if the tenant's settings are invalid. */
    readonly customerId?: string | undefined;
    readonly groups: readonly FleetGroup[];
    /** Messages for data that could not be read. */
    readonly problems: readonly string[];
}

/** How much of a tenant was read. What was not read counts neither as healthy nor as a finding. */
export type Extent = "complete" | "part" | "none";

export function extentOf({ groups, problems }: FleetTenant): Extent {
    if (problems.length === 0) return "complete";
    return groups.length > 0 ? "part" : "none";
}

/** `12 tenants`, or `11 of 12 tenants (1 not read)`. */
export function coverageText({ tenants }: Pick<Fleet, "tenants">): string {
    const count = (extent: Extent) => tenants.filter((tenant) => extentOf(tenant) === extent).length;
    const gaps = [
        ...(count("none") > 0 ? [`${count("none")} not read`] : []),
        ...(count("part") > 0 ? [`${count("part")} read in part`] : []),
    ];
    const all = plural(tenants.length, "tenant");
    return gaps.length === 0 ? all : `${count("complete")} of ${all} (${gaps.join(", ")})`;
}

export interface FleetGroup {
    readonly id: string;
    readonly name: string;
    /** Absent in the Default microtenant. */
    readonly microtenantName?: string | undefined;
    readonly enabled: boolean;
    readonly location?: string | undefined;
    readonly cityCountry?: string | undefined;
    /** ISO 3166-1 alpha-2. */
    readonly countryCode?: string | undefined;
    readonly latitude?: number | undefined;
    readonly longitude?: number | undefined;
    readonly window?: UpgradeWindow | undefined;
    readonly versionProfileName?: string | undefined;
    /** Whether the group follows the tenant's default version profile. Absent if the service does not report it. */
    readonly followsDefaultProfile?: boolean | undefined;
    /** Whether ZPA deletes disconnected connectors of the group's microtenant. Absent if it was not read. */
    readonly autoDelete?: boolean | undefined;
    readonly connectors: readonly FleetConnector[];
    readonly serverGroups: readonly { readonly id: string; readonly name: string }[];
    /** Absent if the keys of the group's microtenant could not be read. */
    readonly keys?: readonly FleetKey[] | undefined;
}

export const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;
export type Day = (typeof DAYS)[number];

/** When an upgrade window begins. ZPA does not document the time zone. */
export interface UpgradeWindow {
    readonly day: Day;
    /** Seconds after midnight, 0 to 86,399. */
    readonly secs: number;
}

export interface FleetConnector {
    readonly id: string;
    readonly name: string;
    readonly enabled: boolean;
    /** Absent if the service does not report the control channel. */
    readonly connected?: boolean | undefined;
    readonly currentVersion?: string | undefined;
    readonly expectedVersion?: string | undefined;
    readonly upgradeStatus?: string | undefined;
    /** ISO 8601. */
    readonly lastDisconnectedAt?: string | undefined;
}

/** A provisioning key, without its value. */
export interface FleetKey {
    readonly id: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly usageCount: number;
    /** Absent if the service reports no valid value. */
    readonly maxUsage?: number | undefined;
    /** ISO 8601. Absent if the key does not expire. */
    readonly expiresAt?: string | undefined;
}

export type GroupState = "connected" | "degraded" | "disconnected" | "empty" | "disabled" | "unknown";

/** The state of a group, derived from its enabled connectors. */
export function stateOf({ enabled, connectors }: FleetGroup): GroupState {
    if (!enabled) return "disabled";
    const members = connectors.filter((connector) => connector.enabled);
    if (members.length === 0) return "empty";
    const connected = members.filter((connector) => connector.connected === true).length;
    const disconnected = members.filter((connector) => connector.connected === false).length;
    if (disconnected === members.length) return "disconnected";
    if (disconnected > 0) return "degraded";
    return connected > 0 ? "connected" : "unknown";
}

export const isUsedUp = ({ usageCount, maxUsage }: FleetKey) => maxUsage !== undefined && usageCount >= maxUsage;
/** @param at a time in ISO 8601 */
export const isExpired = ({ expiresAt }: FleetKey, at: string) => expiresAt !== undefined && expiresAt <= at;
export const isUsable = (key: FleetKey, at: string) => key.enabled && !isUsedUp(key) && !isExpired(key, at);
