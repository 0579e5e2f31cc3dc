import type * as pulumi from "@pulumi/pulumi";
import { type ResourceClass, ZpaResource } from "../../dynamic/ZpaResource";
import { REGISTRY } from "../registry";
import type { AppConnectorGroupArgs, AppConnectorGroupOutputs } from "./documented";
import { noteGroup } from "./inMicrotenantOfGroup";

/** The outputs. */
export interface AppConnectorGroup extends AppConnectorGroupOutputs {}

/**
 * An App Connector group of Zscaler Private Access.
 *
 * If the tenant's `customerId` or `microtenantId` changes, the group is replaced. Any other change updates it in place.
 *
 * @example
 * ```ts
 * new zpa.AppConnectorGroup("san-jose", {
 *     name: "San Jose DC1",
 *     location: "San Jose, CA, USA",
 *     latitude: 37.3382082,
 *     longitude: -121.8863286,
 * });
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-app-connector-groups-using-api
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the outputs are declared once, in the made interface
export class AppConnectorGroup extends ZpaResource<AppConnectorGroupArgs> {
    /** The resource type, by which policy packs recognize this class. */
    static readonly __pulumiType = "pulumi-nodejs:dynamic/zpa:AppConnectorGroup";

    /** @internal */
    static readonly kind: ResourceClass = { ...REGISTRY.AppConnectorGroup, constructed: noteGroup };

    /**
     * Reads an existing group without managing it. Requires `@pulumi/pulumi` 3.270 or newer.
     *
     * @param name the name of the resource in the program
     * @param id the group's id in ZPA
     * @param where the tenant and the microtenant of the group. Default: those of the default tenant.
     * @param opts Pulumi's resource options, such as `parent`
     *
     * @example
     * ```ts
     * const existing = zpa.AppConnectorGroup.get("existing", "216196257331282921", { tenant: "acme" });
     * ```
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        where: Pick<AppConnectorGroupArgs, "tenant" | "microtenantId" | "microtenantName"> = {},
        opts: pulumi.CustomResourceOptions = {},
    ): AppConnectorGroup {
        return new AppConnectorGroup(name, where as unknown as AppConnectorGroupArgs, { ...opts, id });
    }
}
