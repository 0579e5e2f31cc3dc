import type { Kind } from "../../lifecycle/kind";
import { storedOperations } from "../../lifecycle/storedOperations";
import { APP_CONNECTOR_GROUP } from "../appConnectorGroup/stored";
import { PROVISIONING_KEY } from "./stored";

export const KEY_KIND: Kind = {
    model: PROVISIONING_KEY,
    operations: storedOperations(PROVISIONING_KEY),
    parent: { property: "appConnectorGroupId", model: APP_CONNECTOR_GROUP },
};
