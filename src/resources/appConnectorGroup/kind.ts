import type { Kind } from "../../lifecycle/kind";
import { storedOperations } from "../../lifecycle/storedOperations";
import { APP_CONNECTOR_GROUP } from "./stored";

export const GROUP_KIND: Kind = { model: APP_CONNECTOR_GROUP, operations: storedOperations(APP_CONNECTOR_GROUP) };
