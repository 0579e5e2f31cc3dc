import type { IdOrName, MicrotenantArgs, MicrotenantScope, OfGroupArgs, SearchArgs, TenantArgs } from "./args";
import { lookUp, secretOutputForm } from "./lookUp";

/** A provisioning key. Ids are decimal strings; text is unescaped. */
export interface FoundProvisioningKey {
    id: string;
    name: string;
    enabled?: boolean | undefined;
    /** How many connectors can enroll with the key. */
    maxUsage?: number | undefined;
    /** How many connectors have enrolled with the key. */
    usageCount?: number | undefined;
    /** Whether ZPA shows the value of the key. */
    exportable?: boolean | undefined;
    /** The value of the key, a secret; absent if the key is not exportable. */
    provisioningKey?: string | undefined;
    /** The group that connectors join with the key. */
    appConnectorGroupId?: string | undefined;
    appConnectorGroupName: string | undefined;
    enrollmentCertId?: string | undefined;
    enrollmentCertName: string | undefined;
    microtenantId: string | undefined;
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
 * Returns a provisioning key, with its value. **The result holds a secret in plain text**: use `getProvisioningKeyOutput`,
 * whose result is a secret output, or wrap the value in `pulumi.secret`. All calls for one microtenant share one list.
 *
 * @throws ZpaError `CLASH`, with the keys of the microtenant, if none matches, or more than one
 */
export function getProvisioningKey(args: GetProvisioningKeyArgs): Promise<FoundProvisioningKey> {
    return lookUp("getProvisioningKey", args);
}

/** {@link getProvisioningKey} for arguments that are outputs; the result is a secret. */
export const getProvisioningKeyOutput = secretOutputForm(getProvisioningKey);

/** Arguments of `getProvisioningKeys`. */
export type GetProvisioningKeysArgs = OfGroupArgs & SearchArgs & MicrotenantScope & TenantArgs;

/**
 * Returns all provisioning keys that match, with their values. **The result holds secrets in plain text**: use
 * `getProvisioningKeysOutput`, whose result is a secret output, or wrap the values in `pulumi.secret`.
 */
export function getProvisioningKeys(args: GetProvisioningKeysArgs = {}): Promise<FoundProvisioningKey[]> {
    return lookUp("getProvisioningKeys", args);
}

/** {@link getProvisioningKeys} for arguments that are outputs; the result is a secret. */
export const getProvisioningKeysOutput = secretOutputForm(getProvisioningKeys);
