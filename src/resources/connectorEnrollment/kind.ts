import type { Kind } from "../../lifecycle/kind";
import { APP_CONNECTOR_GROUP } from "../appConnectorGroup/stored";
import { ENROLLMENT_MODEL } from "./model";
import { enrollmentOperations } from "./operations";

export const ENROLLMENT_KIND: Kind = {
    model: ENROLLMENT_MODEL,
    operations: enrollmentOperations,
    parent: { property: "appConnectorGroupId", model: APP_CONNECTOR_GROUP },
};
