import { verify } from "node:crypto";

export const AUDIENCE = "https://api.zscaler.com";

/**
 * The claims of a JWT that is signed with RS256 by the key's owner and valid now, or `undefined`. No library is used,
 * because JWT libraries are ES modules, which test runners that load this emulator cannot always `require`.
 */
export function claimsOf(assertion: string, keyOf: (clientId: string) => string | undefined, nowMs: number) {
    const [header = "", payload = "", signature = ""] = assertion.split(".");
    const claims = decoded(payload);
    const { iss, sub, aud, exp, nbf } = claims;
    const key = typeof iss === "string" ? keyOf(iss) : undefined;
    if (!key || decoded(header).alg !== "RS256" || assertion.split(".").length !== 3) return undefined;
    const signed = Buffer.from(`${header}.${payload}`);
    if (!verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url"))) return undefined;
    const now = nowMs / 1000;
    const good =
        sub === iss &&
        [aud].flat().includes(AUDIENCE) &&
        typeof exp === "number" &&
        exp > now &&
        (nbf === undefined || (typeof nbf === "number" && nbf <= now));
    return good ? { clientId: String(iss) } : undefined;
}

function decoded(part: string): Record<string, unknown> {
    try {
        const json: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
        return typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {};
    } catch {
        return {};
    }
}
