import { type Emulator, type Fault, startEmulator } from "../../src/emulator";
import { Latencies } from "../../src/emulator/latency";
import { type Api, customerId, GROUP, JSON_TYPE, send, signIn } from "./support";

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
    test("a fault returns its status, body and headers, and the request has no effect", async () => {
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

    // docs/zpa-api.md#errors, #rate-limits-and-retries: transient errors, which clients retry.
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

    // docs/zpa-api.md#whose-answer-it-is
    test.each<[Extract<Fault, { kind: "error" }>["id"], number, string]>([
        ["bad.request", 400, '{"id":"bad.request","reason":"Bad request"}'],
        ["access.blocked", 401, '{"message":"Resource Access Blocked"}'],
        ["edit.lock.409", 409, '{"code":"EDIT_LOCK_NOT_AVAILABLE","message":"Failed during enter Org barrier"}'],
        ["edit.lock.412", 412, '{"code":"EDIT_LOCK_NOT_AVAILABLE","message":"Failed during enter Org barrier"}'],
        ["request.timeout", 408, ""],
        ["too.early", 425, ""],
        ["no.handler", 404, '{"reason":"No handler found","id":"resource.not.found"}'],
        [
            "other.not.found",
            400,
            '{"id":"resource.not.found","reason":"resource.not.found","params":["zpnCbiMapping"]}',
        ],
        ["gateway.page", 404, "<html><body><h1>404 Not Found</h1><p>nginx</p></body></html>"],
        ["gateway.empty", 404, ""],
        ["gateway.json", 404, '{"message":"no Route matched with those values"}'],
        ["address.not.allowed", 403, '{"reason":"API access is restricted to the allowed IP ranges"}'],
    ])("%s: %i, and the request has no effect", async (id, status, body) => {
        emulator.fault({ kind: "error", id, method: "POST" });
        const reply = await create();
        expect([reply.status, reply.text]).toEqual([status, body]);
        expect(made()).toBe(0);
    });

    test("rounded: the numbers of the response have six decimals, and the group is stored as sent", async () => {
        emulator.fault({ kind: "rounded", method: "GET" });
        const { json } = await api("POST", "/appConnectorGroup", { ...GROUP, latitude: "37.33820821" });
        const { json: read } = await api("GET", `/appConnectorGroup/${json.id}`);
        expect([json.latitude, read.latitude]).toEqual(["37.33820821", "37.338208"]);
    });

    test("pageCap: pages are smaller than asked for, and the counts say so", async () => {
        for (const name of ["a", "b", "c"]) await create(name);
        emulator.fault({ kind: "pageCap", size: 2, times: 2 });
        const names = async (page: number) => {
            const { json } = await api("GET", `/appConnectorGroup?page=${page}&pagesize=500`);
            return [json.totalPages, json.totalCount, json.list.map(({ name }: { name: string }) => name)];
        };
        expect(await names(1)).toEqual(["2", "3", ["a", "b"]]);
        expect(await names(2)).toEqual(["2", "3", ["c"]]);
    });

    test.each<[Fault, string, string]>([
        [{ kind: "counts", totalPages: 7, totalCount: 3 }, "7", "3"],
        [{ kind: "counts", totalPages: "grows" }, "5", "1"],
    ])("%j: the counts of the list are %s and %s", async (fault, totalPages, totalCount) => {
        await create();
        emulator.fault(fault);
        const { json } = await api("GET", "/appConnectorGroup?page=4");
        expect(json).toMatchObject({ totalPages, totalCount });
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

    describe("a page in place of the answer", () => {
        test.each(["POST", "GET", "PUT", "DELETE"])(
            "%s: status 200 on request, and the work is done",
            async (method) => {
                const { id } = (await create()).json;
                const path = method === "POST" ? "/appConnectorGroup" : `/appConnectorGroup/${id}`;
                emulator.fault({ kind: "html", status: 200 });
                const body = method === "POST" || method === "PUT" ? { ...GROUP, name: "changed" } : undefined;
                const reply = await api(method, path, body);
                expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/html"]);
                expect(reply.text).toMatch(/^<html>/);
                const left = emulator.tenant().groups();
                expect(left.map(({ name }) => name)).toEqual(
                    { POST: [GROUP.name, "changed"], GET: [GROUP.name], PUT: ["changed"], DELETE: [] }[method],
                );
            },
        );

        test.each(["PUT", "DELETE"])("%s with work: false leaves the group unchanged", async (method) => {
            const { id } = (await create()).json;
            emulator.fault({ kind: "html", work: false });
            const reply = await api(method, `/appConnectorGroup/${id}`, method === "PUT" ? { name: "x" } : undefined);
            expect([reply.status, reply.text]).toEqual([200, expect.stringMatching(/^<html>/)]);
            expect(emulator.tenant().groups()).toMatchObject([{ name: GROUP.name }]);
        });

        test("a PUT's 204 becomes a 200, because 204 has no body", async () => {
            const { id } = (await create()).json;
            emulator.fault({ kind: "html" });
            expect((await api("PUT", `/appConnectorGroup/${id}`, GROUP)).status).toBe(200);
        });
    });

    describe("another object's JSON", () => {
        const other = { id: "216196257331289998", name: "Another object" };

        test("a create and a read return the object with another id and name", async () => {
            emulator.fault({ kind: "otherObject", times: 2 });
            const made = await create();
            expect([made.status, made.json]).toEqual([
                201,
                expect.objectContaining({ ...other, location: GROUP.location }),
            ]);
            const id = emulator.tenant().groups()[0]!.id;
            expect((await api("GET", `/appConnectorGroup/${id}`)).json).toMatchObject(other);
            expect((await api("GET", `/appConnectorGroup/${id}`)).json).toMatchObject({ id, name: GROUP.name });
        });

        test.each(["PUT", "DELETE"])("%s returns 200 with an object, and takes effect", async (method) => {
            const { id } = (await create()).json;
            emulator.fault({ kind: "otherObject" });
            const body = method === "PUT" ? { ...GROUP, name: "changed" } : undefined;
            const reply = await api(method, `/appConnectorGroup/${id}`, body);
            expect([reply.status, reply.json]).toEqual([200, other]);
            expect(emulator.tenant().groups()).toHaveLength(method === "PUT" ? 1 : 0);
        });

        test("a list returns an object, which a test can set", async () => {
            emulator.fault({ kind: "otherObject", object: { token: "x" } });
            expect((await api("GET", "/appConnectorGroup")).json).toEqual({ token: "x" });
        });
    });

    test.each(["PUT", "GET"])("cut: the body of a %s ends in the middle, with status 200", async (method) => {
        const { id } = (await create()).json;
        emulator.fault({ kind: "cut", method });
        const { url } = emulator;
        const response = await fetch(`${url}/mgmtconfig/v1/admin/customers/${customerId}/appConnectorGroup/${id}`, {
            method,
            headers: { authorization: `Bearer ${api.token}`, "content-type": "application/json" },
            ...(method === "PUT" ? { body: JSON.stringify({ ...GROUP, name: "changed" }) } : {}),
        });
        expect(response.status).toBe(200);
        expect(Number(response.headers.get("content-length"))).toBeGreaterThan(10);
        await expect(response.text()).rejects.toThrow();
        expect(emulator.tenant().groups()).toMatchObject([{ name: method === "PUT" ? "changed" : GROUP.name }]);
    });

    test.each([
        ["start", 1],
        ["end", 0],
    ] as const)("delay with the work at the %s: %i groups while the client waits", async (workAt, early) => {
        emulator.fault({ kind: "delay", ms: 400, workAt });
        const answer = create();
        await new Promise((done) => setTimeout(done, 150));
        expect(made()).toBe(early);
        expect((await answer).status).toBe(201);
    });

    describe("the fault values", () => {
        test("replaces fields of one object and of each object in a list", async () => {
            const { id } = (await create()).json;
            await create("second");
            const values = { dnsQueryType: "IPV8", upgradeTimeInSecs: 1000, location: null };
            emulator.fault({ kind: "values", values, times: 2 });
            expect((await api("GET", `/appConnectorGroup/${id}`)).json).toMatchObject({ ...values, name: GROUP.name });
            expect((await api("GET", "/appConnectorGroup")).json.list).toMatchObject([values, values]);
            expect((await api("GET", `/appConnectorGroup/${id}`)).json).toMatchObject({ dnsQueryType: "IPV4_IPV6" });
        });

        test("replaces fields only of the object with an id", async () => {
            const { id } = (await create()).json;
            await create("second");
            emulator.fault({ kind: "values", values: { upgradeDay: "NEVER" }, id });
            expect((await api("GET", "/appConnectorGroup")).json.list).toMatchObject([
                { id, upgradeDay: "NEVER" },
                { name: "second", upgradeDay: "SUNDAY" },
            ]);
        });

        test("leaves errors unchanged", async () => {
            emulator.fault({ kind: "values", values: { id: "1" } });
            expect((await api("GET", "/appConnectorGroup/99")).json.id).toBe("resource.not.found");
        });

        test("numbers: JSON numbers instead of strings, except ids", async () => {
            const { id } = (await create()).json;
            emulator.fault({ kind: "numbers" });
            const { json } = await api("GET", "/appConnectorGroup");
            expect(json).toMatchObject({ totalPages: 1, totalCount: 1 });
            expect(json.list[0]).toMatchObject({
                id,
                latitude: 37.3382,
                upgradeTimeInSecs: 66600,
                versionProfileId: "0",
            });
        });
    });

    describe("a malformed item in a list", () => {
        test("is one of the entries", async () => {
            for (const name of ["a", "b", "c", "d"]) await create(name);
            emulator.fault({ kind: "malformedItem" });
            const { list } = (await api("GET", "/appConnectorGroup")).json;
            expect(list.map(({ name }: { name: unknown }) => name)).toEqual(["a", "b", 17, "c", "d"]);
            expect(list[2]).toEqual({ id: "216196257331289999", name: 17 });
        });

        test("can be set by a test, also in an array without pages", async () => {
            emulator.fault({ kind: "malformedItem", item: null, times: 2 });
            expect((await api("GET", "/appConnectorGroup")).json.list).toEqual([null]);
            expect((await api("GET", "/microtenants/summary")).json).toEqual([expect.any(Object), null]);
        });

        test("other responses are unchanged", async () => {
            emulator.fault({ kind: "malformedItem" });
            expect((await create()).json).toMatchObject({ name: GROUP.name });
        });
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

    test("apply to matching requests, `times` times, after skipping `after`", async () => {
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

    test("cut also works for a response without a body", async () => {
        const { id } = (await create()).json;
        emulator.fault({ kind: "cut", method: "DELETE" });
        await expect(api("DELETE", `/appConnectorGroup/${id}`)).rejects.toThrow();
        expect(made()).toBe(0);
    });

    test("apply to sign-ins too", async () => {
        emulator.fault({ kind: "status", status: 503, path: "/signin" });
        expect((await send(`${emulator.url}/signin`, { method: "POST" })).status).toBe(503);
        emulator.fault({ kind: "delay", ms: 300, path: "/oauth2" });
        const began = Date.now();
        await signIn(emulator, "oneapi");
        expect(Date.now() - began).toBeGreaterThanOrEqual(295);
    });

    test("a delayed request does not delay closing the emulator", async () => {
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

test("random latencies are reproducible by their seed and stay in their range", () => {
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

describe("the control API", () => {
    const control = (method: string, path: string, body?: unknown) =>
        send(`${emulator.url}/_emulator${path}`, {
            method,
            ...(body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_TYPE }),
        });
    const tenant = `/tenants/${customerId}`;

    test("changes or locks an object as the service does", async () => {
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

    test("controls faults, latency, the clock, tokens, secrets, names in use, the log and the reset", async () => {
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
        ["POST", "/faults", { kind: "delay", ms: 1, workAt: "half" }],
        ["POST", "/faults", { kind: "values" }],
        ["POST", "/faults", { kind: "html", work: "no" }],
        ["POST", "/faults", { kind: "otherObject", object: [] }],
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
    ])("%s %s %j is rejected with the reason", async (method, path, body) => {
        const { status, json } = await control(method, path, body);
        expect(status).toBe(400);
        expect(json.error).toEqual(expect.stringMatching(/.{10,}/));
    });

    test("a body that is not JSON is refused with the reason, another path or method with 404 or 405", async () => {
        const broken = await send(`${emulator.url}/_emulator/faults`, {
            method: "POST",
            headers: JSON_TYPE,
            body: '{"kind":',
        });
        expect([broken.status, broken.json.error]).toEqual([400, expect.stringContaining("JSON")]);
        expect((await control("GET", "/elephants")).status).toBe(404);
        expect((await control("GET", "/faults")).status).toBe(405);
    });
});
