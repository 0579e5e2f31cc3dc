import type { ResourceModel } from "../../model/resourceModel";
import { FIELDS } from "./fields";

/** The model of a connector enrollment. It loads nothing else of the package, because programs load it. */
export const ENROLLMENT_MODEL: ResourceModel = {
    type: "ConnectorEnrollment",
    noun: "connector enrollment",
    fields: FIELDS,
    rules: [],
    references: [],
    outputs: {},
    stored: false,
};
