import type { ResourceModel } from "../../model/resourceModel";
import { FIELDS } from "./fields";

/** The model of an auto-delete schedule. It loads nothing else of the package, because programs load it. */
export const AUTO_DELETE_MODEL: ResourceModel = {
    type: "AppConnectorAutoDelete",
    noun: "auto-delete schedule",
    fields: FIELDS,
    rules: [],
    references: [],
    outputs: {},
    stored: false,
    oneInMicrotenant: true,
};
