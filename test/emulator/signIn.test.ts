import { generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { apiWith, clientId, clientSecret, customerId, form, send, signIn } from "./support";

const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const AUDIENCE = "https://api.zscaler.com";

let emulator: Emulator;
beforeAll(async () => {
    const publicKey = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
    const other = { customerId: "72058304855015424", clientId: "other", clientSecret: "other-secret" };
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, publicKey }, other] });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

const token = (fields: Record<string, string>) =>
    send(`${emulator.url}/oauth2/v1/token`, form({ grant_type: "client_credentials", audience: AUDIENCE, ...fields }));

describe("the legacy API (docs/zpa-api.md#authentication)", () => {
    test("returns a token with its lifetime as a string of seconds", async () => {
        const reply = await send(`${emulator.url}/signin`, form({ client_id: clientId, client_secret: clientSecret }));
        expect(reply.status).toBe(200);
        expect(reply.json).toEqual({ token_type: "Bearer", access_token: expect.any(String), expires_in: "3600" });
    });

    test.each([
        { client_id: clientId, client_secret: "wrong" },
        { client_id: "nobody", client_secret: clientSecret },
        { client_id: clientId, client_secret: "other-secret" },
        {},
    ])("401 for %j", async (fields) => {
        expect((await send(`${emulator.url}/signin`, form(fields as Record<string, string>))).status).toBe(401);
    });

    test("an expired or missing token: 401 access.denied", async () => {
        const api = await signIn(emulator);
        expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
        emulator.advanceClock(3_601_000);
        const reply = await api("GET", "/appConnectorGroup");
        expect([reply.status, reply.json]).toEqual([401, { id: "access.denied", reason: "Access denied" }]);
        expect((await apiWith(emulator, "")("GET", "/appConnectorGroup")).status).toBe(401);
    });

    test("after a rotation the old secret is rejected, and tokens stay valid", async () => {
        const api = await signIn(emulator);
        emulator.tenant().rotateSecret("fresh-secret");
        expect(
            (await send(`${emulator.url}/signin`, form({ client_id: clientId, client_secret: clientSecret }))).status,
        ).toBe(401);
        expect(
            (await send(`${emulator.url}/signin`, form({ client_id: clientId, client_secret: "fresh-secret" }))).status,
        ).toBe(200);
        expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
    });
});

describe("OneAPI (docs/zpa-api.md#authentication)", () => {
    test("returns a token with its lifetime as a number of seconds", async () => {
        const reply = await token({ client_id: clientId, client_secret: clientSecret });
        expect(reply.status).toBe(200);
        expect(reply.json).toEqual({ token_type: "Bearer", access_token: expect.any(String), expires_in: 83_999 });
    });

    test("invalid credentials, another grant or audience: 400 from the token endpoint", async () => {
        expect((await token({ client_id: clientId, client_secret: "wrong" })).status).toBe(400);
        expect((await token({ client_id: clientId, client_secret: clientSecret, grant_type: "password" })).status).toBe(
            400,
        );
        expect(
            (await token({ client_id: clientId, client_secret: clientSecret, audience: "https://else.example" }))
                .status,
        ).toBe(400);
    });

    test("a stale token: 401 with the gateway's own body; a new one is good", async () => {
        const api = await signIn(emulator, "oneapi");
        expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
        emulator.tenant().expireTokens();
        const reply = await api("GET", "/appConnectorGroup");
        expect([reply.status, reply.json]).toEqual([401, { detail: "unauthorized", type: "", title: "", status: "" }]);
        expect((await (await signIn(emulator, "oneapi"))("GET", "/appConnectorGroup")).status).toBe(200);
    });

    const assertion = (
        claims: { iss?: string; sub?: string; aud?: string; exp?: string | null; nbf?: string } = {},
        key = pair.privateKey,
    ) => {
        const jwt = new SignJWT({})
            .setProtectedHeader({ alg: "RS256" })
            .setIssuer(claims.iss ?? clientId)
            .setSubject(claims.sub ?? claims.iss ?? clientId)
            .setAudience(claims.aud ?? AUDIENCE)
            .setIssuedAt();
        if (claims.nbf) jwt.setNotBefore(claims.nbf);
        return (claims.exp === null ? jwt : jwt.setExpirationTime(claims.exp ?? "5m")).sign(key);
    };
    const asserted = async (jwt: string, type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer") =>
        (await token({ client_id: clientId, client_assertion: jwt, client_assertion_type: type })).status;

    test("takes an assertion signed with the client's key, and really verifies it", async () => {
        expect(await asserted(await assertion())).toBe(200);
        expect(await asserted(await assertion({}, stranger.privateKey))).toBe(400);
        expect(await asserted(await assertion({ aud: "https://else.example" }))).toBe(400);
        expect(await asserted(await assertion({ exp: "-1m" }))).toBe(400);
        expect(await asserted(await assertion({ exp: null }))).toBe(400);
        expect(await asserted(await assertion({ iss: "other" }))).toBe(400);
        expect(await asserted(await assertion({ sub: "other" }))).toBe(400);
        expect(await asserted(await assertion(), "urn:something:else")).toBe(400);
        for (const broken of ["not.a.jwt", "", "a.b.c.d", `${await assertion()}.x`, `${"a.".repeat(20_000)}a`])
            expect(await asserted(broken)).toBe(400);
        const [header, claims, signature] = (await assertion()).split(".");
        const unsigned = Buffer.from('{"alg":"none"}').toString("base64url");
        for (const forged of [`${unsigned}.${claims}.`, `${unsigned}.${claims}.${signature}`, `${header}.${claims}.`])
            expect(await asserted(forged)).toBe(400);
        expect(await asserted(await assertion({ nbf: "5m" }))).toBe(400);
        const publicText = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
        const hs256 = await new SignJWT({})
            .setProtectedHeader({ alg: "HS256" })
            .setIssuer(clientId)
            .setSubject(clientId)
            .setAudience(AUDIENCE)
            .setExpirationTime("5m")
            .sign(new TextEncoder().encode(publicText));
        expect(await asserted(hs256)).toBe(400);
    });
});

test.each(["legacy", "oneapi"] as const)(
    "a token of the auth scheme %s says when it ends, as clients read it",
    async (scheme) => {
        const api = await signIn(emulator, scheme);
        const [header, claims, signature] = api.token.split(".").map((part) => Buffer.from(part, "base64url"));
        expect(JSON.parse(String(header))).toEqual({ alg: "RS256", typ: "JWT" });
        expect(signature).toHaveLength(32);
        const secondsLeft = JSON.parse(String(claims)).exp - Date.now() / 1000;
        expect(Math.abs(secondsLeft - (scheme === "legacy" ? 3_600 : 83_999))).toBeLessThan(60);
        expect((await apiWith(emulator, `${api.token}x`, scheme)("GET", "/appConnectorGroup")).status).toBe(401);
    },
);

test("a token of one auth scheme is rejected by the other", async () => {
    const legacy = await signIn(emulator);
    const oneApi = await signIn(emulator, "oneapi");
    expect((await apiWith(emulator, legacy.token, "oneapi")("GET", "/appConnectorGroup")).status).toBe(401);
    expect((await apiWith(emulator, oneApi.token)("GET", "/appConnectorGroup")).status).toBe(401);
});

test("another customer's objects: 403", async () => {
    const { token: own } = await signIn(emulator);
    const reply = await apiWith(emulator, own, "legacy", "72058304855015424")("GET", "/appConnectorGroup");
    expect(reply.status).toBe(403);
    expect((await apiWith(emulator, own, "legacy", customerId)("GET", "/appConnectorGroup")).status).toBe(200);
});
