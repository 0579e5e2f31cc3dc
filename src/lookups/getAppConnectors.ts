import type { MicrotenantScope, OfGroupArgs, SearchArgs, TenantArgs } from "./args";
import { lookUp, outputForm } from "./lookUp";

/** An App Connector, with its status, versions and times. Ids are decimal strings; text is unescaped. */
export interface FoundAppConnector {
    id: string;
    name: string;
    description: string | undefined;
    enabled: boolean | undefined;
    appConnectorGroupId: string | undefined;
    appConnectorGroupName: string | undefined;
    /** For example `ZPN_STATUS_AUTHENTICATED` or `ZPN_STATUS_DISCONNECTED`. */
    controlChannelStatus: string | undefined;
    /** The software version that it runs. */
    currentVersion: string | undefined;
    /** The software version that it runs after its group's next upgrade window. */
    expectedVersion: string | undefined;
    previousVersion: string | undefined;
    /** For example `COMPLETE`. */
    upgradeStatus: string | undefined;
    /** For example `el9`. */
    platform: string | undefined;
    platformDetail: string | undefined;
    privateIp: string | undefined;
    publicIp: string | undefined;
    /** When it last connected to a broker, as the service reports it. */
    lastBrokerConnectTime: string | undefined;
    /** How long ago, for example `132d 19h 50m 43s`. */
    lastBrokerConnectTimeDuration: string | undefined;
    /** When it last lost a broker, as the service reports it. */
    lastBrokerDisconnectTime: string | undefined;
    lastBrokerDisconnectTimeDuration: string | undefined;
    /** The key with which it enrolled. */
    provisioningKeyId: string | undefined;
    provisioningKeyName: string | undefined;
    microtenantId: string | undefined;
    microtenantName: string | undefined;
}

/** Arguments of `getAppConnectors`. */
export type GetAppConnectorsArgs = OfGroupArgs & SearchArgs & MicrotenantScope & TenantArgs;

/** Returns the App Connectors that match. All calls with the same search share one list. */
export function getAppConnectors(args: GetAppConnectorsArgs = {}): Promise<FoundAppConnector[]> {
    return lookUp("getAppConnectors", args);
}

/** {@link getAppConnectors} for arguments that are outputs. */
export const getAppConnectorsOutput = outputForm(getAppConnectors);
