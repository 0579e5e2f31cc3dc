import type { Kind } from "../lifecycle/operations";
import { storedOperations } from "../lifecycle/storedOperations";
import { AUTO_DELETE_MODEL } from "./appConnectorAutoDelete/model";
import { autoDeleteOperations } from "./appConnectorAutoDelete/operations";
import { APP_CONNECTOR_GROUP } from "./appConnectorGroup/definition";
import { CONNECTOR_ENROLLMENT } from "./connectorEnrollment/definition";
import { enrollmentOperations } from "./connectorEnrollment/operations";
import { PROVISIONING_KEY } from "./provisioningKey/definition";

export const GROUP: Kind = { definition: APP_CONNECTOR_GROUP, operations: storedOperations(APP_CONNECTOR_GROUP) };
export const KEY: Kind = { definition: PROVISIONING_KEY, operations: storedOperations(PROVISIONING_KEY) };
export const ENROLLMENT: Kind = { definition: CONNECTOR_ENROLLMENT, operations: enrollmentOperations };
export const AUTO_DELETE: Kind = { definition: AUTO_DELETE_MODEL, operations: autoDeleteOperations };

/** All kinds of resources. */
export const KINDS: readonly Kind[] = [GROUP, KEY, ENROLLMENT, AUTO_DELETE];
