import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";

const TLS = resolve(__dirname, "../fixtures/tls");
const ROOT = resolve(__dirname, "../..");
const pem = (file: string) => readFileSync(join(TLS, file), "utf8");

/** Lists the profiles in a process of its own, because these variables count from its start. */
const SCRIPT = `
    const { createClient } = require("./dist/api/client.js");
    const { DEFAULT_RETRY } = require("./dist/api/retry/policy.js");
    const client = createClient(JSON.parse(process.env.SETTINGS), { retry: { ...DEFAULT_RETRY, totalMs: 500 } });
    client.listVersionProfiles().then(({ objects }) => console.log("profiles", objects.length), (error) => console.log(error.message));
`;
const inProcess = (baseUrl: string, env: Record<string, string>) =>
    new Promise<string>((done) => {
        const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
        const SETTINGS = JSON.stringify({ customerId, clientId, clientSecret, baseUrl });
        const clean = { PATH: process.env.PATH, ZPA_PACING_DIR: process.env.ZPA_PACING_DIR };
        execFile(process.execPath, ["-e", SCRIPT], { cwd: ROOT, env: { ...clean, SETTINGS, ...env } }, (_, out, err) =>
            done(out + err),
        );
    });

let emulator: Emulator;
let proxy: Server;
let proxyUrl: string;
let tunnelled: string[];

beforeAll(async () => {
    emulator = await startEmulator({ limits: "off", tls: { cert: pem("server.pem"), key: pem("server.key") } });
    proxy = createServer((_request, response) => response.writeHead(500).end());
    proxy.on("connect", (request, socket) => {
        tunnelled.push(request.url!);
        const onward = connect(Number(new URL(emulator.url).port), "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            onward.pipe(socket).pipe(onward);
        });
        onward.on("error", () => socket.destroy());
        socket.on("error", () => onward.destroy());
    });
    await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
    proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
    proxy.close();
    await emulator.close();
});
beforeEach(() => {
    tunnelled = [];
});

const ca = { NODE_EXTRA_CA_CERTS: join(TLS, "ca.pem") };

test("a private certificate authority works through NODE_EXTRA_CA_CERTS, and is refused without it", async () => {
    expect(await inProcess(emulator.url, ca)).toMatch(/^profiles \d/);
    const refused = await inProcess(emulator.url, {});
    expect(refused).toMatch(/certificate is not trusted.*NODE_EXTRA_CA_CERTS/);
});

test("certificates are checked even where the environment says not to", async () => {
    expect(await inProcess(emulator.url, { NODE_TLS_REJECT_UNAUTHORIZED: "0" })).toMatch(/certificate is not trusted/);
});

test("HTTPS_PROXY is used for the vendor's hosts, NO_PROXY goes around it", async () => {
    const host = "https://config.private.zscaler.com";
    expect(await inProcess(host, { ...ca, HTTPS_PROXY: proxyUrl })).toMatch(/^profiles \d/);
    expect(tunnelled).toEqual(expect.arrayContaining(["config.private.zscaler.com:443"]));
    tunnelled = [];
    expect(await inProcess(emulator.url, { ...ca, HTTPS_PROXY: proxyUrl, NO_PROXY: "127.0.0.1" })).toMatch(
        /^profiles \d/,
    );
    expect(tunnelled).toEqual([]);
});

test("loopback over plain http never goes to a proxy", async () => {
    const plain = await startEmulator({ limits: "off" });
    expect(await inProcess(plain.url, { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl })).toMatch(/^profiles \d/);
    expect(tunnelled).toEqual([]);
    await plain.close();
});
