import type * as pulumi from "@pulumi/pulumi";
import type { GetAppConnectorGroupArgs, GetAppConnectorGroupsArgs } from "./args";
import type { FoundAppConnectorGroup } from "./documented";
import { type Inputs, lookUp, outputForm } from "./lookUp";

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
