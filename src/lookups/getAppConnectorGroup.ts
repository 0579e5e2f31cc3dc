import type { IdOrName, MicrotenantArgs, MicrotenantScope, SearchArgs, TenantArgs } from "./args";
import { lookUp, outputForm } from "./lookUp";

/** An App Connector of a group, as the service reports it. */
export interface AppConnector {
    id: string;
    name: string | undefined;
    enabled: boolean | undefined;
    /** The software version that it runs. */
    currentVersion: string | undefined;
    /** The software version that it runs after its group's next upgrade window. */
    expectedVersion: string | undefined;
    /** For example `COMPLETE`. */
    upgradeStatus: string | undefined;
    /** For example `ZPN_STATUS_AUTHENTICATED`. */
    controlChannelStatus: string | undefined;
    /** For example `el8`. */
    platform: string | undefined;
}

/** An App Connector group, with its connectors and server groups. Ids are decimal strings; text is unescaped. */
export interface FoundAppConnectorGroup {
    id: string;
    name: string;
    description?: string | undefined;
    enabled?: boolean | undefined;
    /** In degrees. */
    latitude?: number | undefined;
    /** In degrees. */
    longitude?: number | undefined;
    location?: string | undefined;
    /** For example `San Jose, US`. */
    cityCountry?: string | undefined;
    /** ISO 3166-1 alpha-2, for example `US`. */
    countryCode?: string | undefined;
    /** The day of the upgrade window. */
    upgradeDay?: "SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | undefined;
    /** The start of the upgrade window, in seconds after midnight; ZPA does not document the time zone. */
    upgradeTimeInSecs?: number | undefined;
    /** Whether the group has a version profile of its own instead of the tenant's default. */
    overrideVersionProfile?: boolean | undefined;
    /** `"0"` while the profile is not overridden. */
    versionProfileId?: string | undefined;
    versionProfileName: string | undefined;
    dnsQueryType?: "IPV4_IPV6" | "IPV4" | "IPV6" | undefined;
    tcpQuickAckApp?: boolean | undefined;
    tcpQuickAckAssistant?: boolean | undefined;
    tcpQuickAckReadAssistant?: boolean | undefined;
    /** Whether the group is designated for disaster recovery. */
    useInDrMode?: boolean | undefined;
    /** Whether AppProtection is disabled. */
    wafDisabled?: boolean | undefined;
    /** Whether Privileged Remote Access is enabled. */
    praEnabled?: boolean | undefined;
    /** Whether the group serves the Log Streaming Service. */
    lssAppConnectorGroup?: boolean | undefined;
    enrollmentCertId?: string | undefined;
    dcHostingInfo?: string | undefined;
    /** `"0"` for the Default microtenant. */
    microtenantId?: string | undefined;
    microtenantName: string | undefined;
    /** Whether the service rejects changes; such a group is locked. */
    readOnly: boolean;
    /** Whether Zscaler manages the group; such a group is locked. */
    zscalerManaged: boolean;
    /** A group with any restriction but `NONE` is locked. */
    restrictionType: string | undefined;
    connectors: AppConnector[];
    serverGroups: { id: string; name: string | undefined }[];
}

/** Arguments of `getAppConnectorGroup`. */
export type GetAppConnectorGroupArgs = IdOrName & MicrotenantArgs & TenantArgs;

/**
 * Returns an App Connector group, with its connectors. All calls for one microtenant share one list.
 *
 * @throws ZpaError `CLASH`, with the groups of the microtenant, if none matches, or more than one
 */
export function getAppConnectorGroup(args: GetAppConnectorGroupArgs): Promise<FoundAppConnectorGroup> {
    return lookUp("getAppConnectorGroup", args);
}

/** {@link getAppConnectorGroup} for arguments that are outputs. */
export const getAppConnectorGroupOutput = outputForm(getAppConnectorGroup);

/** Arguments of `getAppConnectorGroups`. */
export type GetAppConnectorGroupsArgs = SearchArgs & MicrotenantScope & TenantArgs;

/** Returns all App Connector groups that match, with their connectors. */
export function getAppConnectorGroups(args: GetAppConnectorGroupsArgs = {}): Promise<FoundAppConnectorGroup[]> {
    return lookUp("getAppConnectorGroups", args);
}

/** {@link getAppConnectorGroups} for arguments that are outputs. */
export const getAppConnectorGroupsOutput = outputForm(getAppConnectorGroups);
