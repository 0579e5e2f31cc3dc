import type { TenantSeed } from "./options";

/** The options of `environment`. */
export interface EnvironmentOptions {
    /** The tenant's customer id. Default: the first tenant. */
    readonly tenant?: string;
    /** The label of a named tenant: `acme` returns `ZPA_ACME_CLIENT_ID` and so on. Default: the default tenant. */
    readonly label?: string;
    /** `oneapi` adds the vanity domain, so that clients use OneAPI. Default: `legacy`. */
    readonly auth?: "legacy" | "oneapi";
}

type Settings = Pick<TenantSeed, "customerId" | "clientId" | "clientSecret" | "vanityDomain">;

/**
 * A tenant's settings as environment variables of this package and of the vendor's tools
 * (docs/zpa-api.md#authentication).
 */
export function environmentOf(
    url: string,
    { customerId, clientId, clientSecret, vanityDomain }: Settings,
    { label, auth }: EnvironmentOptions = {},
): Record<string, string> {
    const prefix = label === undefined ? "ZPA_" : `ZPA_${wordsOf(label)}_`;
    const settings = {
        [`${prefix}BASE_URL`]: url,
        [`${prefix}CUSTOMER_ID`]: customerId,
        [`${prefix}CLIENT_ID`]: clientId,
        [`${prefix}CLIENT_SECRET`]: clientSecret,
    };
    if (auth !== "oneapi") return settings;
    if (vanityDomain === undefined) throw new Error(`The emulated tenant ${customerId} has no vanityDomain.`);
    if (label !== undefined) return { ...settings, [`${prefix}VANITY_DOMAIN`]: vanityDomain };
    return {
        ...settings,
        ...{ ZSCALER_VANITY_DOMAIN: vanityDomain, ZSCALER_CLIENT_ID: clientId, ZSCALER_CLIENT_SECRET: clientSecret },
    };
}

const wordsOf = (label: string) =>
    label
        .replace(/([a-z])([A-Z])/g, "$1_$2")
        .replace(/[^A-Za-z0-9]+/g, "_")
        .toUpperCase();

/** Shell commands that export the settings of each tenant, without the secrets of a tenant file. */
export function exportLines(url: string, tenants: readonly TenantSeed[], file: string | undefined): string[] {
    return tenants.flatMap((tenant) => {
        const label = tenant.label === undefined ? {} : { label: tenant.label };
        const auth = tenant.vanityDomain === undefined ? "legacy" : "oneapi";
        const legacy = environmentOf(url, tenant, label);
        const added = Object.entries(environmentOf(url, tenant, { ...label, auth })).filter(
            ([name]) => !(name in legacy),
        );
        const line = ([name, value]: [string, string]) =>
            file !== undefined && name.endsWith("_SECRET")
                ? `  # export ${name}=…, the clientSecret in ${file}`
                : `  export ${name}=${value}`;
        const named = tenant.label === undefined ? "" : ` (${tenant.label})`;
        return [
            `For the tenant ${tenant.customerId}${named}, set:`,
            ...Object.entries(legacy).map(line),
            ...(added.length > 0 ? ["  # and, to use OneAPI:", ...added.map(line)] : []),
        ];
    });
}
