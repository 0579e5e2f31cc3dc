import { type ResourceKind, ZpaResource } from "../../dynamic/ZpaResource";
import { besideItsGroup } from "../appConnectorGroup/besideItsGroup";
import type { ConnectorEnrollmentArgs, ConnectorEnrollmentOutputs } from "./documented";
import { ENROLLMENT_MODEL } from "./model";

export interface ConnectorEnrollment extends ConnectorEnrollmentOutputs {}

/**
 * Experimental: App Connectors that join a group by the user codes that their machines show (OAuth2). The calls follow
 * the vendor's clients; no recording of the real service exists.
 *
 * Each code is confirmed once. An added code is confirmed, a removed code is only forgotten. A change of the tenant's
 * customer, of `microtenantId` or of `appConnectorGroupId` replaces the resource, and needs new codes. Deleting it
 * undoes nothing: the connectors stay in the group.
 *
 * @example
 * ```ts
 * new zpa.ConnectorEnrollment("san-jose", {
 *     appConnectorGroupId: sanJose.id,
 *     userCodes: [config.requireSecret("userCode")],
 * });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the outputs are declared once, in the made interface
export class ConnectorEnrollment extends ZpaResource<ConnectorEnrollmentArgs> {
    /** The type by which policy packs find this class. */
    static readonly __pulumiType = "pulumi-nodejs:dynamic/zpa:ConnectorEnrollment";

    /** @internal */
    static readonly kind: ResourceKind = {
        model: ENROLLMENT_MODEL,
        provider: "pulumi-zpa-connectors/provider/connector-enrollment",
        complete: besideItsGroup,
    };
}
