import { randomUUID } from "node:crypto";
import { readPrivateKey } from "./privateKey";

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
