import type { RunSettings, SettingName } from "./settings";

/** The configuration namespace. The vendor's provider uses it too. */
export const NAMESPACE = "zpa";

/**
 * The vendor's environment variables for each setting, by auth scheme. The first one that is set is used. Many users
 * have both kinds set, for different tools. Source: docs/zpa-api.md#authentication.
 */
export const VARIABLES: Readonly<Record<"legacy" | "oneApi", Readonly<Record<SettingName, readonly string[]>>>> = {
    legacy: {
        customerId: ["ZPA_CUSTOMER_ID"],
        clientId: ["ZPA_CLIENT_ID", "ZSCALER_CLIENT_ID"],
        clientSecret: ["ZPA_CLIENT_SECRET", "ZSCALER_CLIENT_SECRET"],
        privateKey: [],
        vanityDomain: [],
        cloud: ["ZPA_CLOUD"],
        microtenantId: ["ZPA_MICROTENANT_ID"],
        microtenantName: ["ZPA_MICROTENANT_NAME"],
        baseUrl: ["ZPA_BASE_URL"],
        signInUrl: ["ZPA_SIGN_IN_URL"],
    },
    oneApi: {
        customerId: ["ZPA_CUSTOMER_ID"],
        clientId: ["ZSCALER_CLIENT_ID", "ZPA_CLIENT_ID"],
        clientSecret: ["ZSCALER_CLIENT_SECRET", "ZPA_CLIENT_SECRET"],
        privateKey: ["ZSCALER_PRIVATE_KEY"],
        vanityDomain: ["ZSCALER_VANITY_DOMAIN"],
        cloud: ["ZSCALER_CLOUD"],
        microtenantId: ["ZPA_MICROTENANT_ID"],
        microtenantName: ["ZPA_MICROTENANT_NAME"],
        baseUrl: ["ZPA_BASE_URL"],
        signInUrl: ["ZPA_SIGN_IN_URL"],
    },
};

/** With this variable the vendor's tools use the legacy API although a vanity domain is set. */
export const LEGACY_SWITCH = "ZSCALER_USE_LEGACY_CLIENT";

/** The settings of one tenant. */
export const SETTING_NAMES = Object.keys(VARIABLES.legacy) as SettingName[];

/** The settings that apply to all tenants. */
export const RUN_SETTING_NAMES = Object.keys({
    preflight: true,
    retrySecs: true,
    adoptIdentical: true,
} satisfies Record<keyof RunSettings, true>) as (keyof RunSettings)[];
