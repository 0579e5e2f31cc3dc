import type { IdOrName, TenantArgs } from "./args";
import { lookUp, outputForm } from "./lookUp";

/** Arguments of `getMicrotenant`. The id of the Default microtenant is `"0"`. */
export type GetMicrotenantArgs = IdOrName & TenantArgs;

/** Arguments of `getMicrotenants`. */
export type GetMicrotenantsArgs = TenantArgs;

/** A microtenant. */
export interface Microtenant {
    /** `"0"` for the Default microtenant. */
    id: string;
    name: string;
    description?: string | undefined;
    enabled?: boolean | undefined;
    /** For example `AuthDomain`. */
    criteriaAttribute?: string | undefined;
    criteriaAttributeValues?: string[] | undefined;
}

/**
 * Returns a microtenant. All calls for one tenant share one list.
 *
 * @throws ZpaError `CLASH`, with the tenant's microtenants, if none matches, or more than one
 */
export function getMicrotenant(args: GetMicrotenantArgs): Promise<Microtenant> {
    return lookUp("getMicrotenant", args);
}

/** {@link getMicrotenant} for arguments that are outputs. */
export const getMicrotenantOutput = outputForm(getMicrotenant);

/** Returns all microtenants of a tenant, the Default microtenant included. */
export function getMicrotenants(args: GetMicrotenantsArgs = {}): Promise<Microtenant[]> {
    return lookUp("getMicrotenants", args);
}

/** {@link getMicrotenants} for arguments that are outputs. */
export const getMicrotenantsOutput = outputForm(getMicrotenants);
