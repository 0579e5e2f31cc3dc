import { z } from "zod";
import { LEGACY_HOSTS } from "../api/auth/schemes";
import { DEFAULT_RETRY } from "../api/retry/policy";

const nonEmpty = z.string("must be a string").trim().min(1, "must not be empty");
/** Numbers above 2^53 have lost digits by the time they arrive here, so they are refused. */
const idRule = "must be an id in decimal digits, in quotes";
const idInDigits = z
    .union([z.string(), z.int(idRule)], { error: idRule })
    .transform((value) => String(value).trim())
    .refine((id) => /^\d{1,19}$/.test(id), idRule);

/** Plain http would show the credentials to the network, so it is taken for loopback addresses only. */
const baseUrl = nonEmpty.refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || url.username || url.password) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
}, "must be an https address without credentials in it (plain http only to a loopback address such as http://127.0.0.1:9000)");

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);

/** The settings of one tenant. */
export const TenantSettings = z.object({
    customerId: idInDigits,
    clientId: nonEmpty,
    clientSecret: nonEmpty.optional(),
    privateKey: nonEmpty.optional(),
    vanityDomain: nonEmpty
        .refine((v) => /^[a-z0-9-]+$/i.test(v), "must be the first part of the sign-in host alone")
        .optional(),
    cloud: nonEmpty.refine((v) => /^[a-z0-9]+$/i.test(v), "must be the name of a Zscaler cloud").optional(),
    microtenantId: idInDigits.optional(),
    microtenantName: nonEmpty.optional(),
    baseUrl: baseUrl.optional(),
});
export type TenantSettings = z.output<typeof TenantSettings>;
export type SettingName = keyof TenantSettings;
export const SETTING_NAMES = Object.keys(TenantSettings.shape) as SettingName[];

/**
 * The vendor's environment variables of each setting, which users have set, often for tools of both kinds side by
 * side: those that count on the tenant's way in, the first that is set. Source: the API contract, §1.
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
    },
};

/** With this variable the vendor's tools use the legacy API although a vanity domain is set. */
export const LEGACY_SWITCH = "ZSCALER_USE_LEGACY_CLIENT";

/** What is set once, for all tenants. */
export const RunSettings = z.object({
    /** Whether previews ask the service. */
    preflight: z.stringbool({ truthy: ["true"], falsy: ["false"], error: "must be true or false" }).default(true),
    /** Seconds within which a call is repeated when something passing goes wrong. */
    retrySecs: z
        .string()
        .trim()
        .regex(/^\d+(\.\d+)?$/, "must be a number of seconds, 0 or more")
        .transform(Number)
        .default(DEFAULT_RETRY.totalMs / 1000),
});
export type RunSettings = z.output<typeof RunSettings>;

/** Rules that join settings, said of the setting to change. */
export function contradictions(settings: Partial<TenantSettings>): { setting: SettingName; reason: string }[] {
    const found: { setting: SettingName; reason: string }[] = [];
    const { clientSecret, privateKey, vanityDomain, cloud } = settings;
    if (!clientSecret && !privateKey) {
        found.push({ setting: "clientSecret", reason: vanityDomain ? "is required (or privateKey)" : "is required" });
    }
    if (settings.microtenantId && settings.microtenantName) {
        found.push({ setting: "microtenantName", reason: "stands beside microtenantId; give one of the two" });
    }
    if (privateKey && !vanityDomain) {
        found.push({ setting: "privateKey", reason: "is for OneAPI, so vanityDomain is required beside it" });
    }
    if (!vanityDomain && !settings.baseUrl && cloud && !(cloud.toUpperCase() in LEGACY_HOSTS)) {
        found.push({
            setting: "cloud",
            reason: `must be one of ${Object.keys(LEGACY_HOSTS).join(", ")} without a vanityDomain`,
        });
    }
    return found;
}
