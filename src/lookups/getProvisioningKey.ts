import type * as pulumi from "@pulumi/pulumi";
import type { GetProvisioningKeyArgs, GetProvisioningKeysArgs } from "./args";
import type { FoundProvisioningKey } from "./documented";
import { type Inputs, lookUp, secretOutputForm } from "./lookUp";

/**
 * Returns a provisioning key, with its value. **The result holds a secret in plain text**: use
 * `getProvisioningKeyOutput`, whose result is a secret output, or wrap the value in `pulumi.secret`. All calls for
 * one microtenant share one list.
 *
 * @param args the key, by its id or by its exact name, and the tenant and the microtenant to look in
 *
 * @throws ZpaError `CLASH`, with the keys of the microtenant, if no key or more than one key matches
 *
 * @example
 * ```ts
 * const { maxUsage = 0, usageCount = 0 } = await zpa.getProvisioningKey({ name: "san-jose" });
 * const left = maxUsage - usageCount;
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-provisioning-keys-using-api
 */
export function getProvisioningKey(args: GetProvisioningKeyArgs): Promise<FoundProvisioningKey> {
    return lookUp("getProvisioningKey", args);
}

/**
 * {@link getProvisioningKey} for arguments that are outputs; the result is a secret.
 *
 * @param args the key, by its id or by its exact name, and the tenant and the microtenant to look in; each may be an output
 *
 * @example
 * ```ts
 * const key = zpa.getProvisioningKeyOutput({ name: "san-jose" });
 * export const provisioningKey = key.provisioningKey; // a secret
 * ```
 */
export function getProvisioningKeyOutput(args: Inputs<GetProvisioningKeyArgs>): pulumi.Output<FoundProvisioningKey> {
    return secretOutputForm(getProvisioningKey, args);
}

/**
 * Returns all provisioning keys that match, with their values. **The result holds secrets in plain text**: use
 * `getProvisioningKeysOutput`, whose result is a secret output, or wrap the values in `pulumi.secret`.
 *
 * @param args a group or a search, and where to look. Default: all keys of the microtenant in the settings
 *
 * @example
 * ```ts
 * const keys = await zpa.getProvisioningKeys({ appConnectorGroupId: "216196257331282921" });
 * const usable = keys.filter(({ enabled, maxUsage = 0, usageCount = 0 }) => enabled && usageCount < maxUsage);
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-provisioning-keys-using-api
 */
export function getProvisioningKeys(args: GetProvisioningKeysArgs = {}): Promise<FoundProvisioningKey[]> {
    return lookUp("getProvisioningKeys", args);
}

/**
 * {@link getProvisioningKeys} for arguments that are outputs; the result is a secret.
 *
 * @param args a group or a search, and where to look. Default: all keys of the microtenant in the settings; each may be an output
 *
 * @example
 * ```ts
 * const keys = zpa.getProvisioningKeysOutput({ appConnectorGroupId: sanJose.id });
 * ```
 */
export function getProvisioningKeysOutput(
    args: Inputs<GetProvisioningKeysArgs> = {},
): pulumi.Output<FoundProvisioningKey[]> {
    return secretOutputForm(getProvisioningKeys, args);
}
