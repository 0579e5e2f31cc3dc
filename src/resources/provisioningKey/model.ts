import { atMostOne, type Failure, type ResourceModel, type Values } from "../../model/resourceModel";
import { describeTime } from "../../model/times";
import { FIELDS } from "./fields";

/** Source: docs/zpa-api.md#provisioning-keys */
function isNotExpired({ expirationInEpochSec: expires }: Values, now: number): Failure[] {
    if (typeof expires !== "number" || expires > now) return [];
    return [
        {
            property: "expirationInEpochSec",
            reason: `is in the past (${describeTime(expires)}), so no connector could enroll with the new key`,
        },
    ];
}

/** What the service reports for a key that never expires is not known. A time that is not positive is none. */
function withoutNoExpiry({ expirationInEpochSec: expires, ...observed }: Values): Values {
    return expires === undefined || Number(expires) <= 0 ? observed : { ...observed, expirationInEpochSec: expires };
}

/** The model of a provisioning key. It loads nothing else of the package, because programs load it. */
export const KEY_MODEL: ResourceModel = {
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
    rulesForNew: isNotExpired,
    correct: withoutNoExpiry,
};
