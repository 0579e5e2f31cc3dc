import { ZpaError } from "../errors";
import { signAssertion } from "./assertion";
import { type CredentialSetting, nameOf, settingOf, type TenantName } from "./tenantName";

/** An auth scheme of a tenant: its base URL, and how to get a token. */
export interface AuthScheme {
    readonly kind: "legacy" | "oneapi";
    /** The prefix of every API path, without a trailing slash. */
    readonly apiBase: string;
    /** The settings to check if the credentials are rejected. */
    readonly credentials: readonly [CredentialSetting, CredentialSetting];
    /** Calls with the same key share a rate limit. */
    readonly limitKey: string;
    /** @throws SignInFailure if the private key cannot be read */
    tokenRequest(): Promise<{ url: URL; form: Record<string, string> }>;
}

export interface ClientSettings extends TenantName {
    readonly clientId: string;
    readonly clientSecret?: string | undefined;
    readonly privateKey?: string | undefined;
    readonly vanityDomain?: string | undefined;
    readonly cloud?: string | undefined;
    readonly baseUrl?: string | undefined;
}

/** Source: docs/zpa-api.md#authentication */
export const LEGACY_HOSTS = {
    PRODUCTION: "config.private.zscaler.com",
    ZPATWO: "config.zpatwo.net",
    BETA: "config.zpabeta.net",
    GOV: "config.zpagov.net",
    GOVUS: "config.zpagov.us",
    PREVIEW: "config.zpapreview.net",
} as const satisfies Record<string, string>;

const AUDIENCE = "https://api.zscaler.com";

export function authSchemeOf(settings: ClientSettings): AuthScheme {
    return settings.vanityDomain ? oneApi(settings, settings.vanityDomain) : legacy(settings);
}

function legacy(settings: ClientSettings): AuthScheme {
    const cloud = (settings.cloud || "PRODUCTION").toUpperCase();
    const host = LEGACY_HOSTS[cloud as keyof typeof LEGACY_HOSTS];
    if (!host && !settings.baseUrl) {
        const known = Object.keys(LEGACY_HOSTS).join(", ");
        throw new ZpaError(
            "SETTINGS",
            `${nameOf(settings)}: ${settingOf(settings, "cloud")} is ${JSON.stringify(settings.cloud)}. The legacy clouds are ${known}.`,
        );
    }
    const base = trimSlash(settings.baseUrl ?? `https://${host}`);
    return {
        kind: "legacy",
        apiBase: base,
        credentials: ["clientId", "clientSecret"],
        limitKey: `legacy ${base}`,
        async tokenRequest() {
            const form = { client_id: settings.clientId, client_secret: settings.clientSecret ?? "" };
            return { url: new URL(`${base}/signin`), form };
        },
    };
}

function oneApi(settings: ClientSettings, vanityDomain: string): AuthScheme {
    const { clientId, clientSecret, privateKey, baseUrl } = settings;
    const cloud = (settings.cloud ?? "").toLowerCase();
    const production = cloud === "" || cloud === "production";
    const api = production ? "https://api.zsapi.net" : `https://api.${cloud}.zsapi.net`;
    const login = production ? `https://${vanityDomain}.zslogin.net` : `https://${vanityDomain}.zslogin${cloud}.net`;
    const base = trimSlash(baseUrl ?? api);
    const url = new URL(`${trimSlash(baseUrl ?? login)}/oauth2/v1/token`);

    async function proof(): Promise<Record<string, string>> {
        if (!privateKey) return { client_secret: clientSecret ?? "" };
        return {
            client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion: await signAssertion(clientId, privateKey, AUDIENCE),
        };
    }

    return {
        kind: "oneapi",
        apiBase: `${base}/zpa`,
        credentials: ["clientId", privateKey ? "privateKey" : "clientSecret"],
        limitKey: `oneapi ${base} ${vanityDomain} ${clientId}`,
        async tokenRequest() {
            const common = { grant_type: "client_credentials", client_id: clientId, audience: AUDIENCE };
            return { url, form: { ...common, ...(await proof()) } };
        },
    };
}

const trimSlash = (url: string) => url.replace(/\/+$/, "");
