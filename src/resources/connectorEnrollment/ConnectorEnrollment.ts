import { type ResourceClass, ZpaResource } from "../../dynamic/ZpaResource";
import { inMicrotenantOfGroup } from "../appConnectorGroup/inMicrotenantOfGroup";
import { REGISTRY } from "../registry";
import type { ConnectorEnrollmentArgs, ConnectorEnrollmentOutputs } from "./documented";

/** The outputs. */
export interface ConnectorEnrollment extends ConnectorEnrollmentOutputs {}

/**
 * Experimental: App Connectors that join a group by the user codes that their machines show (OAuth2). The calls follow
 * the vendor's clients; no recording of the real service exists.
 *
 * Each code is confirmed once. Removing a code, or deleting the resource, leaves its connector in the group. If the
 * tenant's `customerId`, `microtenantId` or `appConnectorGroupId` changes, the resource is replaced and needs new
 * codes.
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
    /** The resource type, by which policy packs recognize this class. */
    static readonly __pulumiType = "pulumi-nodejs:dynamic/zpa:ConnectorEnrollment";

    /** @internal */
    static readonly kind: ResourceClass = { ...REGISTRY.ConnectorEnrollment, complete: inMicrotenantOfGroup };
}
