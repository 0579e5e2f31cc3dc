import { isLoopback } from "../api/auth/clouds";
import { ZpaError } from "../api/errors";
import { likelyName } from "../model/likelyName";
import { namedTenants, type SettingSource } from "./namedTenants";
import { LEGACY_SWITCH, NAMESPACE, RUN_SETTING_NAMES, SETTING_NAMES, VARIABLES } from "./settingNames";
import { contradictions, RunSettings, type SettingName, TenantSettings } from "./settings";

export type { SettingSource } from "./namedTenants";

export interface Tenant extends TenantSettings {
    /** Its name in `zpa:tenants`; absent for the default tenant. */
    readonly label?: string | undefined;
    /** The place where a setting is set. */
    readonly whereToSet: (setting: SettingName) => string;
    /** The environment variable that a setting comes from, if it comes from one. */
    readonly variableOf: (setting: SettingName) => string | undefined;
}

interface Problem {
    readonly setting: SettingName;
    readonly reason: string;
}

/**
 * The tenant with this label, or the default tenant.
 *
 * @throws ZpaError `SETTINGS`, with every problem of its settings
 */
export function resolveTenant(label: string | undefined, source: SettingSource): Tenant {
    const named = namedTenants(source);
    const given = label === undefined ? undefined : named[label];
    if (label !== undefined && given === undefined && !isInEnvironment(label, source)) {
        throw unknownTenant(label, Object.keys(named));
    }
    const whereToSet = (setting: SettingName) => whereToSetOf(setting, label, source);
    const raw = label === undefined ? defaultSettings(source) : namedSettings(label, given, source);
    const problems = [...validate(raw), ...leavesTheEmulator(raw, source)];
    const lines = problems.map(({ setting, reason }) => `${whereToSet(setting)}: ${reason}`);
    lines.push(...unknownSettings(given).map((problem) => `zpa:tenants ${label}.${problem}`));
    if (lines.length > 0) {
        const others = label === undefined && raw.customerId === undefined ? labelsOf(source) : [];
        if (others.length > 0) {
            lines.push(
                `The named tenants are ${others.join(", ")}. To use one of them, set tenant, for example tenant: ${JSON.stringify(others[0])}.`,
            );
        }
        const whose = label === undefined ? "The settings of the default tenant" : `The settings of tenant ${label}`;
        throw new ZpaError("SETTINGS", `${whose} are not usable:${lines.map((line) => `\n  ${line}`).join("")}`);
    }
    return {
        ...TenantSettings.parse(raw),
        label,
        whereToSet,
        variableOf: (setting) => usedVariable(setting, label, source),
    };
}

/** The settings that apply to all tenants. */
export function resolveRun({ config }: SettingSource): RunSettings {
    const parsed = RunSettings.safeParse(
        Object.fromEntries(RUN_SETTING_NAMES.map((name) => [name, config(`${NAMESPACE}:${name}`) || undefined])),
    );
    if (parsed.success) return parsed.data;
    const lines = parsed.error.issues.map(({ path, message }) => `\n  ${NAMESPACE}:${String(path[0])}: ${message}`);
    throw new ZpaError("SETTINGS", `The settings for all tenants are not usable:${lines.join("")}`);
}

/** The tenant with this customer: the one with this label if it matches, otherwise any. */
export function tenantOfCustomer(
    customerId: string,
    label: string | undefined,
    microtenantId: string,
    source: SettingSource,
): Tenant {
    const labels = [label, undefined, ...Object.keys(namedTenants(source))];
    const found: Tenant[] = [];
    let problem: unknown;
    for (const candidate of new Set(labels)) {
        try {
            const tenant = resolveTenant(candidate, source);
            if (tenant.customerId !== customerId) continue;
            if (candidate === label) return tenant;
            found.push(tenant);
        } catch (error) {
            problem ??= error;
        }
    }
    const best = found.find((t) => (t.microtenantId ?? "0") === microtenantId) ?? found[0];
    if (best) return best;
    const why = problem instanceof ZpaError ? ` ${problem.message}` : "";
    throw new ZpaError(
        "SETTINGS",
        `No configured tenant has the customerId ${customerId}, which holds this object.${why}`,
    );
}

function unknownTenant(label: string, known: readonly string[]): ZpaError {
    const likely = likelyName(label, known);
    const hint = likely ? `; did you mean ${likely}?` : ".";
    const list =
        known.length > 0
            ? `The configured ones are ${known.join(", ")}.`
            : "zpa:tenants is not set, so there are none.";
    return new ZpaError("SETTINGS", `No tenant is named ${JSON.stringify(label)} in zpa:tenants${hint} ${list}`);
}

function validate(raw: RawSettings): Problem[] {
    const valid: Record<string, unknown> = {};
    const problems = SETTING_NAMES.flatMap((setting) => {
        const parsed = TenantSettings.shape[setting].safeParse(raw[setting]);
        if (parsed.success) valid[setting] = parsed.data;
        const reason = raw[setting] === undefined ? "is not set" : parsed.error?.issues[0]?.message;
        return parsed.success ? [] : [{ setting, reason: reason ?? "is not valid" }];
    });
    const invalid = new Set(problems.map(({ setting }) => setting));
    return [...problems, ...contradictions(valid).filter(({ setting }) => !invalid.has(setting))];
}

/**
 * While the default base URL is a loopback address, the run is a test against an emulator. No tenant may then send its
 * credentials to another host.
 */
function leavesTheEmulator(raw: RawSettings, source: SettingSource): Problem[] {
    const defaults = {
        [`${NAMESPACE}:baseUrl`]: source.config(`${NAMESPACE}:baseUrl`),
        ZPA_BASE_URL: source.env.ZPA_BASE_URL,
    };
    const emulator = Object.entries(defaults).find(([, url]) => url && isLoopback(url));
    if (!emulator) return [];
    const [name, url] = emulator;
    return (["baseUrl", "signInUrl"] as const).flatMap((setting) => {
        const own = raw[setting];
        if (typeof own !== "string" || !URL.canParse(own) || isLoopback(own)) return [];
        const reason =
            `is ${new URL(own).origin}, while ${name} points at the emulator at ${url}, and a test must not reach a real service; ` +
            `remove this ${setting} to use the emulator, or remove ${name} to allow it`;
        return [{ setting, reason }];
    });
}

type RawSettings = { [K in SettingName]?: unknown };

function defaultSettings(source: SettingSource): RawSettings {
    const { config, env } = source;
    const configured = (setting: SettingName) => config(`${NAMESPACE}:${setting}`) || undefined;
    const variables = variablesOf(source);
    const raw: RawSettings = {};
    for (const setting of SETTING_NAMES) {
        const contradicts = setting === "privateKey" && configured("clientSecret");
        raw[setting] = configured(setting) ?? (contradicts ? undefined : firstOf(variables[setting], env));
    }
    return raw;
}

/** The environment variables of the default tenant. */
function variablesOf(source: SettingSource): (typeof VARIABLES)["legacy"] {
    const variables = VARIABLES[defaultAuthScheme(source)];
    if (!source.hasOwnTenant) return variables;
    const { baseUrl, signInUrl } = variables;
    const none = SETTING_NAMES.map((setting) => [setting, []]);
    return { ...Object.fromEntries(none), baseUrl, signInUrl };
}

/**
 * The configuration takes precedence. Without a vanity domain in it, the vendor's variables decide, including the
 * legacy switch.
 */
function defaultAuthScheme({ config, env, hasOwnTenant }: SettingSource): keyof typeof VARIABLES {
    if (config(`${NAMESPACE}:vanityDomain`)) return "oneApi";
    if (hasOwnTenant) return "legacy";
    if (/^(true|1)$/i.test(env[LEGACY_SWITCH] ?? "")) return "legacy";
    return firstOf(VARIABLES.oneApi.vanityDomain, env) === undefined ? "legacy" : "oneApi";
}

/** A named tenant inherits only the base URLs, and the one for the sign-in only if it has no base URL of its own. */
function namedSettings(label: string, given: Record<string, unknown> | undefined, source: SettingSource): RawSettings {
    const { config, env } = source;
    const own = (setting: SettingName) => given?.[setting] ?? (env[variableFor(setting, label)] || undefined);
    const raw: RawSettings = Object.fromEntries(SETTING_NAMES.map((setting) => [setting, own(setting)]));
    if (raw.baseUrl !== undefined) return raw;
    const inherited = (setting: "baseUrl" | "signInUrl") =>
        config(`${NAMESPACE}:${setting}`) || firstOf(VARIABLES.legacy[setting], env);
    return { ...raw, baseUrl: inherited("baseUrl"), signInUrl: raw.signInUrl ?? inherited("signInUrl") };
}

function unknownSettings(given: Record<string, unknown> = {}): string[] {
    return Object.keys(given)
        .filter((name) => !(SETTING_NAMES as readonly string[]).includes(name))
        .map((name) => {
            const likely = likelyName(name, SETTING_NAMES);
            return likely ? `${name}: is not a setting; did you mean ${likely}?` : `${name}: is not a setting`;
        });
}

function isInEnvironment(label: string, { env }: SettingSource): boolean {
    return Boolean(env[variableFor("customerId", label)]);
}

/** The labels of the named tenants, of the configuration and of the environment. */
export function labelsOf(source: SettingSource): string[] {
    const named = Object.keys(namedTenants(source));
    const variables = new Set(named.map((label) => variableFor("customerId", label)));
    const inEnvironment = Object.keys(source.env)
        .filter((name) => !variables.has(name) && source.env[name])
        .flatMap((name) => /^ZPA_(.+)_CUSTOMER_ID$/.exec(name)?.[1]?.toLowerCase() ?? []);
    return [...named, ...inEnvironment.sort()];
}

/** `ZPA_ACME_CLIENT_SECRET` for the `clientSecret` of `acme`. */
function variableFor(setting: SettingName, label: string): string {
    const words = (text: string) => text.replace(/([a-z])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
    return `ZPA_${words(label)}_${words(setting)}`.toUpperCase();
}

function whereToSetOf(setting: SettingName, label: string | undefined, source: SettingSource): string {
    if (label !== undefined) return `zpa:tenants ${label}.${setting} (or ${variableFor(setting, label)})`;
    const variables = variablesOf(source)[setting];
    return variables.length === 0 ? `zpa:${setting}` : `zpa:${setting} (or ${variables.join(" or ")})`;
}

/** The environment variable that a setting of this tenant comes from. */
function usedVariable(setting: SettingName, label: string | undefined, source: SettingSource): string | undefined {
    const { config, env } = source;
    const isConfigured =
        label === undefined ? config(`${NAMESPACE}:${setting}`) : namedTenants(source)[label]?.[setting] !== undefined;
    if (isConfigured) return undefined;
    const names = label === undefined ? variablesOf(source)[setting] : [variableFor(setting, label)];
    return names.find((name) => env[name]);
}

const firstOf = (names: readonly string[], env: SettingSource["env"]) => names.map((name) => env[name]).find(Boolean);
