import type * as pulumi from "@pulumi/pulumi";
import type { GetMicrotenantArgs, GetMicrotenantsArgs } from "./args";
import type { Microtenant } from "./documented";
import { type Inputs, lookUp, outputForm } from "./lookUp";

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
