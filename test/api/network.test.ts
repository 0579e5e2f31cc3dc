import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { type ConnectProxy, connectProxy } from "../support/connectProxy";

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
let proxy: ConnectProxy;
let proxyUrl: string;

beforeAll(async () => {
    emulator = await startEmulator({
        limits: "off",
        hostnames: ["config.private.zscaler.com"],
        tls: { cert: pem("server.pem"), key: pem("server.key") },
    });
    proxy = await connectProxy(() => ({ tunnelTo: Number(new URL(emulator.url).port) }));
    proxyUrl = `http://127.0.0.1:${proxy.port}`;
});
afterAll(async () => {
    await proxy.close();
    await emulator.close();
});
beforeEach(() => {
    proxy.asked.length = 0;
    proxy.authorizations.length = 0;
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
    expect(proxy.asked).toEqual(expect.arrayContaining(["config.private.zscaler.com:443"]));
    proxy.asked.length = 0;
    expect(await inProcess(emulator.url, { ...ca, HTTPS_PROXY: proxyUrl, NO_PROXY: "127.0.0.1" })).toMatch(
        /^profiles \d/,
    );
    expect(proxy.asked).toEqual([]);
});

test("HTTPS_PROXY may have no scheme, and a user name and password", async () => {
    const host = "https://config.private.zscaler.com";
    const HTTPS_PROXY = `jane:p%40ss@127.0.0.1:${proxy.port}`;
    expect(await inProcess(host, { ...ca, HTTPS_PROXY })).toMatch(/^profiles \d/);
    expect(new Set(proxy.authorizations)).toEqual(new Set([`Basic ${Buffer.from("jane:p@ss").toString("base64")}`]));
});

test("a certificate that is not trusted is reported with the proxy", async () => {
    const refused = await inProcess("https://config.private.zscaler.com", { HTTPS_PROXY: proxyUrl });
    expect(refused).toContain(`through the proxy ${proxyUrl} (HTTPS_PROXY) failed`);
    expect(refused).toMatch(/certificate is not trusted.*NODE_EXTRA_CA_CERTS/);
});

test("loopback over plain http never goes to a proxy", async () => {
    const plain = await startEmulator({ limits: "off" });
    expect(await inProcess(plain.url, { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl })).toMatch(/^profiles \d/);
    expect(proxy.asked).toEqual([]);
    await plain.close();
});
