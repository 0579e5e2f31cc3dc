import { createPrivateKey, type KeyObject, randomUUID } from "node:crypto";
import { nameOf, SignInFailure, settingOf } from "./tenantName";

const LIFE = "5m";

/** Source: RFC 7523, section 3, https://www.rfc-editor.org/rfc/rfc7523#section-3 */
export async function signAssertion(clientId: string, privateKey: string, audience: string): Promise<string> {
    const key = readPrivateKey(privateKey);
    // Few tenants have a private key, so this is loaded only for them.
    const { SignJWT } = await import("jose");
    return new SignJWT({})
        .setProtectedHeader({ alg: "RS256", typ: "JWT" })
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(LIFE)
        .setJti(randomUUID())
        .sign(key);
}

/** Parses a private key (PKCS#8 or PKCS#1, PEM). In an environment variable its line breaks may be written as \\n. */
function readPrivateKey(pem: string): KeyObject {
    try {
        return createPrivateKey(pem.replaceAll("\\n", "\n"));
    } catch {
        throw new SignInFailure(
            "SETTINGS",
            (tenant) =>
                `${nameOf(tenant)}: ${settingOf(tenant, "privateKey")} is not a private key in PEM form (-----BEGIN PRIVATE KEY-----) without a passphrase.`,
        );
    }
}
