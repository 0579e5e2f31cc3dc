import { ZpaError } from "../api/errors";
import { likelyName } from "../model/likelyName";
import {
    contradictions,
    LEGACY_SWITCH,
    RunSettings,
    SETTING_NAMES,
    type SettingName,
    TenantSettings,
    VARIABLES,
} from "./settings";

/** Where settings come from: Pulumi's configuration (keys with their namespace), and the environment. */
export interface SettingSource {
    config(key: string): string | undefined;
    env: Readonly<Record<string, string | undefined>>;
}

export interface Tenant extends TenantSettings {
    /** Its name in the configuration; absent for the default tenant. */
    readonly label?: string | undefined;
    /** Where a person sets one of its settings. */
    readonly whereToSet: (setting: SettingName) => string;
}

const NAMESPACE = "zpa";

/** The tenant of this label, or the default one; all that is wrong with its settings is said at once. */
export function resolveTenant(label: string | undefined, source: SettingSource): Tenant {
    const named = namedTenants(source);
    const given = label === undefined ? undefined : named[label];
    if (label !== undefined && given === undefined && !hasEnvironment(label, source)) {
        const known = Object.keys(named);
        const list =
            known.length > 0 ? `The known ones are ${known.join(", ")}.` : "There is none yet: zpa:tenants is not set.";
        throw new ZpaError("SETTINGS", `No tenant is named ${JSON.stringify(label)} in zpa:tenants. ${list}`);
    }
    const whereToSet = (setting: SettingName) => whereToSetOf(setting, label, source);
    const raw = label === undefined ? ofDefault(source) : ofNamed(label, given, source);
    const lines = judge(raw).map(({ setting, reason }) => `${whereToSet(setting)}: ${reason}`);
    lines.push(...unknownSettings(given).map((problem) => `zpa:tenants ${label}.${problem}`));
    if (lines.length > 0) {
        const whose = label === undefined ? "The settings of the default tenant" : `The settings of tenant ${label}`;
        throw new ZpaError("SETTINGS", `${whose} are not usable:${lines.map((line) => `\n  ${line}`).join("")}`);
    }
    return { ...TenantSettings.parse(raw), label, whereToSet };
}

/** What is set for all tenants. */
export function resolveRun({ config }: SettingSource): RunSettings {
    const names = Object.keys(RunSettings.shape) as (keyof RunSettings)[];
    const parsed = RunSettings.safeParse(
        Object.fromEntries(names.map((name) => [name, config(`${NAMESPACE}:${name}`) || undefined])),
    );
    if (parsed.success) return parsed.data;
    const lines = parsed.error.issues.map(({ path, message }) => `\n  ${NAMESPACE}:${String(path[0])}: ${message}`);
    throw new ZpaError("SETTINGS", `The settings for all tenants are not usable:${lines.join("")}`);
}

/** The tenant that holds this customer's objects: the one of this label if it still does, else any that does. */
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
        `No configured tenant has the customerId ${customerId}, which holds this group.${why}`,
    );
}

function judge(raw: Record<string, unknown>): { setting: SettingName; reason: string }[] {
    const valid: Record<string, unknown> = {};
    const problems = SETTING_NAMES.flatMap((setting) => {
        const parsed = TenantSettings.shape[setting].safeParse(raw[setting]);
        if (parsed.success) valid[setting] = parsed.data;
        const reason = raw[setting] === undefined ? "is not set" : parsed.error?.issues[0]?.message;
        return parsed.success ? [] : [{ setting, reason: reason ?? "is not valid" }];
    });
    const wrong = new Set(problems.map(({ setting }) => setting));
    return [...problems, ...contradictions(valid).filter(({ setting }) => !wrong.has(setting))];
}

type RawSettings = { [K in SettingName]?: unknown };

function ofDefault(source: SettingSource): RawSettings {
    const { config, env } = source;
    const configured = (setting: SettingName) => config(`${NAMESPACE}:${setting}`) || undefined;
    const variables = VARIABLES[wayInOfDefault(source)];
    const raw: RawSettings = {};
    for (const setting of SETTING_NAMES) {
        const contradicts = setting === "privateKey" && configured("clientSecret");
        raw[setting] = configured(setting) ?? (contradicts ? undefined : firstOf(variables[setting], env));
    }
    return raw;
}

/** The configuration decides; where it is silent the vendor's variables do, its switch back to the legacy API too. */
function wayInOfDefault({ config, env }: SettingSource): keyof typeof VARIABLES {
    if (config(`${NAMESPACE}:vanityDomain`)) return "oneApi";
    if (/^(true|1)$/i.test(env[LEGACY_SWITCH] ?? "")) return "legacy";
    return firstOf(VARIABLES.oneApi.vanityDomain, env) === undefined ? "legacy" : "oneApi";
}

function ofNamed(label: string, given: Record<string, unknown> | undefined, { env }: SettingSource): RawSettings {
    const settingOf = (setting: SettingName) => given?.[setting] ?? (env[variableOf(setting, label)] || undefined);
    return Object.fromEntries(SETTING_NAMES.map((setting) => [setting, settingOf(setting)]));
}

function unknownSettings(given: Record<string, unknown> = {}): string[] {
    return Object.keys(given)
        .filter((name) => !(SETTING_NAMES as readonly string[]).includes(name))
        .map((name) => {
            const likely = likelyName(name, SETTING_NAMES);
            return likely ? `${name}: is not a setting; did you mean ${likely}?` : `${name}: is not a setting`;
        });
}

function hasEnvironment(label: string, { env }: SettingSource): boolean {
    return Boolean(env[variableOf("customerId", label)]);
}

/** `ZPA_ACME_CLIENT_SECRET` for the `clientSecret` of `acme`. */
export function variableOf(setting: SettingName, label: string): string {
    const words = (text: string) => text.replace(/([a-z])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
    return `ZPA_${words(label)}_${words(setting)}`.toUpperCase();
}

function whereToSetOf(setting: SettingName, label: string | undefined, source: SettingSource): string {
    if (label !== undefined) return `zpa:tenants ${label}.${setting} (or ${variableOf(setting, label)})`;
    const variables = VARIABLES[wayInOfDefault(source)][setting];
    return variables.length === 0 ? `zpa:${setting}` : `zpa:${setting} (or ${variables.join(" or ")})`;
}

const firstOf = (names: readonly string[], env: SettingSource["env"]) => names.map((name) => env[name]).find(Boolean);

type NamedTenants = Record<string, Record<string, unknown>>;
const alreadyParsed = new WeakMap<SettingSource, { text: string | undefined; named: NamedTenants }>();

/** `zpa:tenants` as it stands in the configuration, by label; read once, because every group of a program asks. */
export function namedTenants(source: SettingSource): NamedTenants {
    const text = source.config(`${NAMESPACE}:tenants`);
    const known = alreadyParsed.get(source);
    if (known && known.text === text) return known.named;
    const named = parseTenants(text);
    alreadyParsed.set(source, { text, named });
    return named;
}

function parseTenants(text: string | undefined): NamedTenants {
    if (!text) return {};
    const form = 'a map from a tenant\'s name to its settings, for example `acme: { customerId: "…", clientId: "…" }`';
    const parsed = parseObject(text);
    if (!parsed) throw new ZpaError("SETTINGS", `zpa:tenants must be ${form}.`);
    const wrong = Object.keys(parsed).filter((label) => !isObject(parsed[label]));
    if (wrong.length === 0) return parsed as NamedTenants;
    throw new ZpaError(
        "SETTINGS",
        `zpa:tenants must be ${form}; what stands at ${wrong.join(", ")} is no such settings.`,
    );
}

function parseObject(text: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(text);
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
