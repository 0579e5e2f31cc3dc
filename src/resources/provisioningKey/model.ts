import { atMostOne, type ResourceDefinition } from "../../model/definition";
import { FIELDS } from "./fields";

/** The model of a provisioning key. It loads nothing else of the package, because programs load it. */
export const KEY_MODEL: ResourceDefinition = {
    type: "ProvisioningKey",
    noun: "provisioning key",
    fields: FIELDS,
    rules: [atMostOne("enrollmentCertName", "enrollmentCertId")],
    references: [
        {
            name: "enrollmentCertName",
            id: "enrollmentCertId",
            list: "certificates",
            otherwise: "Connector",
            doc: "The name of the enrollment certificate. Mutually exclusive with `enrollmentCertId`.",
        },
    ],
    outputs: {
        provisioningKey: {
            type: "string",
            secret: true,
            doc: "The value of the key, a secret. Absent if the key was imported and ZPA does not show it.",
        },
    },
};
