import { z } from "zod";

/**
 * An App Connector as its group reports it, with its software apart. Source: the vendor's page on App Connector groups,
 * "Getting Details for All App Connector Groups".
 */
const Connector = z.looseObject({
    id: z.string(),
    name: z.string().optional(),
    enabled: z.boolean().optional(),
    assistantVersion: z
        .looseObject({
            currentVersion: z.string().optional(),
            expectedVersion: z.string().optional(),
            upgradeStatus: z.string().optional(),
            ctrlChannelStatus: z.string().optional(),
            platform: z.string().optional(),
        })
        .optional(),
});
export type ApiConnector = z.output<typeof Connector>;
const ServerGroup = z.looseObject({ id: z.string(), name: z.string().optional() });

/**
 * An App Connector group as the API answers it. Only what this package relies on is named; whatever else the service
 * sends is kept, so that an update can send it back. Source: the API contract, §3.
 */
export const ApiGroup = z.looseObject({
    id: z.string(),
    name: z.string().default(""),
    creationTime: z.string().optional(),
    connectorGroupType: z.string().optional(),
    microtenantId: z.string().optional(),
    versionProfileName: z.string().optional(),
    readOnly: z.boolean().optional(),
    zscalerManaged: z.boolean().optional(),
    restrictionType: z.string().optional(),
    enrollmentCertId: z.string().optional(),
    microtenantName: z.string().optional(),
    connectors: z.array(Connector).optional(),
    serverGroups: z.array(ServerGroup).optional(),
});
export type ApiGroup = z.output<typeof ApiGroup>;

/** The body of a create or an update. */
export type GroupPayload = Record<string, string | boolean>;
