import { connect } from "node:net";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../src/emulator";
import { type Api, customerId, GROUP, send, signIn } from "./support";

const BASE = `/mgmtconfig/v1/admin/customers/${customerId}`;
let emulator: Emulator;
let api: Api;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
    api = await signIn(emulator);
    await api("POST", "/appConnectorGroup", GROUP);
});
afterAll(() => emulator.close());
afterEach(async () => {
    expect((await api("GET", "/appConnectorGroup")).json.list).toEqual([expect.objectContaining({ name: GROUP.name })]);
});

describe("bad input gets the service's status and body", () => {
    test.each(["PATCH", "OPTIONS", "DELETE", "PUT"])("405 for %s of a list", async (method) => {
        const reply = await api(
            method,
            "/appConnectorGroup",
            method === "DELETE" || method === "OPTIONS" ? undefined : {},
        );
        expect([reply.status, reply.headers.get("allow")]).toEqual([405, "GET, POST"]);
        expect(reply.json.id).toBe("method.not.allowed");
    });

    test("404 for unknown paths", async () => {
        for (const path of ["/nothing", "/appConnectorGroup/1/2", ""])
            expect((await api("GET", path)).status).toBe(404);
        expect((await send(`${emulator.url}/`)).status).toBe(404);
    });

    test.each(["{", "[]", '"text"', "null", "", "17", '{"name":'])("400 for the body %j", async (body) => {
        const { status, json } = await api("POST", "/appConnectorGroup", body, { "content-type": "application/json" });
        expect([status, json.id]).toEqual([400, "invalid.request.body"]);
    });

    test("413 for a body beyond a megabyte, 415 for another content type", async () => {
        expect((await api("POST", "/appConnectorGroup", { ...GROUP, description: "x".repeat(1_100_000) })).status).toBe(
            413,
        );
        expect((await api("POST", "/appConnectorGroup", "name=x", { "content-type": "text/plain" })).status).toBe(415);
        expect((await api("POST", "/appConnectorGroup", undefined)).status).toBe(415);
    });

    test.each([
        "page=0",
        "page=-1",
        "page=x",
        "pagesize=0",
        "pagesize=1e9",
        "pagesize=%00",
        "search=name%20EQ",
        "search=name%20XX%20y",
        "search=%20%20",
        "microtenantId=x",
    ])("400 for ?%s", async (query) => {
        expect((await api("GET", `/appConnectorGroup?${query}`)).status).toBe(400);
    });

    test("broken percent-encoding is refused in a path, and taken as it is in a query", async () => {
        expect((await send(`${emulator.url}${BASE}/appConnectorGroup/%zz`)).status).toBe(400);
        expect((await api("GET", "/appConnectorGroup?search=name%20EQ%20%zz")).status).toBe(200);
    });

    test("garbage on the socket is answered or cut off, and nothing else suffers", async () => {
        for (const garbage of [
            "\x00\x01\x02\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "POST /signin HTTP/1.1\r\ncontent-length: -5\r\n\r\n",
            "x".repeat(100_000),
        ]) {
            await new Promise<void>((done, failed) => {
                const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1", () => socket.end(garbage));
                socket
                    .on("close", () => done())
                    .on("error", () => done())
                    .resume();
                socket.setTimeout(10_000, () => failed(new Error("the socket hangs")));
            });
        }
    });
});

test("a fuzzer finds no input that it answers with 5xx, or not at all", async () => {
    const victim = await startEmulator({ limits: "off" });
    const fuzzed = await signIn(victim);
    const part = fc.constantFrom(
        "appConnectorGroup",
        "summary",
        "microtenants",
        "connector",
        "bulkDelete",
        "visible",
        "versionProfiles",
        "policySet",
        "%00",
        "..",
        "__proto__",
        "💥",
        "0",
        "216196257331282921",
        "null",
    );
    const path = fc.array(part, { maxLength: 4 }).map((parts) => (parts.length ? `/${parts.join("/")}` : ""));
    const query = fc.array(
        fc.tuple(
            fc.constantFrom("page", "pagesize", "search", "microtenantId", "__proto__", "x"),
            fc.oneof(
                fc.string(),
                fc.constantFrom("0", "null", "1", "name EQ x", "name%2BEQ%2Bx", "-1", "99999999999999999999"),
            ),
        ),
        { maxLength: 3 },
    );
    const body = fc.oneof(
        fc.jsonValue().map((value) => JSON.stringify(value)),
        fc.string(),
        fc
            .record(
                {
                    name: fc.string(),
                    latitude: fc.anything().map(String),
                    location: fc.string(),
                    longitude: fc.double(),
                    ids: fc.array(fc.string()),
                },
                { requiredKeys: [] },
            )
            .map((value) => JSON.stringify(value)),
    );
    await fc.assert(
        fc.asyncProperty(
            fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH"),
            path,
            query,
            body,
            fc.constantFrom("application/json", "text/plain", "application/x-www-form-urlencoded", "x"),
            async (method, where, pairs, text, type) => {
                const search = pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&");
                const withBody = method !== "GET" && method !== "DELETE";
                const reply = await fuzzed(method, `${where}?${search}`, withBody ? text : undefined, {
                    "content-type": type,
                });
                expect(reply.status).toBeLessThan(500);
                expect(reply.status).toBeGreaterThanOrEqual(200);
            },
        ),
        { numRuns: 1_500, seed: 11 },
    );
    expect((await send(`${victim.url}/nothing`)).status).toBe(404);
    await victim.close();
});
