import type { WithParent } from "../../lifecycle/place";
import { APP_CONNECTOR_GROUP } from "../appConnectorGroup/definition";
import { ENROLLMENT_MODEL } from "./model";

/** The definition of connector enrollments. */
export const CONNECTOR_ENROLLMENT: WithParent = {
    ...ENROLLMENT_MODEL,
    parent: { property: "appConnectorGroupId", definition: APP_CONNECTOR_GROUP },
};
