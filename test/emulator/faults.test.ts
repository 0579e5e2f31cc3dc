import { type Emulator, type Fault, startEmulator } from "../../src/emulator";
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
        emulator.fault({ kind: "status", status: 501, path: /summary$/ });
        expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
        const statuses = [];
        for (const name of ["a", "b", "c", "d"]) statuses.push((await create(name)).status);
        expect(statuses).toEqual([201, 500, 500, 201]);
        expect((await api("GET", "/appConnectorGroup/summary")).status).toBe(501);
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
        await control("POST", `${tenant}/expireTokens`);
        expect((await api("GET", "/appConnectorGroup")).status).toBe(401);
    });

    test.each([
        ["POST", "/faults", { kind: "earthquake" }],
        ["POST", "/faults", { kind: "delay" }],
        ["POST", "/faults", { kind: "status", status: 503, headers: { "a b": "c" } }],
        ["POST", "/faults", { kind: "status", status: 503, headers: { a: "x\ny" } }],
        ["POST", "/faults", { kind: "html", pattern: "(" }],
        ["PUT", "/latency", { ms: -1 }],
        ["POST", "/clock", {}],
        ["PATCH", "/tenants/1/groups/1", {}],
        ["PATCH", `${tenant}/groups/1`, {}],
        ["GET", `${tenant}/elephants`, undefined],
    ])("%s %s %j is refused with the reason", async (method, path, body) => {
        const { status, json } = await control(method, path, body);
        expect(status).toBe(400);
        expect(json.error).toEqual(expect.stringMatching(/.{10,}/));
    });
});
