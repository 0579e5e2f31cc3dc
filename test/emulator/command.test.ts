import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DEFAULT_TENANT } from "../../src/emulator";
import { customerId, form, GROUP, send, signIn } from "./support";

const ROOT = resolve(__dirname, "../..");
const TLS = join(ROOT, "test/fixtures/tls");
let folder: string;
const running: ChildProcess[] = [];

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zpa-emulator-"));
});
afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
});

/** Starts the command as users do, and waits until it prints its address or ends. */
function command(
    ...args: string[]
): Promise<{ url: string; child: ChildProcess; output: () => string; code?: number | null }> {
    const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), "emulator", ...args], { cwd: ROOT });
    running.push(child);
    let output = "";
    return new Promise((done) => {
        for (const stream of [child.stdout, child.stderr]) {
            stream!.on("data", (chunk: Buffer) => {
                output += chunk.toString();
                const url = /ready at (\S+)/.exec(output)?.[1];
                if (url) done({ url, child, output: () => output });
            });
        }
        child.on("close", (code) => done({ url: "", child, output: () => output, code }));
    });
}
const ended = (child: ChildProcess) => new Promise((done) => child.once("close", done));

test("prints its address and the settings of its one tenant, and ends on SIGTERM", async () => {
    const { url, child, output } = await command();
    expect(output()).toContain(`export ZPA_BASE_URL=${url}`);
    expect(output()).toContain(`export ZPA_CUSTOMER_ID=${customerId}`);
    expect(await (await signIn({ url } as never))("GET", "/appConnectorGroup")).toMatchObject({ status: 200 });
    child.kill("SIGTERM");
    expect(await ended(child)).toBe(0);
});

test("--guesses fail answers a guess with an error", async () => {
    const { url } = await command("--guesses", "fail");
    const api = await signIn({ url } as never);
    expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
    expect((await api("GET", "/elephants")).json.id).toBe("emulator.guess");
});

test("there is no other address to listen on", async () => {
    const { code, output } = await command("--host", "0.0.0.0");
    expect(code).not.toBe(0);
    expect(output()).toContain("unknown option '--host'");
});

test("--request-log writes one line per request, without secrets", async () => {
    const log = join(folder, "requests.jsonl");
    const { url } = await command("--request-log", log);
    const api = await signIn({ url } as never);
    await api("POST", "/appConnectorGroup?microtenantId=0", GROUP);
    const lines = readFileSync(log, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    expect(lines).toEqual([
        {
            time: expect.stringMatching(/^\d{4}-.*Z$/),
            method: "POST",
            path: "/signin",
            status: 200,
            evidence: "documented",
            facts: ["signIn.legacy"],
        },
        {
            time: expect.any(String),
            method: "POST",
            path: expect.stringMatching(/appConnectorGroup\?microtenantId=0$/),
            status: 201,
            evidence: "reported",
            facts: expect.arrayContaining(["group.create", "group.enabled"]),
        },
    ]);
    expect(readFileSync(log, "utf8")).not.toMatch(/emulator-secret|emulated\./);
});

test("--state survives a kill during many writes: the file is complete and has every acknowledged write", async () => {
    const state = join(folder, "state.json");
    const tenants = join(folder, "tenants.json");
    writeFileSync(tenants, JSON.stringify([{ ...DEFAULT_TENANT, maxGroups: 100_000 }]));
    const start = () => command("--state", state, "--tenants", tenants, "--limits", "off");
    /** The last acknowledged state of each group. */
    const acknowledged = new Map<string, string>();
    const unanswered = new Set<string>();
    for (let round = 0; round < 5; round++) {
        const { url, child } = await start();
        const api = await signIn({ url } as never);
        const found = new Map<string, string>();
        for (let page = 1, pages = 1; page <= pages; page++) {
            const { json } = await api("GET", `/appConnectorGroup?pagesize=500&page=${page}`);
            for (const { name, description } of json.list ?? []) found.set(name, description);
            pages = Number(json.totalPages);
        }
        for (const [name, description] of acknowledged)
            expect([name, unanswered.has(name) ? found.has(name) : found.get(name)]).toEqual([
                name,
                unanswered.has(name) || description,
            ]);
        const writer = async (w: number) => {
            for (let i = 0; ; i++) {
                const name = `site ${round} ${w} ${i}`;
                unanswered.add(name);
                const made = await api("POST", "/appConnectorGroup", { ...GROUP, name, description: "made" });
                expect(made.status).toBe(201);
                acknowledged.set(name, "made");
                const path = `/appConnectorGroup/${made.json.id}`;
                expect((await api("PUT", path, { ...GROUP, name, description: "changed" })).status).toBe(204);
                acknowledged.set(name, "changed");
                unanswered.delete(name);
            }
        };
        setTimeout(() => child.kill("SIGKILL"), 200 + round * 90);
        const ends = await Promise.allSettled([0, 1, 2, 3].map(writer));
        for (const end of ends)
            expect(end).toMatchObject({ reason: { message: expect.stringMatching(/fetch failed|terminated/) } });
        expect(() => JSON.parse(readFileSync(state, "utf8"))).not.toThrow();
    }
    expect(acknowledged.size).toBeGreaterThan(20);
    const { url } = await start();
    expect((await (await signIn({ url } as never))("POST", "/appConnectorGroup", GROUP)).status).toBe(201);
    expect(readdirSync(folder).sort()).toEqual(["state.json", "tenants.json"]);
});

test("--tenants reads tenants with their objects and ids", async () => {
    const file = join(folder, "tenants.json");
    const groups = [{ id: "72058304855099999", ...GROUP }];
    writeFileSync(
        file,
        JSON.stringify([{ customerId: "72058304855015424", clientId: "a", clientSecret: "b", groups }]),
    );
    const { url } = await command("--tenants", file);
    const { json } = await send(`${url}/signin`, form({ client_id: "a", client_secret: "b" }));
    const reply = await send(
        `${url}/mgmtconfig/v1/admin/customers/72058304855015424/appConnectorGroup/72058304855099999`,
        {
            headers: { authorization: `Bearer ${json.access_token}` },
        },
    );
    expect(reply.json).toMatchObject({ id: "72058304855099999", name: GROUP.name });
});

test("--tenants prints the settings of each tenant, without secrets", async () => {
    const { url, output } = await command("--tenants", "docs/emulator-tenants.json");
    expect(output().split("\n")).toEqual([
        `ZPA emulator ready at ${url}`,
        "For the tenant 72058304855015424 (acme), set:",
        `  export ZPA_ACME_BASE_URL=${url}`,
        "  export ZPA_ACME_CUSTOMER_ID=72058304855015424",
        "  export ZPA_ACME_CLIENT_ID=acme-client",
        "  # export ZPA_ACME_CLIENT_SECRET=…, the clientSecret in docs/emulator-tenants.json",
        "  # and, to use OneAPI:",
        "  export ZPA_ACME_VANITY_DOMAIN=acme",
        "For the tenant 72058304855015425, set:",
        `  export ZPA_BASE_URL=${url}`,
        "  export ZPA_CUSTOMER_ID=72058304855015425",
        "  export ZPA_CLIENT_ID=default-client",
        "  # export ZPA_CLIENT_SECRET=…, the clientSecret in docs/emulator-tenants.json",
        "Stop it with Ctrl+C.",
        "",
    ]);
    expect(output()).not.toMatch(/acme-secret|default-secret/);
});

test.each([
    ["no JSON", "{", /is not JSON/],
    ["no list", "{}", /not usable[\s\S]*at tenants/],
    ["nobody", "[]", /not usable/],
    ["a missing secret", '[{"customerId":"1","clientId":"a"}]', /at tenants\.0\.clientSecret/],
    ["a number for an id", '[{"customerId":1,"clientId":"a","clientSecret":"b"}]', /at tenants\.0\.customerId/],
    ["an unknown word", '[{"customerId":"1","clientId":"a","clientSecret":"b","grups":[]}]', /grups/],
    [
        "one customer twice",
        '[{"customerId":"1","clientId":"a","clientSecret":"b"},{"customerId":"1","clientId":"c","clientSecret":"d"}]',
        /1 is used twice/,
    ],
    [
        "a connector without its group",
        '[{"customerId":"1","clientId":"a","clientSecret":"b","connectors":[{"id":"2","name":"c","appConnectorGroupId":"3"}]}]',
        /at tenants\.0\.connectors\.0\.appConnectorGroupId: the tenant has no such group/,
    ],
    [
        "objects of no collection",
        '[{"customerId":"1","clientId":"a","clientSecret":"b","objects":{"toy":[{"id":"2","name":"c"}]}}]',
        /has no collection "toy"/,
    ],
])("a tenant file with %s is rejected with the place and the reason", async (_what, text, reason) => {
    const file = join(folder, "tenants.json");
    writeFileSync(file, text);
    const { code, output } = await command("--tenants", file);
    expect(code).toBe(2);
    expect(output()).toMatch(reason);
    expect(output()).not.toMatch(/\n\s+at .*\.js:/);
});

test("a port in use, an invalid port and a missing TLS key are clear errors", async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    expect((await command("--port", String(port))).output()).toContain(`Port ${port} is in use already`);
    server.close();
    expect((await command("--port", "many")).output()).toMatch(/number from 0 to 65535/);
    expect((await command("--tls-cert", "x.pem")).output()).toContain("must be set together");
});

test.each([
    [["--state", "missing/state.json"], /^The state file missing\/state\.json cannot be written: .*ENOENT/],
    [["--request-log", "missing/log"], /^The request log missing\/log cannot be written: .*ENOENT/],
    [["--tenants", "missing.json"], /^The tenant file missing\.json cannot be read: .*ENOENT/],
    [["--tls-cert", "missing.pem", "--tls-key", "x"], /^--tls-cert missing\.pem cannot be read: .*ENOENT/],
    [
        ["--tls-cert", __filename, "--tls-key", __filename],
        /^--tls-cert .* and --tls-key .* do not work together: .*PEM/,
    ],
    [["--limits", "lots"], /--limits.*'lots'.*legacy, oneapi, off/],
    [["--window", "round"], /--window.*'round'.*fixed, sliding/],
    [["--user-code-paths", "long"], /--user-code-paths.*'long'.*both, short, associationType/],
    [["--name-taken", "500"], /--name-taken.*'500'.*400, 409, allow/],
])("%j is rejected in one line", async (args, reason) => {
    const { code, output } = await command(...args);
    expect(code).toBe(2);
    expect(output()).toMatch(reason);
    expect(output().trim().split("\n")).toHaveLength(1);
});

test.each([
    ["half a file", '{"216196257331281920":', /cannot be read: .*JSON.* Remove it to start with the initial state/],
    ["other contents", '{"1":{"groups":[{"id":1}]}}', /cannot be read: [\s\S]*at 1\.groups\[0\]\.id/],
])("a state file with %s is rejected and left unchanged", async (_what, text, reason) => {
    const state = join(folder, "state.json");
    writeFileSync(state, text);
    const { code, output } = await command("--state", state);
    expect(code).toBe(2);
    expect(output()).toMatch(reason);
    expect(readFileSync(state, "utf8")).toBe(text);
});

test("it listens only on loopback", async () => {
    const { url } = await command();
    const others = Object.values(networkInterfaces())
        .flat()
        .filter((i) => i && !i.internal && i.family === "IPv4");
    for (const other of others) await expect(fetch(url.replace("127.0.0.1", other!.address))).rejects.toThrow();
    expect(new URL(url).hostname).toBe("127.0.0.1");
});

test("--tls-cert and --tls-key enable HTTPS", async () => {
    const { url } = await command("--tls-cert", join(TLS, "server.pem"), "--tls-key", join(TLS, "server.key"));
    expect(url).toMatch(/^https:/);
    const agent = new Agent({ ca: readFileSync(join(TLS, "ca.pem")) });
    const status = await new Promise((done, failed) => {
        request(`${url}/mgmtconfig/v1/admin/customers/${customerId}/microtenants`, { agent }, (reply) =>
            done(reply.resume().statusCode),
        )
            .on("error", failed)
            .end();
    });
    expect(status).toBe(401);
});
