import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { type Emulator, startEmulator } from "../../src/emulator";
import { customerId, JSON_TYPE, send } from "./support";

let emulator: Emulator;
beforeEach(async () => {
    emulator = await startEmulator({ limits: "off" });
});
afterEach(() => emulator.close());

const GROUPS = `/_emulator/tenants/${customerId}/groups`;
const port = () => Number(new URL(emulator.url).port);

/** The status and the `id` of the response to a request with these headers. */
const withHeaders = (headers: Record<string, string>, method = "GET", path = GROUPS) =>
    new Promise<[number, string | undefined]>((done, failed) => {
        request({ host: "127.0.0.1", port: port(), path, method, headers }, (reply) => {
            let text = "";
            reply.on("data", (chunk: Buffer) => {
                text += chunk.toString();
            });
            reply.on("end", () => done([reply.statusCode!, text ? JSON.parse(text).id : undefined]));
        })
            .on("error", failed)
            .end();
    });

test.each(["localhost", "LOCALHOST:80", "127.0.0.1:9", "127.1.2.3", "[::1]:9000"])(
    "the host %s is served",
    async (host) => {
        expect((await withHeaders({ host }))[0]).toBe(200);
    },
);

test.each([
    ...["evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "0.0.0.0"],
    ...["evil.example@localhost.", "localhost:80@evil.example", "[::2]"],
])("the host %j is refused on every path", async (host) => {
    for (const path of [GROUPS, "/signin", "/oauth2/v1/token", "/nothing"])
        expect(await withHeaders({ host }, "GET", path)).toEqual([421, "emulator.host.refused"]);
    expect(emulator.requests().map(({ status }) => status)).toEqual([421, 421, 421, 421]);
});

test("the option hostnames allows more names", async () => {
    await emulator.close();
    emulator = await startEmulator({ hostnames: ["Gateway.example"] });
    expect((await withHeaders({ host: "gateway.example:443" }))[0]).toBe(200);
    expect((await withHeaders({ host: "other.example" }))[0]).toBe(421);
});

test.each(["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])(
    "the origin %s is refused",
    async (origin) => {
        expect(await withHeaders({ origin }, "POST", "/_emulator/reset")).toEqual([403, "emulator.origin.refused"]);
        expect((await withHeaders({ origin: emulator.url }, "POST", "/_emulator/reset"))[0]).toBe(204);
    },
);

test("the control API accepts only JSON, and says so", async () => {
    const body = JSON.stringify({ kind: "status", status: 500 });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
        const reply = await send(`${emulator.url}/_emulator/faults`, {
            method: "POST",
            headers: { "content-type": type },
            body,
        });
        expect([reply.status, reply.json.error]).toEqual([415, expect.stringContaining("application/json")]);
    }
    const reply = await send(`${emulator.url}/_emulator/faults`, { method: "POST", headers: JSON_TYPE, body });
    expect(reply.status).toBe(204);
});

describe("a hostile page in a browser", () => {
    let browser: Browser;
    let site: Server;
    beforeAll(async () => {
        // Resolves names of the page to this machine, as DNS rebinding does.
        const args = chromium.args.filter(
            (arg) => !["--single-process", "--no-zygote", "--disable-web-security"].includes(arg),
        );
        const rebinding = "--host-resolver-rules=MAP *.example 127.0.0.1";
        browser = await playwright.launch({
            executablePath: await chromium.executablePath(),
            args: [...args, rebinding],
        });
        site = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<p>hostile"));
        await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    });
    afterAll(async () => {
        await browser.close();
        site.close();
        site.closeAllConnections();
    });

    /** What a script on a page of this origin gets from the emulator at this URL. */
    const attack = async (page: string, emulatorUrl: string) => {
        const opened = await browser.newPage();
        await opened.goto(page);
        const got = await opened.evaluate(
            async ({ url, groups }) => {
                const tries = [
                    fetch(`${url}${groups}`),
                    fetch(`${url}/_emulator/reset`, { method: "POST", mode: "no-cors" }),
                    fetch(`${url}${groups}`, { method: "POST", mode: "no-cors", body: '{"name":"evil"}' }),
                    fetch(`${url}${groups}`, {
                        method: "POST",
                        headers: { "content-type": "application/json" },
                        body: '{"name":"evil"}',
                    }),
                ];
                return Promise.all(
                    tries.map((reply) =>
                        reply.then(
                            (r) => `${r.status}`,
                            () => "blocked",
                        ),
                    ),
                );
            },
            { url: emulatorUrl, groups: GROUPS },
        );
        await opened.close();
        return got;
    };

    test("reads and changes nothing from its own address", async () => {
        emulator.tenant().add("groups", { name: "mine" });
        const page = `http://hostile.example:${(site.address() as AddressInfo).port}/`;
        const got = await attack(page, emulator.url);
        // The status of a response without CORS is 0.
        expect(got.map((status) => (status === "0" ? "blocked" : status))).toEqual(Array(4).fill("blocked"));
        expect(
            emulator
                .tenant()
                .groups()
                .map(({ name }) => name),
        ).toEqual(["mine"]);
    });

    test("reads and changes nothing after DNS rebinding", async () => {
        emulator.tenant().add("groups", { name: "mine" });
        const rebound = `http://hostile.example:${port()}`;
        // Its name now leads to the emulator, so its requests are of one origin.
        expect(await attack(`${rebound}/`, rebound)).toEqual(["421", "421", "421", "421"]);
        expect(
            emulator
                .tenant()
                .groups()
                .map(({ name }) => name),
        ).toEqual(["mine"]);
    });
});
