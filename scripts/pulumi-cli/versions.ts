/** The CLI that is fetched or built. Newer engine modules may be missing from Go module proxies. */
export const PULUMI_VERSION = "3.259.0";
/** The oldest CLI found on a machine that is taken as it is. */
export const OLDEST_PULUMI = "3.250.0";
/** The newest SDK module that still holds the Node language host's source; it runs programs of newer SDKs. */
export const LANGUAGE_HOST_MODULE_VERSION = "3.66.0";

/** The three programs that a Node.js program with dynamic providers needs, side by side. */
export const PROGRAMS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

export function isAtLeast(version: string, oldest: string): boolean {
    return version.localeCompare(oldest, undefined, { numeric: true }) >= 0;
}
