/** The version to download or build. Go module proxies may not have newer engine modules. */
export const PULUMI_VERSION = "3.259.0";
/** The oldest installed version that is used. */
export const OLDEST_PULUMI = "3.250.0";
/** The newest SDK module with the source of the Node.js language host. It runs programs of newer SDKs. */
export const LANGUAGE_HOST_MODULE_VERSION = "3.66.0";

/** The newest version of the YAML language host that Go module proxies have. */
export const YAML_HOST_VERSION = "1.25.0";
export const YAML_HOST = "pulumi-language-yaml";
export const PYTHON_HOST = "pulumi-language-python";

/** The three programs that dynamic providers in Node.js need, in one folder. */
export const PROGRAMS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

export function isAtLeast(version: string, oldest: string): boolean {
    return version.localeCompare(oldest, undefined, { numeric: true }) >= 0;
}
