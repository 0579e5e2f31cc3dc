import { PROVISIONING_KEYS } from "../../api/endpoints/provisioningKeys";
import { describeObject, REPLACE_IT } from "../../lifecycle/messages";
import type { StoredDefinition } from "../../lifecycle/stored";
import type { Values } from "../../model/definition";
import type { ApiObject } from "../../model/state";
import { APP_CONNECTOR_GROUP } from "../appConnectorGroup/definition";
import { KEY_MODEL } from "./model";

/** The definition of provisioning keys. */
export const PROVISIONING_KEY: StoredDefinition = {
    ...KEY_MODEL,
    api: PROVISIONING_KEYS,
    parent: { property: "appConnectorGroupId", definition: APP_CONNECTOR_GROUP },
    notices,
};

/** Source: docs/zpa-api.md#provisioning-keys */
function notices(key: ApiObject, { maxUsage, provisioningKey }: Values): string[] {
    const what = describeObject(KEY_MODEL.noun, key.name, key.id);
    const used = Number(key.usageCount ?? 0);
    const isUsedUp = used >= Number(maxUsage);
    return [
        ...(isUsedUp
            ? [
                  `${what} is used up: ${used} of ${maxUsage} connectors have enrolled, and no other can. ` +
                      "Raise maxUsage, or create a new key.",
              ]
            : []),
        ...(provisioningKey === undefined
            ? [
                  `${what} has no value in the state: the key is not exportable, so the service hides it. ` +
                      `The output provisioningKey is absent. If its value is needed, replace the key: ${REPLACE_IT}.`,
              ]
            : []),
    ];
}
