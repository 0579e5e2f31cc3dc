import type * as pulumi from "@pulumi/pulumi";
import type { MicrotenantScope, OfGroupArgs, SearchArgs, TenantArgs } from "./args";
import { type Inputs, lookUp, outputForm } from "./lookUp";

/** An App Connector, with its status, versions and times. Ids are decimal strings; text is unescaped. */
export interface FoundAppConnector {
    /** The id, a decimal string. */
    id: string;
    /** The name. */
    name: string;
    /** The description. */
    description: string | undefined;
    /** Whether the connector is enabled. */
    enabled: boolean | undefined;
    /** The id of its App Connector group. */
    appConnectorGroupId: string | undefined;
    /** The name of its App Connector group. */
    appConnectorGroupName: string | undefined;
    /** The status of the connection to ZPA, for example `ZPN_STATUS_AUTHENTICATED` or `ZPN_STATUS_DISCONNECTED`. */
    controlChannelStatus: string | undefined;
    /** The software version that it runs. */
    currentVersion: string | undefined;
    /** The software version that it runs after its group's next upgrade window. */
    expectedVersion: string | undefined;
    /** The software version that it ran before the last upgrade. */
    previousVersion: string | undefined;
    /** The upgrade status, for example `COMPLETE`. */
    upgradeStatus: string | undefined;
    /** The operating system, for example `el9`. */
    platform: string | undefined;
    /** Details of the platform, as the service reports them. */
    platformDetail: string | undefined;
    /** The private IP address. */
    privateIp: string | undefined;
    /** The public IP address. */
    publicIp: string | undefined;
    /** When it last connected to a broker, as the service reports it. */
    lastBrokerConnectTime: string | undefined;
    /** How long ago it last connected, for example `132d 19h 50m 43s`. */
    lastBrokerConnectTimeDuration: string | undefined;
    /** When it was last disconnected from a broker, as the service reports it. */
    lastBrokerDisconnectTime: string | undefined;
    /** How long ago it was last disconnected, for example `132d 19h 50m 43s`. */
    lastBrokerDisconnectTimeDuration: string | undefined;
    /** The id of the provisioning key with which it enrolled. */
    provisioningKeyId: string | undefined;
    /** The name of the provisioning key with which it enrolled. */
    provisioningKeyName: string | undefined;
    /** The id of the microtenant, if the service reports one. */
    microtenantId: string | undefined;
    /** The name of the microtenant. */
    microtenantName: string | undefined;
}

/** Arguments of `getAppConnectors`. */
export interface GetAppConnectorsArgs extends OfGroupArgs, SearchArgs, MicrotenantScope, TenantArgs {}

/**
 * Returns the App Connectors that match. All calls with the same search share one list.
 *
 * @param args a group or a search, and where to look. Default: all connectors of the microtenant in the settings
 *
 * @example
 * ```ts
 * const connectors = await zpa.getAppConnectors({ search: "controlChannelStatus EQ ZPN_STATUS_DISCONNECTED" });
 * ```
 *
 * @see https://help.zscaler.com/zpa/managing-app-connectors-using-api
 */
export function getAppConnectors(args: GetAppConnectorsArgs = {}): Promise<FoundAppConnector[]> {
    return lookUp("getAppConnectors", args);
}

/**
 * {@link getAppConnectors} for arguments that are outputs.
 *
 * @param args a group or a search, and where to look. Default: all connectors of the microtenant in the settings; each may be an output
 *
 * @example
 * ```ts
 * const connectors = zpa.getAppConnectorsOutput({ appConnectorGroupId: sanJose.id });
 * export const versions = connectors.apply((found) => found.map(({ currentVersion }) => currentVersion));
 * ```
 */
export function getAppConnectorsOutput(args: Inputs<GetAppConnectorsArgs> = {}): pulumi.Output<FoundAppConnector[]> {
    return outputForm(getAppConnectors, args);
}
