import { ZpaError } from "../api/errors";
import { contradictions, ENVIRONMENT, SETTING_NAMES, type SettingName, TenantSettings } from "./settings";

/** Where settings come from: Pulumi's configuration (keys with their namespace), and the environment. */
export interface SettingSource {
    config(key: string): string | undefined;
    env: Readonly<Record<string, string | undefined>>;
}

export interface Tenant extends TenantSettings {
    /** Its name in the configuration; absent for the default tenant. */
    readonly label?: string | undefined;
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
    const raw = Object.fromEntries(
        SETTING_NAMES.map((setting) => [
            setting,
            label === undefined ? ofDefault(setting, source) : ofNamed(setting, label, given, source),
        ]),
    );
    const problems = judge(raw);
    if (problems.length > 0) {
        const whose = label === undefined ? "The settings of the default tenant" : `The settings of tenant ${label}`;
        const lines = problems.map(({ setting, reason }) => `\n  ${whereToSet(setting, label)}: ${reason}`);
        throw new ZpaError("SETTINGS", `${whose} are not usable:${lines.join("")}`);
    }
    return { ...TenantSettings.parse(raw), label };
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
            if (tenant.customerId === customerId) found.push(tenant);
        } catch (error) {
            problem ??= error;
        }
    }
    const best =
        found.find((t) => t.label === label) ??
        found.find((t) => (t.microtenantId ?? "0") === microtenantId) ??
        found[0];
    if (best) return best;
    const why = problem instanceof ZpaError ? ` ${problem.message}` : "";
    throw new ZpaError(
        "SETTINGS",
        `No configured tenant has the customerId ${customerId}, which holds this group.${why}`,
    );
}

function judge(raw: Record<string, unknown>): { setting: SettingName; reason: string }[] {
    const parsed = TenantSettings.safeParse(raw);
    if (parsed.success) return contradictions(parsed.data);
    return parsed.error.issues.map((issue) => {
        const setting = issue.path[0] as SettingName;
        return { setting, reason: raw[setting] === undefined ? "is not set" : issue.message };
    });
}

function ofDefault(setting: SettingName, { config, env }: SettingSource): unknown {
    return config(`${NAMESPACE}:${setting}`) || firstOf(ENVIRONMENT[setting], env);
}

function ofNamed(
    setting: SettingName,
    label: string,
    given: Record<string, unknown> | undefined,
    { env }: SettingSource,
): unknown {
    return given?.[setting] ?? (env[variableOf(setting, label)] || undefined);
}

function hasEnvironment(label: string, { env }: SettingSource): boolean {
    return Boolean(env[variableOf("customerId", label)]);
}

/** `ZPA_ACME_CLIENT_SECRET` for the `clientSecret` of `acme`. */
export function variableOf(setting: SettingName, label: string): string {
    const words = (text: string) => text.replace(/([a-z])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_");
    return `ZPA_${words(label)}_${words(setting)}`.toUpperCase();
}

function whereToSet(setting: SettingName, label: string | undefined): string {
    if (label !== undefined) return `zpa:tenants ${label}.${setting} (or ${variableOf(setting, label)})`;
    return `zpa:${setting} (or ${ENVIRONMENT[setting].join(" or ")})`;
}

const firstOf = (names: readonly string[], env: SettingSource["env"]) => names.map((name) => env[name]).find(Boolean);

/** `zpa:tenants` as it stands in the configuration, by label. */
export function namedTenants({ config }: SettingSource): Record<string, Record<string, unknown>> {
    const text = config(`${NAMESPACE}:tenants`);
    if (!text) return {};
    const parsed = parseObject(text);
    if (!parsed || !Object.values(parsed).every((tenant) => isObject(tenant))) {
        throw new ZpaError(
            "SETTINGS",
            'zpa:tenants must be a map from a tenant\'s name to its settings, for example `acme: { customerId: "…", clientId: "…" }`.',
        );
    }
    return parsed as Record<string, Record<string, unknown>>;
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
