import { connect } from "node:net";
import fc from "fast-check";
import { type Emulator, startEmulator } from "../../src/emulator";
import { type Api, customerId, GROUP, send, signIn } from "./support";

const BASE = `/mgmtconfig/v1/admin/customers/${customerId}`;
const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";
const CODES = "/CONNECTOR_GRP/usercodes";
const OPERAND = "filtering.input.invalid.operand";
const LOCATED = '"latitude":"1","longitude":"1","location":"x"';
/** An object that cannot be converted to a string. */
const TRAP = '{"toString":1,"valueOf":1}';
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

/** Sends bytes and returns the response until the connection is closed. */
const raw = (text: string) =>
    new Promise<string>((done, failed) => {
        let reply = "";
        const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1", () => socket.end(text, "latin1"));
        socket
            .on("data", (chunk) => {
                reply += chunk.toString("latin1");
            })
            .on("close", () => done(reply))
            .on("error", () => done(reply));
        socket.setTimeout(30_000, () => {
            socket.destroy();
            failed(new Error("the socket hangs"));
        });
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

    test("invalid percent-encoding is rejected in a path and kept unchanged in a query", async () => {
        expect((await send(`${emulator.url}${BASE}/appConnectorGroup/%zz`)).status).toBe(400);
        expect((await api("GET", "/appConnectorGroup?search=name%20EQ%20%zz")).status).toBe(200);
    });

    const HEAD = "HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
    test.each([
        ["NUL bytes", "\0\0\0\r\n\r\n", 400],
        ["an unknown version", "GET / HTTP/9.9\r\n\r\n", 400],
        ["an unknown method", `BREW / ${HEAD}\r\n`, 400],
        ["a tunnel", `CONNECT x:443 ${HEAD}\r\n`, 405],
        ["another way of speaking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
        ["a TLS greeting", "\x16\x03\x01\x02\0\x01\0\x01", 400],
        ["a negative length", `POST /signin ${HEAD}content-length: -5\r\n\r\n`, 400],
        ["two lengths", `POST /signin ${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\nabc`, 400],
        ["a length and chunks", `POST /signin ${HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n`, 400],
        ["chunks of no length", `POST /signin ${HEAD}transfer-encoding: chunked\r\n\r\nZZ\r\n`, 400],
        ["a huge header", `GET / ${HEAD}x: ${"y".repeat(100_000)}\r\n\r\n`, 431],
        ["a huge path", `GET /${"a".repeat(60_000)} ${HEAD}\r\n`, 431],
    ])("%s: the error has the service's format, and other requests work", async (_what, text, status) => {
        const reply = await raw(text);
        expect(reply).toContain(`HTTP/1.1 ${status} `);
        expect(JSON.parse(reply.split("\r\n\r\n")[1]!)).toEqual({
            id: "bad.request",
            reason: "The request could not be read",
        });
    });

    test.each(['5\r\n{"a', "", "400000\r\n{"])("a truncated body (%j) has no effect", async (part) => {
        const head = `POST ${BASE}/appConnectorGroup ${HEAD}authorization: Bearer ${api.token}\r\n`;
        await raw(`${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${part}`);
    });

    test("the body of a GET is ignored", async () => {
        for (const type of ["application/json", "text/plain"]) {
            const head = `GET ${BASE}/appConnectorGroup ${HEAD}authorization: Bearer ${api.token}\r\n`;
            const reply = await raw(`${head}content-type: ${type}\r\ncontent-length: 2\r\n\r\n{}`);
            expect(reply).toContain("HTTP/1.1 200 ");
        }
    });

    test("a huge body is rejected", async () => {
        const head = `POST ${BASE}/appConnectorGroup ${HEAD}authorization: Bearer ${api.token}\r\n`;
        expect(await raw(`${head}content-type: application/json\r\ncontent-length: 99999999\r\n\r\n{`)).toContain(
            "HTTP/1.1 413 ",
        );
    });

    const DEEP = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    test.each([
        ["POST", "/appConnectorGroup", `{"name":"deep","x":${DEEP}}`, "invalid.request.body"],
        ["POST", KEYS, `{"ipAcl":${DEEP}}`, "invalid.request.body"],
        ["POST", "/microtenants", `{"name":"deep","criteriaAttributeValues":${DEEP}}`, "invalid.request.body"],
        ["POST", "/appConnectorGroup", `{${LOCATED},"name":${TRAP}}`, "invalid.resource.argument"],
        ["POST", "/appConnectorGroup", `{${LOCATED},"name":"x","latitude":${TRAP}}`, "invalid.resource.argument"],
        ["POST", "/appConnectorGroup", `{${LOCATED},"name":"x","microtenantId":${TRAP}}`, "invalid.resource.argument"],
        [
            "POST",
            KEYS,
            `{"name":"k","maxUsage":${TRAP},"enrollmentCertId":${TRAP},"zcomponentId":${TRAP}}`,
            "invalid.resource.argument",
        ],
        ["POST", "/connector/bulkDelete", `{"ids":[${TRAP}]}`, "invalid.resource.argument"],
        ["POST", "/microtenants", `{"name":${TRAP}}`, "invalid.resource.argument"],
        ["POST", CODES, `{"componentGroupId":${TRAP},"user_codes":["x"]}`, "invalid.resource.argument"],
        ["POST", CODES, `{"componentGroupId":"1","user_codes":[${TRAP}]}`, "invalid.resource.argument"],
        ["POST", `${CODES}/status`, `{"userCodes":${TRAP}}`, "invalid.resource.argument"],
        [
            "POST",
            "/connectorSchedule",
            `{"frequency":${TRAP},"frequencyInterval":${TRAP}}`,
            "invalid.resource.argument",
        ],
        ["POST", "/microtenants/search", `{"pageBy":{"page":${TRAP}},"filterBy":[{"operator":${TRAP}}]}`, OPERAND],
        ["POST", "/appConnectorGroup", '{"__proto__":{"name":"x"}}', "missing.mandatory.params"],
    ])("%s %s: objects with invalid links are rejected", async (method, path, body, id) => {
        const reply = await api(method, path, body, { "content-type": "application/json" });
        expect([reply.status, reply.json.id]).toEqual([400, id]);
        expect((await send(`${emulator.url}/_emulator/requests`)).status).toBe(200);
    });

    test("the error for an unknown path names it", async () => {
        const { status, json } = await api("GET", "/elephants?x=1");
        expect([status, json.reason]).toEqual([404, `No handler found for GET ${BASE}/elephants`]);
    });
});

test("the raw fuzzer finds no bytes that cause a 5xx or no response", async () => {
    const start = fc.constantFrom(
        `POST ${BASE}/appConnectorGroup HTTP/1.1\r\n`,
        `GET ${BASE}/appConnectorGroup HTTP/1.1\r\n`,
        "POST /signin HTTP/1.1\r\n",
        "",
    );
    const line = fc.oneof(
        fc.constantFrom(
            "host: localhost\r\n",
            "content-length: 3\r\n",
            "transfer-encoding: chunked\r\n",
            "content-type: application/json\r\n",
            "expect: 100-continue\r\n",
            "connection: upgrade\r\nupgrade: websocket\r\n",
            "\r\n",
            "3\r\n{}\r\n\r\n0\r\n\r\n",
        ),
        fc.string({ maxLength: 40, unit: "binary" }),
    );
    await fc.assert(
        fc.asyncProperty(start, fc.array(line, { maxLength: 8 }), async (first, rest) => {
            const reply = await raw(`${first}${rest.join("")}`);
            expect(reply).not.toMatch(/^HTTP\/1\.1 5/m);
        }),
        { numRuns: 500, seed: 3 },
    );
    expect((await send(`${emulator.url}/nothing`)).status).toBe(404);
});

test("the fuzzer finds no input that causes a 5xx or no response", async () => {
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
        "associationType",
        "CONNECTOR_GRP",
        "zcomponent",
        "provisioningKey",
        "usercodes",
        "connectorSchedule",
        "authDomains",
        "search",
        "sg",
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
