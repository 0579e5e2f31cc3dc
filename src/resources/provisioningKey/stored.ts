import { PROVISIONING_KEYS } from "../../api/endpoints/provisioningKeys";
import { isZpaError, type ZpaError } from "../../api/errors";
import { describeObject, REPLACE_IT } from "../../lifecycle/messages";
import type { StoredModel } from "../../lifecycle/storedModel";
import type { Values } from "../../model/resourceModel";
import type { ApiObject } from "../../model/state";
import { KEY_MODEL } from "./model";

/** How the API stores provisioning keys. */
export const PROVISIONING_KEY: StoredModel = {
    ...KEY_MODEL,
    api: PROVISIONING_KEYS,
    adviceFor,
    notices,
};

/**
 * A tenant that was enabled for user codes may no longer accept keys. The service's words for that are unknown. Source:
 * docs/zpa-api.md#enrollment-of-connectors
 */
function adviceFor(refusal: ZpaError): string | undefined {
    if (!isZpaError(refusal, "REFUSED", "FORBIDDEN", "INVALID", "CONFLICT")) return undefined;
    const words = [refusal.errorId, refusal.reason, ...(refusal.params ?? [])].join(" ");
    const isAboutCodes = /user[ ._-]?codes?\b|oauth/i.test(words);
    const isAboutKeys = /provisioning[ ._-]?keys?\b/i.test(words);
    if (!isAboutCodes && !(isAboutKeys && NOT_AVAILABLE.test(words))) return undefined;
    return (
        "If this tenant is enabled for user codes (OAuth2), it may not accept provisioning keys. " +
        "Then declare a ConnectorEnrollment in place of the key, or ask Zscaler to enable keys."
    );
}

const NOT_AVAILABLE =
    /not (supported|allowed|enabled|available|permitted)|disabled|unsupported|deprecated|featureflag/i;

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
