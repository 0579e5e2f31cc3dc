import type { ApiMicrotenant } from "../api/endpoints/microtenants";
import { connectionTo } from "../tenants/program";
import { outputForm } from "./output";
import { whichOf } from "./which";

/** Which microtenant: by its id or by its name. */
export interface GetMicrotenantArgs {
    /** `"0"` is the Default microtenant. */
    id?: string | undefined;
    /** The exact name; upper and lower case count. */
    name?: string | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: string | undefined;
}

/** A microtenant of a tenant. */
export type Microtenant = ApiMicrotenant;

/**
 * Looks a microtenant up. All look-ups of a tenant share one call.
 *
 * @throws ZpaError `CLASH`, with the microtenants that there are, when none or several fit
 */
export async function getMicrotenant(args: GetMicrotenantArgs): Promise<Microtenant> {
    return connectionTo(args.tenant).microtenants.one(whichOf(args, "getMicrotenant"));
}

/** {@link getMicrotenant} for arguments that are outputs. */
export const getMicrotenantOutput = outputForm(getMicrotenant);

/** Every microtenant of a tenant, the default one included. */
export async function getMicrotenants(args: { tenant?: string | undefined } = {}): Promise<Microtenant[]> {
    return connectionTo(args.tenant).microtenants.all();
}

/** {@link getMicrotenants} for arguments that are outputs. */
export const getMicrotenantsOutput = outputForm(getMicrotenants);
