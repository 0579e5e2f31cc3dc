import { z } from "zod";
import { isLoopback, originsOf } from "../api/auth/clouds";
import { DEFAULT_RETRY } from "../api/retry/policy";

const nonEmpty = z.string("must be a string").trim().min(1, "must not be empty");
/** A number above 2^53 has already lost digits, so it is rejected. */
const idRule =
    "must be an id in decimal digits, stored as a string (pulumi config set --type string; in a file, in quotes)";
const idInDigits = z
    .union([z.string(), z.int(idRule)], { error: idRule })
    .transform((value) => String(value).trim())
    .refine((id) => /^\d{1,19}$/.test(id), idRule);

/** Plain HTTP would expose the credentials on the network. */
const baseUrl = nonEmpty.refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url || url.username || url.password) return false;
    return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(value));
}, "must be an https URL without credentials (plain http is accepted only for loopback addresses, such as http://127.0.0.1:9000)");

/** The settings of one tenant. */
export const TenantSettings = z.object({
    customerId: idInDigits,
    clientId: nonEmpty,
    clientSecret: nonEmpty.optional(),
    privateKey: nonEmpty.optional(),
    vanityDomain: nonEmpty
        .refine(
            (v) => /^[a-z0-9-]+$/i.test(v),
            "must be the first label of the sign-in host, such as acme for acme.zslogin.net",
        )
        .optional(),
    cloud: nonEmpty.refine((v) => /^[a-z0-9]+$/i.test(v), "must be the name of a Zscaler cloud").optional(),
    microtenantId: idInDigits.optional(),
    microtenantName: nonEmpty.optional(),
    baseUrl: baseUrl.optional(),
    signInUrl: baseUrl.optional(),
});
export type TenantSettings = z.output<typeof TenantSettings>;
export type SettingName = keyof TenantSettings;

const flag = () => z.stringbool({ truthy: ["true"], falsy: ["false"], error: "must be true or false" });

/** The settings that apply to all tenants. */
export const RunSettings = z.object({
    /** Whether previews query the service. */
    preflight: flag().default(true),
    /** Whether a new resource takes over an existing object with the same name if all arguments match. */
    adoptIdentical: flag().default(false),
    /** How long an operation is retried on transient errors, in seconds. */
    retrySecs: z
        .string()
        .trim()
        .regex(/^\d+(\.\d+)?$/, "must be a number of seconds, 0 or more")
        .transform(Number)
        .default(DEFAULT_RETRY.totalMs / 1000),
});
export type RunSettings = z.output<typeof RunSettings>;

/** Rules across settings; each problem names the setting to change. */
export function contradictions(settings: Partial<TenantSettings>): { setting: SettingName; reason: string }[] {
    const found: { setting: SettingName; reason: string }[] = [];
    const { clientSecret, privateKey, vanityDomain } = settings;
    if (!clientSecret && !privateKey) {
        found.push({ setting: "clientSecret", reason: vanityDomain ? "is required (or privateKey)" : "is required" });
    }
    if (settings.microtenantId && settings.microtenantName) {
        found.push({ setting: "microtenantName", reason: "is mutually exclusive with microtenantId" });
    }
    if (privateKey && !vanityDomain) {
        found.push({ setting: "privateKey", reason: "is supported by OneAPI only, which also requires vanityDomain" });
    }
    const origins = originsOf(settings);
    if ("problem" in origins) found.push({ setting: "cloud", reason: origins.problem });
    return found;
}
