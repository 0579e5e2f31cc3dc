import type * as pulumi from "@pulumi/pulumi";
import type { IdOrName, TenantArgs } from "./args";
import { type Inputs, lookUp, outputForm } from "./lookUp";

/** Arguments of `getMicrotenant`. The id of the Default microtenant is `"0"`. */
export type GetMicrotenantArgs = IdOrName & TenantArgs;

/** Arguments of `getMicrotenants`. */
export interface GetMicrotenantsArgs extends TenantArgs {}

/** A microtenant. */
export interface Microtenant {
    /** The id, a decimal string; `"0"` for the Default microtenant. */
    id: string;
    /** The name. */
    name: string;
    /** The description. */
    description?: string | undefined;
    /** Whether the microtenant is enabled. */
    enabled?: boolean | undefined;
    /** The attribute of the microtenant's criteria, for example `AuthDomain`. */
    criteriaAttribute?: string | undefined;
    /** The values of that attribute. */
    criteriaAttributeValues?: string[] | undefined;
}

/**
 * Returns a microtenant. All calls for one tenant share one list.
 *
 * @param args the microtenant, by its id or by its exact name, and the tenant
 *
 * @throws ZpaError `CLASH`, with the tenant's microtenants, if no microtenant or more than one microtenant matches
 *
 * @example
 * ```ts
 * const branches = await zpa.getMicrotenant({ name: "Branch offices" });
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-microtenants-using-api
 */
export function getMicrotenant(args: GetMicrotenantArgs): Promise<Microtenant> {
    return lookUp("getMicrotenant", args);
}

/**
 * {@link getMicrotenant} for arguments that are outputs.
 *
 * @param args the microtenant, by its id or by its exact name, and the tenant; each may be an output
 *
 * @example
 * ```ts
 * const microtenantId = zpa.getMicrotenantOutput({ name: "Branch offices" }).id;
 * ```
 */
export function getMicrotenantOutput(args: Inputs<GetMicrotenantArgs>): pulumi.Output<Microtenant> {
    return outputForm(getMicrotenant, args);
}

/**
 * Returns all microtenants of a tenant, including the Default microtenant.
 *
 * @param args the tenant. Default: the default tenant
 *
 * @example
 * ```ts
 * for (const { id, name } of await zpa.getMicrotenants()) console.log(id, name);
 * ```
 *
 * @see https://help.zscaler.com/zpa/configuring-microtenants-using-api
 */
export function getMicrotenants(args: GetMicrotenantsArgs = {}): Promise<Microtenant[]> {
    return lookUp("getMicrotenants", args);
}

/**
 * {@link getMicrotenants} for arguments that are outputs.
 *
 * @param args the tenant. Default: the default tenant; each may be an output
 *
 * @example
 * ```ts
 * export const microtenants = zpa.getMicrotenantsOutput().apply((all) => all.map(({ name }) => name));
 * ```
 */
export function getMicrotenantsOutput(args: Inputs<GetMicrotenantsArgs> = {}): pulumi.Output<Microtenant[]> {
    return outputForm(getMicrotenants, args);
}
