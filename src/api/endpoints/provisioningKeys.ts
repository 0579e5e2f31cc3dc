import { z } from "zod";
import { flag, id, otherId, text } from "../answer";
import type { EndpointSpec } from "./objects";

/**
 * A provisioning key of a response. `provisioningKey` is a secret, which reads omit if the key is not exportable.
 * Source: docs/zpa-api.md#provisioning-keys
 */
export const ApiProvisioningKey = z.looseObject({
    id,
    name: text.default(""),
    maxUsage: text.optional(),
    usageCount: text.optional(),
    enabled: text.optional(),
    exportable: text.optional(),
    enrollmentCertId: text.optional(),
    enrollmentCertName: text.optional(),
    expirationInEpochSec: text.optional(),
    zcomponentId: text.optional(),
    zcomponentName: text.optional(),
    provisioningKey: z.string().optional(),
    creationTime: text.optional(),
    microtenantId: otherId,
    microtenantName: text.optional(),
    readOnly: flag.optional(),
    zscalerManaged: flag.optional(),
    restrictionType: text.optional(),
});
export type ApiProvisioningKey = z.output<typeof ApiProvisioningKey>;

/** The keys of App Connector groups. Keys of other kinds of groups have other paths. */
export const PROVISIONING_KEYS = {
    path: "/associationType/CONNECTOR_GRP/provisioningKey",
    schema: ApiProvisioningKey,
    noun: "provisioning key",
} as const satisfies EndpointSpec<typeof ApiProvisioningKey>;
