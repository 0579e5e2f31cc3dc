import type * as pulumi from "@pulumi/pulumi";
import type { IdOrName, MicrotenantArgs, MicrotenantScope, OfGroupArgs, SearchArgs, TenantArgs } from "./args";
import { type Inputs, lookUp, secretOutputForm } from "./lookUp";

/** A provisioning key. Ids are decimal strings; text is unescaped. */
export interface FoundProvisioningKey {
    /** The id, a decimal string. */
    id: string;
    /** The name. */
    name: string;
    /** Whether connectors can enroll with the key. */
    enabled?: boolean | undefined;
    /** How many connectors can enroll with the key. */
    maxUsage?: number | undefined;
    /** How many connectors have enrolled with the key. */
    usageCount?: number | undefined;
    /** Whether ZPA shows the value of the key. */
    exportable?: boolean | undefined;
    /** The value of the key, a secret; absent if the key is not exportable. */
    provisioningKey?: string | undefined;
    /** The id of the group that connectors join with the key. */
    appConnectorGroupId?: string | undefined;
    /** The name of that group. */
    appConnectorGroupName: string | undefined;
    /** The id of the enrollment certificate. */
    enrollmentCertId?: string | undefined;
    /** The name of the enrollment certificate. */
    enrollmentCertName: string | undefined;
    /** The id of the microtenant, if the service reports one. */
    microtenantId: string | undefined;
    /** The name of the microtenant. */
    microtenantName: string | undefined;
    /** Whether the service rejects changes; such a key is locked. */
    readOnly: boolean;
    /** Whether Zscaler manages the key; such a key is locked. */
    zscalerManaged: boolean;
    /** A key with any restriction but `NONE` is locked. */
    restrictionType: string | undefined;
}

/** Arguments of `getProvisioningKey`. */
export type GetProvisioningKeyArgs = IdOrName & MicrotenantArgs & TenantArgs;

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

/** Arguments of `getProvisioningKeys`. */
export interface GetProvisioningKeysArgs extends OfGroupArgs, SearchArgs, MicrotenantScope, TenantArgs {}

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
