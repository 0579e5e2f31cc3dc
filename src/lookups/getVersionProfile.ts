import * as pulumi from "@pulumi/pulumi";
import { ZpaError } from "../api/errors";
import type { ApiVersionProfile } from "../api/schemas/versionProfile";
import { connectionTo } from "./programTenants";

/** Which version profile: by its id or by its name. */
export interface GetVersionProfileArgs {
    id?: string | undefined;
    name?: string | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: string | undefined;
}

/** A version profile that is visible to the tenant. */
export type VersionProfile = ApiVersionProfile;

/** Looks a version profile up, custom ones included; all look-ups of a tenant share one call. */
export async function getVersionProfile(args: GetVersionProfileArgs): Promise<VersionProfile> {
    const { id, name, tenant } = args;
    if ((id === undefined) === (name === undefined)) {
        throw new ZpaError("SETTINGS", "getVersionProfile needs an id or a name, and not both.");
    }
    const { profiles } = connectionTo(tenant);
    return id === undefined ? profiles.byName(name!) : profiles.byId(id);
}

/** {@link getVersionProfile} for arguments that are outputs. */
export function getVersionProfileOutput(
    args: pulumi.Inputs & { [K in keyof GetVersionProfileArgs]?: pulumi.Input<GetVersionProfileArgs[K]> },
): pulumi.Output<VersionProfile> {
    return pulumi.output(args).apply((known) => getVersionProfile(known as GetVersionProfileArgs));
}
