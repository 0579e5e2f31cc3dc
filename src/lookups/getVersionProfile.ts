import type { ApiVersionProfile } from "../api/endpoints/versionProfiles";
import { connectionTo } from "../tenants/program";
import { outputForm } from "./output";
import { whichOf } from "./which";

/** Which version profile: by its id or by its name. */
export interface GetVersionProfileArgs {
    id?: string | undefined;
    /** The exact name; upper and lower case count. */
    name?: string | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: string | undefined;
}

/** A version profile that is visible to the tenant, with the versions that it stands for on each platform. */
export type VersionProfile = ApiVersionProfile;

/**
 * Looks a version profile up, custom ones included. All look-ups of a tenant share one call.
 *
 * @throws ZpaError `CLASH`, with the visible profiles, when none or several fit
 */
export async function getVersionProfile(args: GetVersionProfileArgs): Promise<VersionProfile> {
    return connectionTo(args.tenant).profiles.one(whichOf(args, "getVersionProfile"));
}

/** {@link getVersionProfile} for arguments that are outputs. */
export const getVersionProfileOutput = outputForm(getVersionProfile);

/** Every version profile that is visible to a tenant. */
export async function getVersionProfiles(args: { tenant?: string | undefined } = {}): Promise<VersionProfile[]> {
    return connectionTo(args.tenant).profiles.all();
}

/** {@link getVersionProfiles} for arguments that are outputs. */
export const getVersionProfilesOutput = outputForm(getVersionProfiles);
