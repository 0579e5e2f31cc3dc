import { type FieldTable, found, required } from "../../model/fields";
import { decimalId, textsOfForm } from "../../model/rules";

/** The end of a user code, which messages may show. */
export const endOf = (code: string): string => (code.length > 4 ? `…${code.slice(-2)}` : "…");

/**
 * The arguments of an enrollment by user codes.
 *
 * Source: docs/zpa-api.md#user-codes
 */
export const FIELDS = {
    appConnectorGroupId: {
        rule: decimalId(),
        whenOmitted: required,
        onChange: "replace",
        wire: "componentGroupId",
        doc: "The id of the App Connector group that the connectors join. The API calls it `componentGroupId`.",
    },
    userCodes: {
        rule: textsOfForm(/^[A-Z0-9]{5}-[A-Z0-9]{5}$/, "must be a list of user codes of the form XXXXX-XXXXX", endOf),
        whenOmitted: required,
        onChange: "update",
        secret: true,
        doc: "The codes that the machines show, in any order. A new code is confirmed. A removed code is removed from the state only.",
    },
    microtenantId: {
        rule: decimalId(),
        whenOmitted: found("the microtenant of the group"),
        onChange: "replace",
        doc: "The microtenant of the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.",
    },
} as const satisfies FieldTable;
