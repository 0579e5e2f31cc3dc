import type { TenantSeed } from "./options";

export interface EnvironmentOptions {
    /** The tenant's customer id. Default: the first tenant. */
    readonly tenant?: string;
    /** Settings of a named tenant, such as `ZPA_ACME_CLIENT_ID` for `acme`. Default: settings of the default tenant. */
    readonly label?: string;
    /** `oneapi` adds the vanity domain, with which clients use OneAPI. Default: `legacy`. */
    readonly auth?: "legacy" | "oneapi";
}

type Settings = Pick<TenantSeed, "customerId" | "clientId" | "clientSecret" | "vanityDomain">;

/** A tenant's settings as environment variables of this package and of the vendor's tools (docs/zpa-api.md#authentication). */
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

/** The settings of each tenant to export; secrets of a tenant file are left out. */
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
