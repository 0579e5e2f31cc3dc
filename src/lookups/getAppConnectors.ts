import type * as pulumi from "@pulumi/pulumi";
import type { GetAppConnectorsArgs } from "./args";
import type { FoundAppConnector } from "./documented";
import { type Inputs, lookUp, outputForm } from "./lookUp";

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
