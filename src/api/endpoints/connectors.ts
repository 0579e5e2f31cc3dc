import { z } from "zod";
import { flag, id, otherId, text } from "../answer";
import type { EndpointSpec } from "./objects";

/**
 * An App Connector as the list of connectors reports it. Source: docs/zpa-api.md#software-updates
 */
export const ApiConnector = z.looseObject({
    id,
    name: text.default(""),
    description: text.optional(),
    enabled: flag.optional(),
    appConnectorGroupId: text.optional(),
    appConnectorGroupName: text.optional(),
    controlChannelStatus: text.optional(),
    currentVersion: text.optional(),
    expectedVersion: text.optional(),
    previousVersion: text.optional(),
    upgradeStatus: text.optional(),
    platform: text.optional(),
    platformDetail: text.optional(),
    privateIp: text.optional(),
    publicIp: text.optional(),
    lastBrokerConnectTime: text.optional(),
    lastBrokerConnectTimeDuration: text.optional(),
    lastBrokerDisconnectTime: text.optional(),
    lastBrokerDisconnectTimeDuration: text.optional(),
    provisioningKeyId: text.optional(),
    provisioningKeyName: text.optional(),
    microtenantId: otherId,
    microtenantName: text.optional(),
});
export type ApiConnector = z.output<typeof ApiConnector>;

export const CONNECTORS = {
    path: "/connector",
    schema: ApiConnector,
    noun: "App Connector",
} as const satisfies EndpointSpec<typeof ApiConnector>;
