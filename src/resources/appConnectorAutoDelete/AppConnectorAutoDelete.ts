import { type ResourceClass, ZpaResource } from "../../dynamic/ZpaResource";
import { REGISTRY } from "../registry";
import type { AppConnectorAutoDeleteArgs, AppConnectorAutoDeleteOutputs } from "./documented";

export interface AppConnectorAutoDelete extends AppConnectorAutoDeleteOutputs {}

/**
 * The schedule by which Zscaler Private Access deletes App Connectors that have been disconnected for some days. The API
 * calls it `connectorSchedule`. The calls follow the vendor's clients; no recording of the real service exists.
 *
 * A microtenant has one schedule. If it exists, the resource takes it over and changes it to what the program says. A
 * preview that enables the schedule, shortens the interval or includes disabled connectors lists the connectors that ZPA
 * would delete.
 *
 * If the tenant's `customerId` or `microtenantId` changes, the resource is replaced. Deleting it disables the schedule,
 * because the API cannot delete it. With the resource option `retainOnDelete` it stays as it is.
 *
 * @example
 * ```ts
 * new zpa.AppConnectorAutoDelete("dead-connectors", { frequencyInterval: 30 });
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-auto-delete-disconnected-app-connectors-using-api
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the outputs are declared once, in the made interface
export class AppConnectorAutoDelete extends ZpaResource<AppConnectorAutoDeleteArgs> {
    /** The resource type, by which policy packs recognize this class. */
    static readonly __pulumiType = "pulumi-nodejs:dynamic/zpa:AppConnectorAutoDelete";

    /** @internal */
    static readonly kind: ResourceClass = { ...REGISTRY.AppConnectorAutoDelete };
}
