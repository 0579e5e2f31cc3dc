import { randomBytes } from "node:crypto";
import { type Answer, ok, refuse } from "./answers";
import { AUDIENCE, claimsOf } from "./assertion";
import type { Clock } from "./clock";
import type { TenantStore } from "./store";

export type AuthScheme = "legacy" | "oneapi";

interface Token {
    readonly scheme: AuthScheme;
    readonly customerId: string;
    readonly expiresAt: number;
}

const MAX_TOKENS = 10_000;
const LIFE_SECS = { legacy: 3_600, oneapi: 83_999 } as const;
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Tokens of both auth schemes. Source: docs/zpa-api.md#authentication */
export class Auth {
    private readonly tokens = new Map<string, Token>();

    constructor(
        private readonly tenants: ReadonlyMap<string, TenantStore>,
        private readonly clock: Clock,
    ) {}

    signIn(form: URLSearchParams): Answer {
        const tenant = this.tenantOf(form.get("client_id"), form.get("client_secret"));
        if (!tenant) return refuse.badClient();
        // A string, but a number in OneAPI.
        return ok("signIn.legacy", {
            token_type: "Bearer",
            access_token: this.issue("legacy", tenant),
            expires_in: String(LIFE_SECS.legacy),
        });
    }

    token(form: URLSearchParams): Answer {
        if (form.get("grant_type") !== "client_credentials") return refuse.badGrant("unsupported_grant_type");
        const audience = form.get("audience");
        if (audience !== null && audience !== AUDIENCE) return refuse.badGrant("invalid_request");
        const assertion = form.get("client_assertion");
        const tenant =
            assertion === null
                ? this.tenantOf(form.get("client_id"), form.get("client_secret"))
                : form.get("client_assertion_type") === ASSERTION_TYPE
                  ? this.tenantOfAssertion(assertion, form.get("client_id"))
                  : undefined;
        if (!tenant) return refuse.badClientOneApi();
        const access_token = this.issue("oneapi", tenant);
        const known = assertion === null ? "signIn.oneapi" : "signIn.oneapi.assertion";
        return ok(known, { access_token, token_type: "Bearer", expires_in: LIFE_SECS.oneapi });
    }

    /** The customer of a valid token of this auth scheme. */
    customerOf(header: string | undefined, scheme: AuthScheme): string | undefined {
        const token = this.tokens.get(bearer(header));
        return token && token.scheme === scheme && token.expiresAt > this.clock.now() ? token.customerId : undefined;
    }

    forget(header: string | undefined): void {
        this.tokens.delete(bearer(header));
    }

    expire(customerId?: string): void {
        for (const [text, token] of this.tokens)
            if (customerId === undefined || token.customerId === customerId) this.tokens.delete(text);
    }

    private issue(scheme: AuthScheme, tenant: TenantStore): string {
        if (this.tokens.size >= MAX_TOKENS) this.purge();
        const expiresAt = this.clock.now() + LIFE_SECS[scheme] * 1000;
        const text = jwtLike({ sub: tenant.seed.clientId, exp: Math.floor(expiresAt / 1000) });
        this.tokens.set(text, { scheme, customerId: tenant.customerId, expiresAt });
        return text;
    }

    /** Removes expired tokens, and the oldest ones if few have expired. */
    private purge(): void {
        for (const [text, { expiresAt }] of this.tokens) if (expiresAt <= this.clock.now()) this.tokens.delete(text);
        for (const text of this.tokens.keys()) {
            if (this.tokens.size <= MAX_TOKENS * 0.9) return;
            this.tokens.delete(text);
        }
    }

    private tenantOf(clientId: string | null, secret: string | null): TenantStore | undefined {
        return [...this.tenants.values()].find((t) => t.seed.clientId === clientId && t.clientSecret === secret);
    }

    private tenantOfAssertion(assertion: string, clientId: string | null): TenantStore | undefined {
        const owner = (id: string) =>
            [...this.tenants.values()].find((t) => t.seed.clientId === id && t.seed.publicKey);
        // The client uses the real clock, not the emulator's.
        const claims = claimsOf(assertion, (id) => owner(id)?.seed.publicKey, Date.now());
        return claims && (clientId === null || clientId === claims.clientId) ? owner(claims.clientId) : undefined;
    }
}

/** A token with its expiry, which clients read. The random signature makes it hard to guess. */
const jwtLike = (claims: object) =>
    [JSON.stringify({ alg: "RS256", typ: "JWT" }), JSON.stringify(claims), randomBytes(32)]
        .map((part) => Buffer.from(part).toString("base64url"))
        .join(".");

const bearer = (header: string | undefined) => /^Bearer (.+)$/i.exec(header ?? "")?.[1] ?? "";
