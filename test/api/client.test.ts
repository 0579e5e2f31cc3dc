import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "../../src/api/client";
import type { ZpaError } from "../../src/api/errors";
import { DEFAULT_RETRY } from "../../src/api/retry/policy";
import { DEFAULT_TENANT, type Emulator, type Fault, startEmulator } from "../../src/emulator";
import { callsIn, signInsIn } from "../support/calls";
import { failureOf } from "./support";

const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
const GROUP = { name: "San Jose DC1", latitude: "37.3", longitude: "-121.9", location: "San Jose", enabled: true };
const QUICK = { retry: { ...DEFAULT_RETRY, totalMs: 2_000, firstDelayMs: 10, refusedCredentialsMs: 10 } };
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = keys.publicKey.export({ type: "spki", format: "pem" }).toString();

let emulator: Emulator;
const legacy = () => ({ customerId, clientId, clientSecret, baseUrl: emulator.url });
/** The auth scheme with the wide limits, where the scheme does not matter. */
const oneApi = () => ({ ...legacy(), vanityDomain: "emulator" });
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, publicKey }] });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

describe("both auth schemes", () => {
    it.each([
        ["the legacy API", () => legacy()],
        ["OneAPI with a secret", () => ({ ...legacy(), vanityDomain: "emulator" })],
        [
            "OneAPI with a private key",
            () => ({ ...legacy(), clientSecret: undefined, privateKey, vanityDomain: "emulator" }),
        ],
        [
            "OneAPI with a private key whose line ends are written out",
            () => ({
                ...legacy(),
                clientSecret: undefined,
                privateKey: privateKey.replaceAll("\n", "\\n"),
                vanityDomain: "emulator",
            }),
        ],
    ])("%s: create, list, get, update, delete, profiles", async (_scheme, settings) => {
        const client = createClient(settings());
        const { id } = await client.groups.create(GROUP, "0");
        expect((await client.groups.list({ microtenantId: "0" })).objects.map((group) => group.id)).toEqual([id]);
        await client.groups.update(id, { ...GROUP, location: "moved" }, "0");
        expect(await client.groups.get(id, "0")).toMatchObject({ id, location: "moved", latitude: "37.3" });
        expect((await client.listVersionProfiles()).objects.map((profile) => profile.name)).toContain("New Release");
        await client.groups.delete(id, "0");
        expect(await failureOf(client.groups.get(id, "0"))).toMatchObject({
            code: "NOT_FOUND",
            errorId: "resource.not.found",
        });
        expect(signInsIn(emulator.requests())).toBe(1);
    });

    it("one sign-in serves many calls that begin together", async () => {
        const client = createClient(oneApi());
        await Promise.all(Array.from({ length: 30 }, () => client.listVersionProfiles()));
        expect(signInsIn(emulator.requests())).toBe(1);
    });

    it("a token refused as stale is renewed once, for all calls together, and the calls repeated", async () => {
        const client = createClient(oneApi());
        await client.listVersionProfiles();
        emulator.tenant().expireTokens();
        await Promise.all(Array.from({ length: 10 }, () => client.listVersionProfiles()));
        expect(signInsIn(emulator.requests())).toBe(2);
    });

    it("a create that meets a stale token is made once", async () => {
        const client = createClient({ ...legacy(), vanityDomain: "emulator" });
        await client.listVersionProfiles();
        emulator.fault({ kind: "expiredToken", method: "POST", path: "appConnectorGroup" });
        await client.groups.create(GROUP, "0");
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    it("a token that is refused again and again ends, after one renewal", async () => {
        emulator.fault({
            kind: "status",
            status: 401,
            body: { id: "access.denied" },
            path: "versionProfiles",
            times: 99,
        });
        expect(await failureOf(createClient(oneApi(), QUICK).listVersionProfiles())).toMatchObject({
            code: "CREDENTIALS",
        });
        expect(signInsIn(emulator.requests())).toBe(2);
    });

    it.each([
        ["legacy", {}],
        ["OneAPI", { vanityDomain: "emulator" }],
    ])(
        "wrong credentials (%s) are sent once more and no further, and told with the settings to check and no secret",
        async (_scheme, extra) => {
            const client = createClient({ ...legacy(), clientSecret: "wrong-secret", ...extra }, QUICK);
            const error = await failureOf(client.groups.list({ microtenantId: "0" }));
            expect(error).toMatchObject({ code: "CREDENTIALS" });
            expect(error.message).toContain("Check zpa:clientId and zpa:clientSecret.");
            expect(await failureOf(client.groups.create(GROUP, "0"))).toMatchObject({ code: "CREDENTIALS" });
            expect(error.message).toMatch(/rotated.*--run-program/);
            expect(JSON.stringify(error) + error.stack).not.toContain("wrong-secret");
            expect(signInsIn(emulator.requests())).toBe(2);
        },
    );

    it("a missing permission is not reported as wrong credentials", async () => {
        emulator.fault({ kind: "status", status: 403, body: { id: "access.forbidden" }, path: "appConnectorGroup" });
        const error = await failureOf(createClient(oneApi()).groups.list({ microtenantId: "0" }));
        expect(error).toMatchObject({ code: "FORBIDDEN", status: 403 });
        expect(error.message).toContain("permission");
    });
});

describe("faults of a read", () => {
    const MAY_PASS: Fault[] = [
        { kind: "resetBefore" },
        { kind: "resetAfter" },
        { kind: "cut" },
        { kind: "malformed" },
        { kind: "html" },
        { kind: "expiredToken" },
        { kind: "status", status: 503, body: { id: "retryable.server.error" }, headers: { "retry-after": "1" } },
        { kind: "status", status: 502, body: "<html>Bad Gateway</html>" },
        { kind: "status", status: 429, body: { id: "invalid.toomanyrequests" }, headers: { "retry-after": "1s" } },
        { kind: "status", status: 400, body: { id: "db.simultaneous.request", reason: "busy" } },
        { kind: "status", status: 409, body: { id: "api.concurrent.access.error", reason: "busy" } },
        { kind: "delay", ms: 200 },
    ];
    it.each(MAY_PASS.map((fault) => [fault.kind, JSON.stringify(fault), fault] as const))(
        "%s passes: %s",
        async (_kind, _text, fault) => {
            emulator.tenant().add("groups", { ...GROUP, microtenantId: "0" });
            emulator.fault({ ...fault, path: "appConnectorGroup" });
            const { objects: groups } = await createClient(oneApi()).groups.list({ microtenantId: "0" });
            expect(groups.map((group) => group.name)).toEqual([GROUP.name]);
        },
    );

    it.each<[Fault, Partial<ZpaError>, RegExp]>([
        [
            { kind: "html" },
            { code: "UNEXPECTED_ANSWER" },
            /HTML\. The response may be a login page or come from a proxy/,
        ],
        [{ kind: "malformed" }, { code: "UNEXPECTED_ANSWER" }, /not JSON/],
        [{ kind: "resetBefore" }, { code: "NETWORK", reason: "ECONNRESET" }, /closed/],
        [
            { kind: "status", status: 500, body: "oops" },
            { code: "UNAVAILABLE", status: 500 },
            /temporarily unavailable/,
        ],
        [
            { kind: "status", status: 302, headers: { location: "http://127.0.0.1:9/" } },
            { code: "UNEXPECTED_ANSWER" },
            /redirect, which is never followed/,
        ],
        [
            { kind: "status", status: 200, body: { id: "7", name: "no list" } },
            { code: "UNEXPECTED_ANSWER" },
            /unexpected shape/,
        ],
        [
            {
                kind: "status",
                status: 400,
                body: { id: "invalid.resource.argument", reason: "One or more input fields x are not valid." },
            },
            { code: "INVALID" },
            /fields x are not valid/,
        ],
    ])("%j that does not pass is told", async (fault, expected, message) => {
        emulator.fault({ ...fault, path: "appConnectorGroup", times: 1_000 });
        const error = await failureOf(createClient(oneApi(), QUICK).groups.list({ microtenantId: "0" }));
        expect(error).toMatchObject(expected);
        expect(error.message).toMatch(message);
        expect(error).toMatchObject({ method: "GET", path: expect.stringContaining("appConnectorGroup") });
        expect(error.cause).toBeUndefined();
    });

    it("that the deadline cuts short reports the failure before it, not a timeout", async () => {
        emulator.fault({ kind: "resetBefore", path: "appConnectorGroup" });
        emulator.fault({ kind: "delay", ms: 2_000, path: "appConnectorGroup" });
        const retry = { ...QUICK.retry, totalMs: 500 };
        const error = await failureOf(createClient(oneApi(), { retry }).groups.list({ microtenantId: "0" }));
        expect(error).toMatchObject({ code: "NETWORK", reason: "ECONNRESET" });
    });

    it("nobody listens, no such host, plain text where TLS was expected", async () => {
        const at = (baseUrl: string) =>
            failureOf(createClient({ ...oneApi(), baseUrl }, QUICK).groups.list({ microtenantId: "0" }));
        expect(await at("http://127.0.0.1:9")).toMatchObject({ code: "NETWORK", reason: "ECONNREFUSED" });
        expect((await at("https://zpa.invalid")).message).toMatch(/ENOTFOUND|EAI_AGAIN/);
        expect((await at(emulator.url.replace("http:", "https:"))).code).toBe("NETWORK");
    });
});

test("a call that is repeated for seconds says so once, and for how long", async () => {
    emulator.fault({ kind: "status", status: 503, body: "", path: "appConnectorGroup", times: 4 });
    const told: string[] = [];
    const retry = { ...DEFAULT_RETRY, totalMs: 60_000, firstDelayMs: 2_000, longestDelayMs: 2_000 };
    await createClient(oneApi(), { retry, report: (message) => told.push(message) }).groups.list({
        microtenantId: "0",
    });
    expect(told).toEqual([
        expect.stringMatching(
            /^The default tenant \(customer \d+\): GET \S+ answered 503: .* Trying again for up to \d+ s \(zpa:retrySecs\)\.$/,
        ),
    ]);
});

describe("faults of a write", () => {
    it("a create is never sent twice by the client when its answer is lost", async () => {
        for (const kind of ["resetAfter", "cut", "malformed", "html"] as const) {
            emulator.reset();
            emulator.fault({ kind, method: "POST", path: "appConnectorGroup" });
            const error = await failureOf(createClient(oneApi()).groups.create(GROUP, "0"));
            expect(error.mayHaveHappened).toBe(true);
            expect(emulator.tenant().groups()).toHaveLength(1);
            expect(callsIn(emulator.requests()).filter((call) => call.startsWith("POST"))).toHaveLength(1);
        }
    });

    it("a create that met contention is repeated", async () => {
        emulator.fault({
            kind: "status",
            status: 409,
            body: { id: "api.concurrent.access.error" },
            method: "POST",
            path: "appConn",
            times: 2,
        });
        await createClient(oneApi()).groups.create(GROUP, "0");
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    it("an update and a delete whose answers are lost are repeated whole", async () => {
        const client = createClient(oneApi());
        const { id } = await client.groups.create(GROUP, "0");
        emulator.fault({ kind: "resetAfter", method: "PUT" });
        await client.groups.update(id, { ...GROUP, location: "moved" }, "0");
        expect(emulator.tenant().group(GROUP.name)).toMatchObject({ location: "moved", latitude: "37.3" });
    });

    it("a sign-in that fails for now is repeated, also for a create, which is then made once", async () => {
        for (const kind of ["resetBefore", "resetAfter", "cut", "html"] as const) {
            emulator.reset();
            emulator.fault({ kind, path: "/oauth2" });
            await createClient(oneApi()).groups.create(GROUP, "0");
            expect(emulator.tenant().groups()).toHaveLength(1);
        }
        emulator.fault({ kind: "status", status: 503, path: "/oauth2", times: 99 });
        const error = await failureOf(createClient(oneApi(), QUICK).groups.create(GROUP, "0"));
        expect(error).toMatchObject({ code: "UNAVAILABLE", mayHaveHappened: false });
    });

    it("missing parameters are reported by name, without a retry", async () => {
        const error = await failureOf(createClient(oneApi()).groups.create({ name: "x" }, "0"));
        expect(error).toMatchObject({ code: "MISSING_PARAMS", params: ["latitude", "longitude", "location"] });
        expect(error.message).toContain("latitude, longitude, location");
    });
});

describe("lists", () => {
    it("all pages, 500 a page", async () => {
        const many = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, maxGroups: 2_000 }] });
        const ids = Array.from(
            { length: 1_203 },
            (_, i) => many.tenant().add("groups", { ...GROUP, name: `site ${1_000 + i}`, microtenantId: "0" }).id,
        );
        const { objects: groups } = await createClient({ ...oneApi(), baseUrl: many.url }).groups.list({
            microtenantId: "0",
        });
        expect(groups.map((group) => group.id)).toEqual(ids);
        expect(callsIn(many.requests())).toHaveLength(3);
        await many.close();
    });
});

describe("what counts against one limit", () => {
    let folder: string;
    const shared = process.env.ZPA_PACING_DIR;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "zpa-limits-"));
        process.env.ZPA_PACING_DIR = folder;
        delete process.env.ZPA_PACING;
    });
    afterEach(() => {
        process.env.ZPA_PACING = "off";
        process.env.ZPA_PACING_DIR = shared;
        rmSync(folder, { recursive: true });
    });
    /** The number of calls by limit, in the file that the processes share for an address. */
    const counted = () => {
        const [address, ...others] = readdirSync(folder);
        expect(others).toEqual([]);
        const newest = Math.max(...readdirSync(join(folder, address!)).map(Number));
        const pages = JSON.parse(readFileSync(join(folder, address!, String(newest)), "utf8"));
        const { customerId } = DEFAULT_TENANT;
        const entries = Object.entries<{ sentAt: number[] }>(pages);
        return Object.fromEntries(
            entries.map(([key, { sentAt }]) => [key.replace(customerId, "<customer>").trim(), sentAt.length]),
        );
    };
    const GROUPS = "/mgmtconfig/v1/admin/customers/{id}/appConnectorGroup";

    it.each([
        [
            "OneAPI: every path apart, and all calls together",
            () => oneApi(),
            {
                [`address reads ${GROUPS}`]: 1,
                [`address writes ${GROUPS}`]: 1,
                [`address writes ${GROUPS}/{id}`]: 1,
                "tenant <customer> all": 3,
            },
        ],
        ["the legacy API: reads and writes apart", () => legacy(), { "address reads": 1, "address writes": 2 }],
    ])("on %s", async (_scheme, settings, expected) => {
        const client = createClient(settings());
        const { id } = await client.groups.create(GROUP, "0");
        await client.groups.list({ microtenantId: "0" });
        await client.groups.delete(id, "0");
        expect(counted()).toEqual(expected);
    });
});

describe("credentials", () => {
    let stranger: Server;
    let asked: string[];

    beforeAll(async () => {
        stranger = createServer((request, response) => {
            asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`);
            response.end("{}");
        });
        await new Promise<void>((done) => stranger.listen(0, "127.0.0.1", done));
    });
    afterAll(() => stranger.close());
    beforeEach(() => {
        asked = [];
    });

    it("never follow a redirect to another host, neither the token nor the sign-in", async () => {
        const location = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/stolen`;
        for (const path of ["/oauth2", "appConnectorGroup"]) {
            for (const status of [301, 302, 307, 308]) {
                emulator.fault({ kind: "status", status, headers: { location }, path });
                await failureOf(createClient(oneApi(), QUICK).groups.list({ microtenantId: "0" }));
            }
        }
        expect(asked).toEqual([]);
    });

    it("are in no error", async () => {
        const secrets = [clientSecret, privateKey.split("\n")[1]!, "emulated."];
        const kinds: Fault[] = [
            { kind: "html" },
            { kind: "cut" },
            { kind: "resetAfter" },
            { kind: "status", status: 500 },
            { kind: "status", status: 401 },
            { kind: "status", status: 418, body: "x" },
        ];
        for (const fault of kinds) {
            for (const path of ["/signin", "/oauth2", "appConnectorGroup"]) {
                for (const settings of [legacy(), { ...legacy(), privateKey, vanityDomain: "emulator" }]) {
                    emulator.reset();
                    emulator.fault({ ...fault, path, times: 100 });
                    const retry = { ...QUICK.retry, totalMs: 30 };
                    const error: unknown = await createClient(settings, { retry })
                        .groups.list({ microtenantId: "0" })
                        .catch((e: unknown) => e);
                    const text = inspectAll(error);
                    for (const secret of secrets) expect(text).not.toContain(secret);
                }
            }
        }
    });
});

/** Everything that hangs on a value, also what is not enumerable. */
function inspectAll(value: unknown): string {
    const { inspect } = require("node:util") as typeof import("node:util");
    return inspect(value, { depth: 20, showHidden: true });
}
