import { atMostOne, type ResourceDefinition } from "../../model/definition";
import { FIELDS } from "./fields";

/** What a provisioning key is, without the service: a program loads no more of the package than this. */
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
            doc: "The enrollment certificate by its name. Mutually exclusive with `enrollmentCertId`.",
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
