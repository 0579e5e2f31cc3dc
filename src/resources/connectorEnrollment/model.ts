import type { ResourceDefinition } from "../../model/definition";
import { FIELDS } from "./fields";

/** What a connector enrollment is, without the service: a program loads no more of the package than this. */
export const ENROLLMENT_MODEL: ResourceDefinition = {
    type: "ConnectorEnrollment",
    noun: "connector enrollment",
    fields: FIELDS,
    rules: [],
    references: [],
    outputs: {},
    stored: false,
};
