import type { ResourceDefinition } from "../../model/definition";
import { FIELDS } from "./fields";

/** The model of a connector enrollment. It loads nothing else of the package, because programs load it. */
export const ENROLLMENT_MODEL: ResourceDefinition = {
    type: "ConnectorEnrollment",
    noun: "connector enrollment",
    fields: FIELDS,
    rules: [],
    references: [],
    outputs: {},
    stored: false,
};
