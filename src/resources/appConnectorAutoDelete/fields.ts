import { byDefault, type FieldTable, required } from "../../model/fields";
import { decimalId, flag, oneNumberOf } from "../../model/rules";

/**
 * The arguments of the schedule by which ZPA deletes disconnected connectors.
 *
 * Source: docs/zpa-api.md#auto-delete-of-disconnected-connectors
 */
export const FIELDS = {
    enabled: {
        rule: flag(),
        whenOmitted: byDefault(true),
        onChange: "update",
        doc: "Whether ZPA deletes App Connectors that have been disconnected for `frequencyInterval` days.",
    },
    frequencyInterval: {
        rule: oneNumberOf([5, 7, 14, 30, 60, 90]),
        whenOmitted: required,
        onChange: "update",
        doc: "After how many days without a connection an App Connector is deleted.",
    },
    deleteDisabled: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether disabled App Connectors are deleted too.",
    },
    microtenantId: {
        rule: decimalId(),
        whenOmitted: byDefault("0"),
        onChange: "replace",
        doc: "The microtenant whose App Connectors are deleted; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.",
    },
} as const satisfies FieldTable;
