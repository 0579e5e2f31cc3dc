import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { nameOf, SignInFailure, settingOf } from "./tenantName";

const MIN_BITS = 2048;

/**
 * Parses the private key of a tenant: PEM (PKCS#8 or PKCS#1) or a JWK. In an environment variable the line breaks of PEM
 * may be written as \\n.
 *
 * @throws SignInFailure `SETTINGS`, which says what kind of key was found
 */
export function readPrivateKey(setting: string): KeyObject {
    const given = setting.trim();
    const text = /^\{|-----BEGIN/.test(given) ? given.replaceAll("\\n", "\n") : given;
    const key = parse(text);
    const problem = key ? problemOf(key) : kindOf(text);
    if (key && problem === undefined) return key;
    throw new SignInFailure("SETTINGS", (tenant) => {
        const name = settingOf(tenant, "privateKey");
        const need = `It must be an RSA private key of at least ${MIN_BITS} bits, in PEM format or as a JWK, without a passphrase.`;
        return `${nameOf(tenant)}: ${name} is ${problem}. ${need} ${HOW_TO_SET}`;
    });
}

const HOW_TO_SET =
    "Set the content of its file: `cat key.pem | pulumi config set --secret zpa:privateKey`, or in an environment variable " +
    '"$(cat key.pem)".';

function parse(text: string): KeyObject | undefined {
    try {
        return text.startsWith("{")
            ? createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: "jwk" })
            : createPrivateKey(text);
    } catch {
        return undefined;
    }
}

/** Why a private key cannot be used. Source: RS256, RFC 7518, section 3.3. */
function problemOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string | undefined {
    if (type === "rsa") {
        const bits = details?.modulusLength ?? 0;
        return bits >= MIN_BITS ? undefined : `an RSA key of ${bits} bits`;
    }
    const curve = details?.namedCurve ? ` (${details.namedCurve})` : "";
    return `a key of the type ${NAMES[type ?? ""] ?? type}${curve}`;
}

const NAMES: Readonly<Record<string, string>> = { ec: "EC", ed25519: "Ed25519", ed448: "Ed448", "rsa-pss": "RSA-PSS" };

/** What a text is that is not a private key. */
function kindOf(text: string): string {
    if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(text))
        return "encrypted with a passphrase";
    if (/-----BEGIN OPENSSH PRIVATE KEY-----/.test(text)) return "in the format of OpenSSH";
    if (/-----BEGIN CERTIFICATE-----/.test(text)) return "a certificate";
    if (isPublicKey(text)) return "a public key";
    if (text.startsWith("{")) return "JSON, but not the JWK of a private key";
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return "in PEM format, but damaged or incomplete";
    if (/^[^\n]{1,1024}$/.test(text) && /[\\/]|\.(pem|key|jwk|json|txt)$/i.test(text))
        return "the path of a file, and not a key";
    return "not a private key";
}

function isPublicKey(text: string): boolean {
    try {
        const key = text.startsWith("{") ? { key: JSON.parse(text) as JsonWebKey, format: "jwk" as const } : text;
        return createPublicKey(key).type === "public";
    } catch {
        return false;
    }
}
