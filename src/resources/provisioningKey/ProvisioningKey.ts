import type * as pulumi from "@pulumi/pulumi";
import { type ResourceClass, ZpaResource } from "../../dynamic/ZpaResource";
import { inMicrotenantOfGroup } from "../appConnectorGroup/inMicrotenantOfGroup";
import { REGISTRY } from "../registry";
import type { ProvisioningKeyArgs, ProvisioningKeyOutputs } from "./documented";

/** The outputs. */
export interface ProvisioningKey extends ProvisioningKeyOutputs {}

/**
 * A provisioning key of Zscaler Private Access, with which App Connectors join a group.
 *
 * If the tenant's `customerId`, `microtenantId` or `appConnectorGroupId` changes, or `exportable` changes from
 * `false` to
 * `true`, the key is replaced. Any other change updates it in place. The value is the secret output `provisioningKey`.
 *
 * @example
 * ```ts
 * const key = new zpa.ProvisioningKey("san-jose", {
 *     name: "san-jose",
 *     appConnectorGroupId: sanJose.id,
 *     maxUsage: 2,
 * });
 * export const provisioningKey = key.provisioningKey;
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-provisioning-keys-using-api
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the outputs are declared once, in the made interface
export class ProvisioningKey extends ZpaResource<ProvisioningKeyArgs> {
    /** The resource type, by which policy packs recognize this class. */
    static readonly __pulumiType = "pulumi-nodejs:dynamic/zpa:ProvisioningKey";

    /** @internal */
    static readonly kind: ResourceClass = { ...REGISTRY.ProvisioningKey, complete: inMicrotenantOfGroup };

    /**
     * Reads an existing key without managing it. Its value is absent if the key is not exportable. Requires
     * `@pulumi/pulumi` 3.270 or newer.
     *
     * @param name the name of the resource in the program
     * @param id the key's id in ZPA
     * @param where the tenant and the microtenant of the key. Default: those of the default tenant.
     * @param opts Pulumi's resource options, such as `parent`
     *
     * @example
     * ```ts
     * const existing = zpa.ProvisioningKey.get("existing", "216196257331282922", { tenant: "acme" });
     * ```
     */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        where: Pick<ProvisioningKeyArgs, "tenant" | "microtenantId" | "microtenantName"> = {},
        opts: pulumi.CustomResourceOptions = {},
    ): ProvisioningKey {
        return new ProvisioningKey(name, where as unknown as ProvisioningKeyArgs, { ...opts, id });
    }
}
