import { addresses } from "../../model/addresses";
import { byDefault, type FieldTable, found, required } from "../../model/fields";
import { decimalId, flag, integerFrom, text } from "../../model/rules";
import { epochSeconds } from "../../model/times";

/**
 * Every writable field of a provisioning key. Validation, canonical form, diff, payloads, types and docs are derived
 * from this table.
 *
 * Source: docs/zpa-api.md#provisioning-keys
 */
export const FIELDS = {
    name: {
        rule: text({ notEmpty: true }),
        whenOmitted: required,
        onChange: "update",
        doc: "The name of the key, and the prefix of the names of the connectors that enroll with it. Unique in its microtenant.",
    },
    appConnectorGroupId: {
        rule: decimalId(),
        whenOmitted: required,
        onChange: "replace",
        wire: "zcomponentId",
        doc: "The id of the App Connector group that connectors join with the key. The API calls it `zcomponentId`.",
    },
    maxUsage: {
        rule: integerFrom(1),
        whenOmitted: required,
        onChange: "update",
        doc: "How many connectors can enroll with the key.",
    },
    enabled: {
        rule: flag(),
        whenOmitted: byDefault(true),
        onChange: "update",
        doc: "Whether connectors can enroll with the key.",
    },
    exportable: {
        rule: flag(),
        whenOmitted: byDefault(true),
        onChange: { replacesFrom: false, to: true },
        doc: "Whether ZPA shows the value of the key after its creation. If `false`, only the stack's state has it.",
    },
    enrollmentCertId: {
        rule: decimalId(),
        whenOmitted: found("on creation the certificate named `Connector`; then kept"),
        onChange: "update",
        doc: "The id of the enrollment certificate, which must have its private key. Mutually exclusive with `enrollmentCertName`.",
    },
    expirationInEpochSec: {
        rule: epochSeconds(),
        whenOmitted: found("kept as it is in ZPA"),
        onChange: "update",
        isSetting: true,
        doc: "When the key expires. After that, no connector can enroll with it. For a new key it must be in the future.",
    },
    ipAcl: {
        rule: addresses(),
        whenOmitted: found("kept as it is in ZPA"),
        onChange: "update",
        isSetting: true,
        doc: "The addresses and subnets from which connectors can enroll with the key, in any order. What the service does with an empty list is not known.",
    },
    microtenantId: {
        rule: decimalId(),
        whenOmitted: found("the microtenant of the group"),
        onChange: "replace",
        doc: "The microtenant that holds the key; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.",
    },
} as const satisfies FieldTable;
