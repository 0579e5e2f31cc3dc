import { type Emulator, type Fault, startEmulator } from "../../src/emulator";
import { Latencies } from "../../src/emulator/faults";
import { type Api, customerId, GROUP, send, signIn } from "./support";

let emulator: Emulator;
let api: Api;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
});
const create = (name = GROUP.name) => api("POST", "/appConnectorGroup", { ...GROUP, name });
const made = () => emulator.tenant().groups().length;

describe("faults", () => {
    test("a status with a body and headers; the work is not done", async () => {
        emulator.fault({
            kind: "status",
            status: 503,
            body: { id: "retryable.server.error" },
            headers: { "retry-after": "7" },
        });
        const { status, json, headers } = await create();
        expect([status, json, headers.get("retry-after")]).toEqual([503, { id: "retryable.server.error" }, "7"]);
        expect(made()).toBe(0);
        expect((await create()).status).toBe(201);
    });

    // The contract, §7 and §8: what passes, and is to be repeated.
    test.each([
        ["db.simultaneous.request", undefined, 400, null],
        ["non.restricted.entity.authorization.failed", undefined, 400, null],
        ["api.concurrent.access.error", undefined, 409, null],
        ["api.concurrent.access.error", 400, 400, null],
        ["invalid.toomanyrequests", undefined, 429, "13s"],
        ["retryable.server.error", undefined, 503, "10s"],
    ] as const)(
        "the service's own %s (asked for with %s): %i, then the work is done",
        async (id, asked, status, wait) => {
            emulator.fault({ kind: "error", id, method: "POST", ...(asked ? { status: asked } : {}) });
            const reply = await create();
            expect([reply.status, reply.json.id, reply.headers.get("retry-after")]).toEqual([status, id, wait]);
            expect(reply.json.reason).toMatch(/.{10,}/);
            expect(made()).toBe(0);
            expect((await create()).status).toBe(201);
        },
    );

    test.each<[Fault["kind"], number]>([
        ["resetBefore", 0],
        ["resetAfter", 1],
        ["cut", 1],
    ])("%s: no whole answer, and %i groups made", async (kind, groups) => {
        emulator.fault({ kind } as Fault);
        await expect(create()).rejects.toThrow();
        expect(made()).toBe(groups);
    });

    test("malformed and html: the work is done, the answer is no JSON", async () => {
        for (const kind of ["malformed", "html"] as const) {
            emulator.fault({ kind });
            const reply = await create(kind);
            expect([reply.status, reply.json]).toEqual([201, undefined]);
        }
        expect(made()).toBe(2);
    });

    test("an expired token, and an empty list", async () => {
        emulator.fault({ kind: "expiredToken" });
        expect((await api("GET", "/appConnectorGroup")).status).toBe(401);
        expect((await api("GET", "/appConnectorGroup")).status).toBe(401);
        api = await signIn(emulator);
        await create();
        emulator.fault({ kind: "emptyList" });
        expect((await api("GET", "/appConnectorGroup")).json).not.toHaveProperty("list");
        expect((await api("GET", "/appConnectorGroup")).json.list).toHaveLength(1);
    });

    test("meet the requests that match, so many times, after so many", async () => {
        emulator.fault({ kind: "status", status: 500, method: "POST", path: "appConnectorGroup", times: 2, after: 1 });
        emulator.fault({ kind: "status", status: 501, path: /SUMMARY$/gi, times: 2 });
        expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
        const statuses = [];
        for (const name of ["a", "b", "c", "d"]) statuses.push((await create(name)).status);
        expect(statuses).toEqual([201, 500, 500, 201]);
        const summaries = [];
        for (let i = 0; i < 3; i++) summaries.push((await api("GET", "/appConnectorGroup/summary")).status);
        expect(summaries).toEqual([501, 501, 200]);
    });

    test("an answer without a body is cut off as well", async () => {
        const { id } = (await create()).json;
        emulator.fault({ kind: "cut", method: "DELETE" });
        await expect(api("DELETE", `/appConnectorGroup/${id}`)).rejects.toThrow();
        expect(made()).toBe(0);
    });

    test("meet sign-ins too", async () => {
        emulator.fault({ kind: "status", status: 503, path: "/signin" });
        expect((await send(`${emulator.url}/signin`, { method: "POST" })).status).toBe(503);
        emulator.fault({ kind: "delay", ms: 300, path: "/oauth2" });
        const began = Date.now();
        await signIn(emulator, "oneapi");
        expect(Date.now() - began).toBeGreaterThanOrEqual(295);
    });

    test("a request that waits does not hold the end up", async () => {
        const own = await startEmulator();
        own.fault({ kind: "delay", ms: 4_000 });
        const slow = send(`${own.url}/signin`, { method: "POST" }).catch(() => "cut off");
        await new Promise((done) => setTimeout(done, 100));
        const began = Date.now();
        await own.close();
        expect(Date.now() - began).toBeLessThan(3_000);
        expect(await slow).toBe("cut off");
    });
});

describe("latency", () => {
    test.each([
        ["start", true, true],
        ["half", false, true],
        ["end", false, false],
    ] as const)("the work is done at the %s", async (workAt, early, late) => {
        emulator.setLatency({ ms: 600, workAt });
        const answer = create();
        await new Promise((done) => setTimeout(done, 150));
        expect(made() === 1).toBe(early);
        await new Promise((done) => setTimeout(done, 300));
        expect(made() === 1).toBe(late);
        expect((await answer).status).toBe(201);
    });
});

test("a range of latency is drawn from its seed, and stays in the range", () => {
    const draw = (seed: number) => {
        const latencies = new Latencies();
        latencies.set({ ms: { min: 10, max: 50, seed }, workAt: "half" });
        return Array.from({ length: 200 }, () => latencies.next());
    };
    const drawn = draw(4);
    expect(drawn).toEqual(draw(4));
    expect(drawn).not.toEqual(draw(5));
    const totals = drawn.map(({ beforeMs, afterMs }) => beforeMs + afterMs);
    expect(Math.min(...totals)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...totals)).toBeLessThanOrEqual(50);
    expect(Math.max(...totals) - Math.min(...totals)).toBeGreaterThan(30);
    for (const { beforeMs, afterMs } of drawn) expect(beforeMs).toBeCloseTo(afterMs);
});

describe("controls over HTTP", () => {
    const control = (method: string, path: string, body?: unknown) =>
        send(`${emulator.url}/_emulator${path}`, {
            method,
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
    const tenant = `/tenants/${customerId}`;

    test("change or lock an object as the service itself would", async () => {
        const { id } = (await create()).json;
        expect(
            (
                await control("PATCH", `${tenant}/groups/${id}`, {
                    readOnly: true,
                    restrictionType: "DECEPTION",
                    connectors: [{ id: "9", name: "c", currentVersion: "24.1" }],
                })
            ).status,
        ).toBe(204);
        expect((await api("GET", `/appConnectorGroup/${id}`)).json).toMatchObject({
            readOnly: true,
            restrictionType: "DECEPTION",
            connectors: [{ id: "9" }],
        });
        await control("PATCH", `${tenant}/groups/${id}`, { readOnly: false, restrictionType: null, connectors: null });
        await control("PUT", `${tenant}/groups/${id}/enforceLock`, true);
        expect((await api("PUT", `/appConnectorGroup/${id}`, GROUP)).status).toBe(400);
        await control("DELETE", `${tenant}/groups/${id}`);
        expect((await control("GET", `${tenant}/groups`)).json).toEqual([]);
        expect((await control("POST", `${tenant}/versionProfiles`, { id: "77", name: "Mine" })).json).toMatchObject({
            id: "77",
            name: "Mine",
        });
    });

    test("faults, latency, the clock, tokens, secrets, taken names, the log, reset", async () => {
        expect((await control("POST", "/faults", { kind: "status", status: 418, pattern: "summ.*$" })).status).toBe(
            204,
        );
        expect((await api("GET", "/appConnectorGroup/summary")).status).toBe(418);
        await control("POST", "/faults", { kind: "html", times: 5 });
        await control("DELETE", "/faults");
        expect((await control("PUT", "/latency", { ms: { min: 1, max: 3, seed: 4 }, workAt: "half" })).status).toBe(
            204,
        );
        await control("PUT", "/nameTaken", "allow");
        await create();
        expect((await create()).status).toBe(201);
        expect(made()).toBe(2);
        await control("POST", "/clock", { advanceMs: 3_601_000 });
        expect((await api("GET", "/appConnectorGroup")).status).toBe(401);
        const log = (await control("GET", "/requests")).json;
        expect(log.at(-1)).toMatchObject({
            method: "GET",
            status: 401,
            path: expect.stringContaining("/appConnectorGroup"),
        });
        await control("DELETE", "/requests");
        expect((await control("GET", "/requests")).json).toEqual([]);
        await control("PUT", `${tenant}/clientSecret`, "fresh");
        await expect(signIn(emulator).then((call) => call("GET", "/appConnectorGroup"))).resolves.toMatchObject({
            status: 401,
        });
        await control("POST", "/reset");
        expect((await (await signIn(emulator))("GET", "/appConnectorGroup")).json.list).toBeUndefined();
        api = await signIn(emulator);
        expect([(await create()).status, (await create()).status]).toEqual([201, 400]);
        await control("POST", `${tenant}/expireTokens`);
        expect((await api("GET", "/appConnectorGroup")).status).toBe(401);
    });

    test.each([
        ["POST", "/faults", { kind: "earthquake" }],
        ["POST", "/faults", { kind: "delay" }],
        ["POST", "/faults", { kind: "error", id: "earthquake" }],
        ["POST", "/faults", { kind: "status", status: 503, headers: { "a b": "c" } }],
        ["POST", "/faults", { kind: "status", status: 503, headers: { a: "x\ny" } }],
        ["POST", "/faults", { kind: "html", pattern: "(" }],
        ["POST", "/faults", undefined],
        ["POST", "/faults", { kind: "html", times: 0 }],
        ["POST", "/faults", { kind: "html", path: {} }],
        ["POST", "/faults", { kind: "html", evrything: true }],
        ["POST", "/faults", { kind: "delay", ms: 1e12 }],
        ["PUT", "/latency", { ms: -1 }],
        ["PUT", "/latency", { ms: 1e12 }],
        ["PUT", "/latency", { ms: { min: 9, max: 1 } }],
        ["PUT", "/nameTaken", "418"],
        ["PUT", `${tenant}/clientSecret`, ""],
        ["PUT", `${tenant}/groups/1/enforceLock`, "yes"],
        ["POST", `${tenant}/groups`, {}],
        ["POST", `${tenant}/groups`, { name: "x", connectors: 5 }],
        ["POST", `${tenant}/groups`, { name: "x", serverGroups: [{ id: "9" }] }],
        ["POST", `${tenant}/groups`, { name: "x", microtenantId: {} }],
        ["PATCH", `${tenant}/versionProfiles/0`, { connectors: [null] }],
        ["POST", `${tenant}/groups`, { id: 5, name: "a number" }],
        ["PATCH", `${tenant}/versionProfiles/0`, { name: null }],
        ["PATCH", `${tenant}/versionProfiles/0`, { id: "9" }],
        ["POST", "/clock", {}],
        ["POST", "/clock", { advanceMs: 1e300 }],
        ["PATCH", "/tenants/1/groups/1", {}],
        ["PATCH", `${tenant}/groups/1`, {}],
        ["GET", `${tenant}/elephants`, undefined],
    ])("%s %s %j is refused with the reason", async (method, path, body) => {
        const { status, json } = await control(method, path, body);
        expect(status).toBe(400);
        expect(json.error).toEqual(expect.stringMatching(/.{10,}/));
    });

    test("a body that is not JSON is refused with the reason, a path that is none with 404", async () => {
        const broken = await send(`${emulator.url}/_emulator/faults`, { method: "POST", body: '{"kind":' });
        expect([broken.status, broken.json.error]).toEqual([400, expect.stringContaining("JSON")]);
        expect((await control("GET", "/elephants")).status).toBe(404);
        expect((await control("GET", "/faults")).status).toBe(404);
    });
});
