import { ZpaError } from "../api/errors";
import { NAMESPACE } from "./settingNames";

/** The sources of settings: Pulumi's configuration (keys with their namespace) and the environment. */
export interface SettingSource {
    config(key: string): string | undefined;
    env: Readonly<Record<string, string | undefined>>;
    /**
     * Whether the default tenant has only settings of the configuration. From the environment, which may have those of
     * another tenant, it then takes nothing but the base URLs.
     */
    hasOwnTenant?: boolean;
}

type NamedTenants = Record<string, Record<string, unknown>>;
const alreadyParsed = new WeakMap<SettingSource, { text: string | undefined; named: NamedTenants }>();

/** `zpa:tenants` by label, not validated. It is parsed once, because every resource of a program reads it. */
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
    throw new ZpaError("SETTINGS", `zpa:tenants must be ${form}; the value of ${wrong.join(", ")} is not a map.`);
}

function parseObject(text: string): Record<string, unknown> | undefined {
    try {
        const value: unknown = JSON.parse(text, digitsOf);
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

/** Keeps all digits of an id that is a JSON number above 2^53, because the configuration has no quotes around it. */
function digitsOf(_key: string, value: unknown, context?: { source?: string }): unknown {
    return typeof value === "number" ? (context?.source ?? value) : value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
