import type * as pulumi from "@pulumi/pulumi";
import type { IdOrName, MicrotenantArgs, MicrotenantScope, SearchArgs, TenantArgs } from "./args";
import { type Inputs, lookUp, outputForm } from "./lookUp";

/** An App Connector of a group, as the service reports it. */
export interface AppConnector {
    /** The id, a decimal string. */
    id: string;
    /** The name. */
    name: string | undefined;
    /** Whether the connector is enabled. */
    enabled: boolean | undefined;
    /** The software version that it runs. */
    currentVersion: string | undefined;
    /** The software version that it runs after its group's next upgrade window. */
    expectedVersion: string | undefined;
    /** The upgrade status, for example `COMPLETE`. */
    upgradeStatus: string | undefined;
    /** The status of the connection to ZPA, for example `ZPN_STATUS_AUTHENTICATED`. */
    controlChannelStatus: string | undefined;
    /** The operating system, for example `el8`. */
    platform: string | undefined;
}

/** An App Connector group, with its connectors and server groups. Ids are decimal strings; text is unescaped. */
export interface FoundAppConnectorGroup {
    /** The id, a decimal string. */
    id: string;
    /** The name. */
    name: string;
    /** The description. */
    description?: string | undefined;
    /** Whether the group is enabled. */
    enabled?: boolean | undefined;
    /** The latitude in degrees. */
    latitude?: number | undefined;
    /** The longitude in degrees. */
    longitude?: number | undefined;
    /** The location in words. */
    location?: string | undefined;
    /** City and country, for example `San Jose, US`. */
    cityCountry?: string | undefined;
    /** The country's code (ISO 3166-1 alpha-2), for example `US`. */
    countryCode?: string | undefined;
    /** The day of the upgrade window. */
    upgradeDay?: "SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | undefined;
    /** The start of the upgrade window, in seconds after midnight; ZPA does not document the time zone. */
    upgradeTimeInSecs?: number | undefined;
    /** Whether the group has a version profile of its own instead of the tenant's default. */
    overrideVersionProfile?: boolean | undefined;
    /** The id of the group's version profile; `"0"` if the profile is not overridden. */
    versionProfileId?: string | undefined;
    /** The name of the version profile that the service reports. */
    versionProfileName: string | undefined;
    /** Which addresses the connectors resolve. */
    dnsQueryType?: "IPV4_IPV6" | "IPV4" | "IPV6" | undefined;
    /** Whether TCP quick acknowledgement is enabled for the application. */
    tcpQuickAckApp?: boolean | undefined;
    /** Whether TCP quick acknowledgement is enabled for the App Connector. */
    tcpQuickAckAssistant?: boolean | undefined;
    /** Whether TCP quick acknowledgement is enabled for reads of the App Connector. */
    tcpQuickAckReadAssistant?: boolean | undefined;
    /** Whether the group is designated for disaster recovery. */
    useInDrMode?: boolean | undefined;
    /** Whether AppProtection is disabled. */
    wafDisabled?: boolean | undefined;
    /** Whether Privileged Remote Access is enabled. */
    praEnabled?: boolean | undefined;
    /** Whether the group serves the Log Streaming Service. */
    lssAppConnectorGroup?: boolean | undefined;
    /** The id of the enrollment certificate. */
    enrollmentCertId?: string | undefined;
    /** Where the data center is hosted. */
    dcHostingInfo?: string | undefined;
    /** The id of the microtenant; `"0"` for the Default microtenant. */
    microtenantId?: string | undefined;
    /** The name of the microtenant. */
    microtenantName: string | undefined;
    /** Whether the service rejects changes; such a group is locked. */
    readOnly: boolean;
    /** Whether Zscaler manages the group; such a group is locked. */
    zscalerManaged: boolean;
    /** A group with any restriction but `NONE` is locked. */
    restrictionType: string | undefined;
    /** The connectors of the group. */
    connectors: AppConnector[];
    /** The server groups that use the group. */
    serverGroups: { id: string; name: string | undefined }[];
}

/** Arguments of `getAppConnectorGroup`. */
export type GetAppConnectorGroupArgs = IdOrName & MicrotenantArgs & TenantArgs;

/**
 * Returns an App Connector group, with its connectors. All calls for one microtenant share one list.
 *
 * @param args the group, by its id or by its exact name, and the tenant and the microtenant to look in
 *
 * @throws ZpaError `CLASH`, with the groups of the microtenant, if no group or more than one group matches
 *
 * @example
 * ```ts
 * const group = await zpa.getAppConnectorGroup({ name: "San Jose DC1" });
 * const versions = group.connectors.map((connector) => connector.currentVersion);
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-app-connector-groups-using-api
 */
export function getAppConnectorGroup(args: GetAppConnectorGroupArgs): Promise<FoundAppConnectorGroup> {
    return lookUp("getAppConnectorGroup", args);
}

/**
 * {@link getAppConnectorGroup} for arguments that are outputs.
 *
 * @param args the group, by its id or by its exact name, and the tenant and the microtenant to look in; each may be an output
 *
 * @example
 * ```ts
 * const group = zpa.getAppConnectorGroupOutput({ name: "San Jose DC1", tenant: "acme" });
 * new zpa.ProvisioningKey("san-jose", { name: "san-jose", appConnectorGroupId: group.id, maxUsage: 2, tenant: "acme"
 * });
 * ```
 */
export function getAppConnectorGroupOutput(
    args: Inputs<GetAppConnectorGroupArgs>,
): pulumi.Output<FoundAppConnectorGroup> {
    return outputForm(getAppConnectorGroup, args);
}

/** Arguments of `getAppConnectorGroups`. */
export interface GetAppConnectorGroupsArgs extends SearchArgs, MicrotenantScope, TenantArgs {}

/**
 * Returns all App Connector groups that match, with their connectors.
 *
 * @param args a search, and where to look. Default: all groups of the microtenant in the settings
 *
 * @example
 * ```ts
 * const sites = await zpa.getAppConnectorGroups({ search: { field: "name", operator: "LIKE", value: "San" } });
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-app-connector-groups-using-api
 */
export function getAppConnectorGroups(args: GetAppConnectorGroupsArgs = {}): Promise<FoundAppConnectorGroup[]> {
    return lookUp("getAppConnectorGroups", args);
}

/**
 * {@link getAppConnectorGroups} for arguments that are outputs.
 *
 * @param args a search, and where to look. Default: all groups of the microtenant in the settings; each may be an output
 *
 * @example
 * ```ts
 * export const groupIds = zpa.getAppConnectorGroupsOutput({ allMicrotenants: true }).apply((groups) => groups.map(({
 * id }) => id));
 * ```
 */
export function getAppConnectorGroupsOutput(
    args: Inputs<GetAppConnectorGroupsArgs> = {},
): pulumi.Output<FoundAppConnectorGroup[]> {
    return outputForm(getAppConnectorGroups, args);
}
