import { z } from "zod";
import { flag, id, otherId, text } from "../answer";
import type { EndpointSpec } from "./objects";

/**
 * An App Connector as its group contains it, with its software in a separate object. Source: the vendor's page on App
 * Connector groups, "Getting Details for All App Connector Groups".
 */
const Member = z.looseObject({
    id,
    name: text.optional(),
    enabled: flag.optional(),
    assistantVersion: z
        .looseObject({
            currentVersion: text.optional(),
            expectedVersion: text.optional(),
            upgradeStatus: text.optional(),
            ctrlChannelStatus: text.optional(),
            platform: text.optional(),
        })
        .optional(),
});

/**
 * An App Connector group of a response. Only the properties that this package uses are listed; others are kept
 * unchanged. Source: docs/zpa-api.md#the-groups-fields
 */
export const ApiGroup = z.looseObject({
    id,
    name: text.default(""),
    creationTime: text.optional(),
    connectorGroupType: text.optional(),
    microtenantId: otherId,
    versionProfileName: text.optional(),
    readOnly: flag.optional(),
    zscalerManaged: flag.optional(),
    restrictionType: text.optional(),
    enrollmentCertId: text.optional(),
    microtenantName: text.optional(),
    connectors: z.array(Member).optional(),
    serverGroups: z.array(z.looseObject({ id, name: text.optional() })).optional(),
});
export type ApiGroup = z.output<typeof ApiGroup>;

export const GROUPS = {
    path: "/appConnectorGroup",
    schema: ApiGroup,
    noun: "App Connector group",
} as const satisfies EndpointSpec<typeof ApiGroup>;
