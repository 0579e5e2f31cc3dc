import { createPrivateKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { ZpaError } from "../errors";

/** One of the two ways into the service: where its API is, and how to get a token. */
export interface Door {
    readonly kind: "legacy" | "oneapi";
    /** Prefix of every API path, without a slash at its end. */
    readonly apiBase: string;
    /** Whose door it is, for messages. */
    readonly who: string;
    /** The settings to check when the credentials are refused. */
    readonly credentialSettings: string;
    /** Calls under the same key count against the same limit. */
    readonly limitKey: string;
    tokenRequest(): Promise<{ url: URL; form: Record<string, string> }>;
}

type CredentialSetting = "clientId" | "clientSecret" | "privateKey";

export interface DoorSettings {
    readonly label?: string | undefined;
    readonly customerId: string;
    readonly clientId: string;
    readonly clientSecret?: string | undefined;
    readonly privateKey?: string | undefined;
    readonly vanityDomain?: string | undefined;
    readonly cloud?: string | undefined;
    readonly baseUrl?: string | undefined;
    /** Where a person sets one of them. Default: its name in Pulumi's configuration. */
    readonly whereToSet?: ((setting: CredentialSetting) => string) | undefined;
}

/** Source: the API contract, §1. */
export const LEGACY_HOSTS = {
    PRODUCTION: "config.private.zscaler.com",
    ZPATWO: "config.zpatwo.net",
    BETA: "config.zpabeta.net",
    GOV: "config.zpagov.net",
    GOVUS: "config.zpagov.us",
    PREVIEW: "config.zpapreview.net",
} as const satisfies Record<string, string>;

const AUDIENCE = "https://api.zscaler.com";
const ASSERTION_LIFE = "5m";

export function openDoor(settings: DoorSettings): Door {
    return settings.vanityDomain ? oneApiDoor(settings, settings.vanityDomain) : legacyDoor(settings);
}

function legacyDoor(settings: DoorSettings): Door {
    const cloud = (settings.cloud || "PRODUCTION").toUpperCase();
    const host = LEGACY_HOSTS[cloud as keyof typeof LEGACY_HOSTS];
    if (!host && !settings.baseUrl) {
        const known = Object.keys(LEGACY_HOSTS).join(", ");
        throw new ZpaError(
            "SETTINGS",
            `zpa:cloud is ${JSON.stringify(settings.cloud)}; the legacy clouds are ${known}.`,
        );
    }
    const base = trimSlash(settings.baseUrl ?? `https://${host}`);
    return {
        kind: "legacy",
        apiBase: base,
        who: who(settings),
        credentialSettings: `${where(settings, "clientId")} and ${where(settings, "clientSecret")}`,
        limitKey: `legacy ${base}`,
        async tokenRequest() {
            const form = { client_id: settings.clientId, client_secret: settings.clientSecret ?? "" };
            return { url: new URL(`${base}/signin`), form };
        },
    };
}

function oneApiDoor(settings: DoorSettings, vanityDomain: string): Door {
    const cloud = (settings.cloud ?? "").toLowerCase();
    const production = cloud === "" || cloud === "production";
    const api = production ? "https://api.zsapi.net" : `https://api.${cloud}.zsapi.net`;
    const login = production ? `https://${vanityDomain}.zslogin.net` : `https://${vanityDomain}.zslogin${cloud}.net`;
    const base = trimSlash(settings.baseUrl ?? api);
    const tokenUrl = new URL(`${trimSlash(settings.baseUrl ?? login)}/oauth2/v1/token`);
    return {
        kind: "oneapi",
        apiBase: `${base}/zpa`,
        who: who(settings),
        credentialSettings: `${where(settings, "clientId")} and ${where(settings, settings.privateKey ? "privateKey" : "clientSecret")}`,
        limitKey: `oneapi ${base} ${vanityDomain} ${settings.clientId}`,
        async tokenRequest() {
            const common = { grant_type: "client_credentials", client_id: settings.clientId, audience: AUDIENCE };
            const proof = settings.privateKey
                ? {
                      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                      client_assertion: await signAssertion(settings, settings.privateKey),
                  }
                : { client_secret: settings.clientSecret ?? "" };
            return { url: tokenUrl, form: { ...common, ...proof } };
        },
    };
}

/** RFC 7523, section 3: https://www.rfc-editor.org/rfc/rfc7523#section-3 */
async function signAssertion(settings: DoorSettings, privateKey: string): Promise<string> {
    const key = readPrivateKey(settings, privateKey);
    const { clientId } = settings;
    return new SignJWT({})
        .setProtectedHeader({ alg: "RS256", typ: "JWT" })
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(ASSERTION_LIFE)
        .setJti(crypto.randomUUID())
        .sign(key);
}

/** PKCS#8 or PKCS#1, in PEM; in an environment variable its line ends may be written as \\n. */
function readPrivateKey(settings: DoorSettings, pem: string): KeyObject {
    try {
        return createPrivateKey(pem.replaceAll("\\n", "\n"));
    } catch {
        throw new ZpaError(
            "SETTINGS",
            `${who(settings)}: ${where(settings, "privateKey")} is not a private key in PEM form (-----BEGIN PRIVATE KEY-----), without a passphrase.`,
        );
    }
}

const where = ({ whereToSet }: DoorSettings, setting: CredentialSetting) => whereToSet?.(setting) ?? `zpa:${setting}`;

const who = ({ label, customerId }: DoorSettings) =>
    label ? `Tenant ${label} (customer ${customerId})` : `The default tenant (customer ${customerId})`;

const trimSlash = (url: string) => url.replace(/\/+$/, "");
