import { ZpaError } from "../errors";
import { signAssertion } from "./assertion";
import { type CloudSettings, type Origins, originsOf } from "./clouds";
import { type CredentialSetting, nameOf, settingOf, type TenantName } from "./tenantName";

/** An auth scheme of a tenant: its base URL, and how to get a token. */
export interface AuthScheme {
    readonly kind: "legacy" | "oneapi";
    /** The prefix of every API path, without a trailing slash. */
    readonly apiBase: string;
    /** The settings to check if the credentials are rejected. */
    readonly credentials: readonly [CredentialSetting, CredentialSetting];
    /** @throws SignInFailure if the private key cannot be read */
    tokenRequest(): Promise<{ url: URL; form: Record<string, string> }>;
}

export interface ClientSettings extends TenantName, CloudSettings {
    readonly clientId: string;
    readonly clientSecret?: string | undefined;
    readonly privateKey?: string | undefined;
}

const AUDIENCE = "https://api.zscaler.com";

/** @throws ZpaError `SETTINGS` if the tenant's cloud does not have the API */
export function authSchemeOf(settings: ClientSettings): AuthScheme {
    const origins = originsOf(settings);
    if ("problem" in origins) {
        const message = `${nameOf(settings)}: ${settingOf(settings, "cloud")} ${origins.problem}.`;
        throw new ZpaError("SETTINGS", message);
    }
    return settings.vanityDomain ? oneApi(settings, origins) : legacy(settings, origins);
}

function legacy(settings: ClientSettings, { signIn, api }: Origins): AuthScheme {
    return {
        kind: "legacy",
        apiBase: api,
        credentials: ["clientId", "clientSecret"],
        async tokenRequest() {
            const form = { client_id: settings.clientId, client_secret: settings.clientSecret ?? "" };
            return { url: new URL(`${signIn}/signin`), form };
        },
    };
}

function oneApi({ clientId, clientSecret, privateKey }: ClientSettings, origins: Origins): AuthScheme {
    const url = new URL(`${origins.signIn}/oauth2/v1/token`);

    async function proof(): Promise<Record<string, string>> {
        if (!privateKey) return { client_secret: clientSecret ?? "" };
        return {
            client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion: await signAssertion(clientId, privateKey, AUDIENCE),
        };
    }

    return {
        kind: "oneapi",
        apiBase: `${origins.api}/zpa`,
        credentials: ["clientId", privateKey ? "privateKey" : "clientSecret"],
        async tokenRequest() {
            const common = { grant_type: "client_credentials", client_id: clientId, audience: AUDIENCE };
            return { url, form: { ...common, ...(await proof()) } };
        },
    };
}
