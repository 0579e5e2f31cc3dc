import type * as pulumi from "@pulumi/pulumi";
import type { GetDefaultVersionProfileArgs, GetVersionProfileArgs, GetVersionProfilesArgs } from "./args";
import type { VersionProfile } from "./documented";
import { type Inputs, lookUp, outputForm } from "./lookUp";

/**
 * Returns a version profile that is visible to the tenant, including custom profiles. All calls for one tenant share
 * one list.
 *
 * @param args the profile, by its id or by its exact name, and the tenant
 *
 * @throws ZpaError `CLASH`, with the visible profiles, if no profile or more than one profile matches
 *
 * @example
 * ```ts
 * const profile = await zpa.getVersionProfile({ name: "New Release" });
 * ```
 *
 * @see https://help.zscaler.com/zpa/obtaining-version-profile-details-using-api
 */
export function getVersionProfile(args: GetVersionProfileArgs): Promise<VersionProfile> {
    return lookUp("getVersionProfile", args);
}

/**
 * {@link getVersionProfile} for arguments that are outputs.
 *
 * @param args the profile, by its id or by its exact name, and the tenant; each may be an output
 *
 * @example
 * ```ts
 * const profile = zpa.getVersionProfileOutput({ name: "New Release" });
 * export const versionProfileId = profile.id;
 * ```
 */
export function getVersionProfileOutput(args: Inputs<GetVersionProfileArgs>): pulumi.Output<VersionProfile> {
    return outputForm(getVersionProfile, args);
}

/**
 * Returns all version profiles that are visible to the tenant.
 *
 * @param args the tenant. Default: the default tenant
 *
 * @example
 * ```ts
 * const profiles = await zpa.getVersionProfiles();
 * const custom = profiles.filter((profile) => profile.visibilityScope === "CUSTOM");
 * ```
 *
 * @see https://help.zscaler.com/zpa/obtaining-version-profile-details-using-api
 */
export function getVersionProfiles(args: GetVersionProfilesArgs = {}): Promise<VersionProfile[]> {
    return lookUp("getVersionProfiles", args);
}

/**
 * {@link getVersionProfiles} for arguments that are outputs.
 *
 * @param args the tenant. Default: the default tenant; each may be an output
 *
 * @example
 * ```ts
 * export const profileNames = zpa.getVersionProfilesOutput().apply((profiles) => profiles.map(({ name }) => name));
 * ```
 */
export function getVersionProfilesOutput(args: Inputs<GetVersionProfilesArgs> = {}): pulumi.Output<VersionProfile[]> {
    return outputForm(getVersionProfiles, args);
}

/**
 * Returns the tenant's default version profile: the profile of App Connector groups that do not override it. The call
 * follows the vendor's Python client; no recording of the real service exists.
 *
 * @param args the tenant. Default: the default tenant
 *
 * @throws ZpaError `NO_SUCH_PATH` if the service does not have the call, `FORBIDDEN` without the permission for it
 *
 * @example
 * ```ts
 * const profile = await zpa.getDefaultVersionProfile();
 * ```
 *
 * @see https://help.zscaler.com/zpa/obtaining-version-profile-details-using-api
 */
export function getDefaultVersionProfile(args: GetDefaultVersionProfileArgs = {}): Promise<VersionProfile> {
    return lookUp("getDefaultVersionProfile", args);
}

/**
 * {@link getDefaultVersionProfile} for arguments that are outputs.
 *
 * @param args the tenant. Default: the default tenant; each may be an output
 *
 * @example
 * ```ts
 * export const defaultProfile = zpa.getDefaultVersionProfileOutput().apply(({ name }) => name);
 * ```
 */
export function getDefaultVersionProfileOutput(
    args: Inputs<GetDefaultVersionProfileArgs> = {},
): pulumi.Output<VersionProfile> {
    return outputForm(getDefaultVersionProfile, args);
}
