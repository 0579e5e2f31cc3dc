import type * as pulumi from "@pulumi/pulumi";
import { type ResourceKind, ZpaResource } from "../../dynamic/ZpaResource";
import { besideItsGroup } from "../appConnectorGroup/besideItsGroup";
import type { ProvisioningKeyArgs, ProvisioningKeyOutputs } from "./documented";
import { KEY_MODEL } from "./model";

export interface ProvisioningKey extends ProvisioningKeyOutputs {}

/**
 * A provisioning key of Zscaler Private Access, with which App Connectors join a group.
 *
 * A change of the tenant's customer, of `microtenantId` or of `appConnectorGroupId` replaces the key, and so does
 * `exportable` from `false` to `true`; any other change is an update in place. The value is the secret output
 * `provisioningKey`.
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
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the outputs are declared once, in the made interface
export class ProvisioningKey extends ZpaResource<ProvisioningKeyArgs> {
    /** The type by which policy packs find this class. */
    static readonly __pulumiType = "pulumi-nodejs:dynamic/zpa:ProvisioningKey";

    /** @internal */
    static readonly kind: ResourceKind = {
        model: KEY_MODEL,
        provider: "pulumi-zpa-connectors/provider/provisioning-key",
        complete: besideItsGroup,
    };

    /** Reads an existing key without managing it. Its value is absent if the key is not exportable. */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        where: {
            tenant?: string;
            microtenantId?: pulumi.Input<string>;
            microtenantName?: pulumi.Input<string>;
        } = {},
        options: pulumi.CustomResourceOptions = {},
    ): ProvisioningKey {
        return new ProvisioningKey(name, where as unknown as ProvisioningKeyArgs, { ...options, id });
    }
}
