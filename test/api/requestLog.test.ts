import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createClient } from "../../src/api/client";
import type { Transport } from "../../src/api/exchange";
import { requestLogOf } from "../../src/api/requestLog";
import { httpTransport, sendOverHttp } from "../../src/api/transport";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { connectProxy } from "../support/connectProxy";
import { failureOf, fakeClock, instant, isSignIn, type TinyService, TOKEN, tinyService } from "./support";

const IDS = { "x-oneapi-request-id": "req-1", "x-transaction-id": "tra-1" };

let service: TinyService;
let emulator: Emulator;
let folder: string;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicKey = keys.publicKey.export({ type: "spki", format: "pem" }).toString();
const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
beforeAll(async () => {
    service = await tinyService();
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, publicKey }] });
    folder = mkdtempSync(join(tmpdir(), "zpa-log-"));
});
afterAll(async () => {
    await service.close();
    await emulator.close();
    rmSync(folder, { recursive: true });
});
beforeEach(() => emulator.reset());

describe("the ids of the request are in the error", () => {
    it.each([
        ["that the service reports", { status: 422, body: '{"id":"x","reason":"y"}' }, TOKEN],
        ["of a gateway", { status: 502, body: "<h1>Bad gateway</h1>" }, TOKEN],
        ["of an answer that is no JSON", { status: 200, body: "<p>" }, TOKEN],
        ["of an answer of another shape", { status: 200, body: "[]" }, TOKEN],
        ["of an undocumented status", { status: 202, body: "" }, TOKEN],
        ["of rejected credentials", {}, { status: 401, body: '{"error":"invalid_client"}', headers: IDS }],
        ["of a sign-in that does not exist", {}, { status: 404, body: "", headers: IDS }],
        ["of a sign-in without a token", {}, { status: 200, body: "{}", headers: IDS }],
    ])("%s", async (_, answer, signIn) => {
        service.answer = (_request, asked) => (isSignIn(asked) ? signIn : { ...answer, headers: IDS });
        const clock = fakeClock();
        const error = await failureOf(createClient(service.settings, instant(clock)).listVersionProfiles());
        expect(error).toMatchObject({ requestId: "req-1", transactionId: "tra-1" });
        expect(error.message).toMatch(/request id req-1.*transaction id tra-1/);
        const wrapped = error.about("App Connector group").withoutEffect();
        expect(wrapped.message.match(/req-1/g)).toHaveLength(1);
        expect(wrapped).toMatchObject({ requestId: "req-1", transactionId: "tra-1" });
    });

    it("cut, and harmless", async () => {
        service.answer = (_, asked) =>
            isSignIn(asked) ? TOKEN : { status: 422, headers: { "x-transaction-id": `##vso[x]${"y".repeat(500)}` } };
        const error = await failureOf(createClient(service.settings, instant(fakeClock())).listVersionProfiles());
        expect(error.transactionId).toMatch(/^#\\#vso\[x\]y+…$/);
        expect(error.transactionId!.length).toBeLessThanOrEqual(101);
    });
});

describe("the log of the requests", () => {
    const lines: string[] = [];
    beforeEach(() => {
        lines.length = 0;
    });
    const options = () => ({ ...instant(fakeClock()), log: (line: string) => void lines.push(line) });

    it("has a line for each request, with its attempt and what was waited for", async () => {
        let asked = 0;
        service.answer = (_, call) => {
            if (isSignIn(call)) return TOKEN;
            asked++;
            if (asked === 1) return { status: 503, headers: { ...IDS, "retry-after": "2s" } };
            if (asked === 2) return { status: 429, headers: { "retry-after": "4s" } };
            return { body: '{"list":[]}', headers: { "x-transaction-id": "tra-3" } };
        };
        await createClient({ ...service.settings, label: "acme" }, options()).groups.list({ microtenantId: "0" });
        const path =
            "/mgmtconfig/v1/admin/customers/72058304855015424/appConnectorGroup?page=1&pagesize=500&microtenantId=0";
        expect(lines).toEqual([
            "2026-03-02T10:00:00.000Z acme POST /signin 200 0ms attempt=1",
            `2026-03-02T10:00:00.000Z acme GET ${path} 503 0ms attempt=1 request-id=req-1 transaction-id=tra-1`,
            `2026-03-02T10:00:02.000Z acme GET ${path} 429 0ms attempt=2 waited=retry:2000ms`,
            `2026-03-02T10:00:06.000Z acme GET ${path} 200 0ms attempt=3 waited=rate-limit:4000ms transaction-id=tra-3`,
        ]);
    });

    it("has the code of a request without an answer", async () => {
        const proxy = await connectProxy(() => ({ raw: "HTTP/1.1 403 No\r\n\r\n" }));
        const transport = httpTransport({ env: { HTTPS_PROXY: `http://jane:p%40ssword@127.0.0.1:${proxy.port}` } });
        const settings = { customerId: "1", clientId: "client", clientSecret: "client-secret" };
        await failureOf(createClient(settings, { ...options(), transport }).listVersionProfiles());
        expect(lines).toEqual([expect.stringMatching(/ - POST \/signin PROXY_403 \d+ms attempt=1$/)]);
        await proxy.close();
    });

    it("has no secret of any kind", async () => {
        const secrets = new Set<string>([
            DEFAULT_TENANT.clientSecret,
            privateKey,
            ...privateKey.split("\n").slice(1, -2),
        ]);
        const transport: Transport = async (request) => {
            for (const secret of [
                request.headers?.authorization,
                request.headers?.authorization?.replace("Bearer ", ""),
                request.form?.client_secret,
                request.form?.client_assertion,
            ])
                if (secret) secrets.add(secret);
            const answer = await sendOverHttp(request);
            for (const [, token] of answer.body.matchAll(/"(?:access_token|provisioningKey)":"([^"]+)"/g))
                secrets.add(token!);
            return answer;
        };
        const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
        const base = { customerId, clientId, baseUrl: emulator.url };
        const write = requestLogOf({ ZPA_HTTP_LOG: join(folder, "log") }, () => {});
        for (const credentials of [
            { clientSecret },
            { clientSecret, vanityDomain: "emulator" },
            { privateKey, vanityDomain: "emulator" },
        ]) {
            const client = createClient({ ...base, ...credentials }, { ...options(), transport, log: write! });
            const site = { name: "Site", latitude: "1", longitude: "2", location: "x", enabled: true };
            const { id } = await client.groups.create(site, "0");
            const cert = (await client.listEnrollmentCerts("0")).objects.find(({ name }) => name === "Connector")!;
            const key = { name: "key", maxUsage: "1", enrollmentCertId: cert.id, zcomponentId: id };
            const { id: keyId } = await client.provisioningKeys.create(key, "0");
            await client.provisioningKeys.get(keyId, "0");
            await client.provisioningKeys.list({ microtenantId: "0" });
            await failureOf(client.confirmUserCodes(id, ["SECRE-TCODE"], "0"));
            await failureOf(client.userCodeStatus(["SECRE-TCODE"], "0")).catch(() => undefined);
            await client.provisioningKeys.delete(keyId, "0");
            await client.groups.delete(id, "0");
        }
        await failureOf(
            createClient(
                { ...base, clientSecret: "wrong-secret" },
                { ...options(), transport, log: write! },
            ).listMicrotenants(),
        );
        secrets.add("SECRE-TCODE").add("wrong-secret");
        const written = readFileSync(join(folder, "log"), "utf8");
        expect(written.split("\n").length).toBeGreaterThan(25);
        expect(written).toMatch(/ POST \S+\/provisioningKey\S* 20[01] /);
        expect(secrets.size).toBeGreaterThan(15);
        expect([...secrets].filter((secret) => secret.length > 5 && written.includes(secret))).toEqual([]);
        expect(written).not.toMatch(/bearer|authorization|client_|assertion/i);
        expect(statSync(join(folder, "log")).mode & 0o777).toBe(0o600);
    });

    it("that cannot be written is reported once, and changes nothing", async () => {
        const reports: string[] = [];
        const write = requestLogOf({ ZPA_HTTP_LOG: join(folder, "no/such/folder") }, (message) =>
            reports.push(message),
        )!;
        write("a");
        write("b");
        expect(reports).toEqual([expect.stringMatching(/^The requests are not logged, because ZPA_HTTP_LOG .*ENOENT/)]);
    });

    it("is off without the variable", () => {
        expect(requestLogOf({}, () => {})).toBeUndefined();
    });

    it("goes to the standard error with a hyphen", async () => {
        const script = `
            const { createClient } = require("./dist/api/client.js");
            createClient(JSON.parse(process.env.SETTINGS)).listVersionProfiles().then(() => console.log("done"));
        `;
        const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
        const SETTINGS = JSON.stringify({ customerId, clientId, clientSecret, baseUrl: emulator.url });
        const env = { PATH: process.env.PATH, ZPA_PACING_DIR: folder, ZPA_HTTP_LOG: "-", SETTINGS };
        const [stdout, stderr] = await new Promise<[string, string]>((done) =>
            execFile(process.execPath, ["-e", script], { cwd: resolve(__dirname, "../.."), env }, (_, out, err) =>
                done([out, err]),
            ),
        );
        expect(stdout).toBe("done\n");
        expect(stderr).toMatch(/^\S+Z - POST \/signin 200 \d+ms attempt=1\n\S+Z - GET \S+ 200 \d+ms attempt=1.*\n$/);
    });
});
