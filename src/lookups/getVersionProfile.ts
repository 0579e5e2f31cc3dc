import type { IdOrName, TenantArgs } from "./args";
import { lookUp, outputForm } from "./lookUp";

/** Arguments of `getVersionProfile`. */
export type GetVersionProfileArgs = IdOrName & TenantArgs;

/** Arguments of `getVersionProfiles`. */
export type GetVersionProfilesArgs = TenantArgs;

/** A version profile, with the software versions that it selects. */
export interface VersionProfile {
    id: string;
    name: string;
    description?: string | undefined;
    /** For example `ALL` or `CUSTOM`. */
    visibilityScope?: string | undefined;
    /** For example `WEEK`. */
    upgradePriority?: string | undefined;
    /** One entry a platform and role. */
    versions?: { platform?: string | undefined; version?: string | undefined; role?: string | undefined }[] | undefined;
}

/**
 * Returns a version profile that is visible to the tenant, custom profiles included. All calls for one tenant share one
 * list.
 *
 * @throws ZpaError `CLASH`, with the visible profiles, if no profile matches, or more than one
 */
export function getVersionProfile(args: GetVersionProfileArgs): Promise<VersionProfile> {
    return lookUp("getVersionProfile", args);
}

/** {@link getVersionProfile} for arguments that are outputs. */
export const getVersionProfileOutput = outputForm(getVersionProfile);

/** Returns all version profiles that are visible to the tenant. */
export function getVersionProfiles(args: GetVersionProfilesArgs = {}): Promise<VersionProfile[]> {
    return lookUp("getVersionProfiles", args);
}

/** {@link getVersionProfiles} for arguments that are outputs. */
export const getVersionProfilesOutput = outputForm(getVersionProfiles);
