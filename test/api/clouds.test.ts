import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { originsOf } from "../../src/api/auth/clouds";
import { createClient } from "../../src/api/client";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { type ConnectProxy, connectProxy } from "../support/connectProxy";

const TLS = resolve(__dirname, "../fixtures/tls");
const ROOT = resolve(__dirname, "../..");
const pem = (file: string) => readFileSync(join(TLS, file), "utf8");
const { customerId, clientId, clientSecret } = DEFAULT_TENANT;

const HOSTNAMES = [
    ...["config.private.zscaler.com", "config.zpagov.net", "config.zpagov.us", "gateway.zscaler.com"],
    ...[
        "acme.zslogin.net",
        "acme.zsloginbeta.net",
        "acme.zidentitygov.net",
        "acme.zidentitygov.us",
        "login.zscaler.com",
    ],
    ...["api.zsapi.net", "api.beta.zsapi.net", "api.zscalergov.net", "api.zscalergov.us"],
];

describe("the hosts of a cloud", () => {
    let emulator: Emulator;
    let proxy: ConnectProxy;
    beforeAll(async () => {
        emulator = await startEmulator({
            limits: "off",
            hostnames: HOSTNAMES,
            tls: { cert: pem("server.pem"), key: pem("server.key") },
        });
        proxy = await connectProxy(() => ({ tunnelTo: Number(new URL(emulator.url).port) }));
    });
    afterAll(async () => {
        await proxy.close();
        await emulator.close();
    });

    const SCRIPT = `
        const { createClient } = require("./dist/api/client.js");
        createClient(JSON.parse(process.env.SETTINGS)).listVersionProfiles().then(
            ({ objects }) => console.log("profiles", objects.length),
            (error) => console.log(error.message),
        );
    `;

    /** The hosts of the CONNECT requests of one list, in a process that trusts the emulator's certificate. */
    async function hostsAsked(settings: Record<string, string>): Promise<string[]> {
        proxy.asked.length = 0;
        const env = {
            PATH: process.env.PATH,
            ZPA_PACING_DIR: process.env.ZPA_PACING_DIR,
            NODE_EXTRA_CA_CERTS: join(TLS, "ca.pem"),
            HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
            SETTINGS: JSON.stringify({ customerId, clientId, clientSecret, ...settings }),
        };
        const output = await new Promise<string>((done) => {
            execFile(process.execPath, ["-e", SCRIPT], { cwd: ROOT, env }, (_, out, err) => done(out + err));
        });
        expect(output).toMatch(/^profiles \d/);
        return [...new Set(proxy.asked)];
    }

    it.each([
        ["no cloud", {}, ["config.private.zscaler.com:443"]],
        ["GOV", { cloud: "GOV" }, ["config.zpagov.net:443"]],
        ["GOVUS", { cloud: "govus" }, ["config.zpagov.us:443"]],
    ])("of the legacy API are called with %s", async (_, settings, hosts) => {
        expect(await hostsAsked(settings)).toEqual(hosts);
    });

    it.each([
        ["no cloud", {}, ["acme.zslogin.net:443", "api.zsapi.net:443"]],
        ["beta", { cloud: "beta" }, ["acme.zsloginbeta.net:443", "api.beta.zsapi.net:443"]],
        ["gov", { cloud: "gov" }, ["acme.zidentitygov.net:443", "api.zscalergov.net:443"]],
        ["GOVUS", { cloud: "GOVUS" }, ["acme.zidentitygov.us:443", "api.zscalergov.us:443"]],
        [
            "a gateway for the API only",
            { baseUrl: "https://gateway.zscaler.com", signInUrl: "https://acme.zslogin.net/" },
            ["acme.zslogin.net:443", "gateway.zscaler.com:443"],
        ],
        [
            "a gateway for the sign-in only",
            { cloud: "govus", signInUrl: "https://login.zscaler.com" },
            ["login.zscaler.com:443", "api.zscalergov.us:443"],
        ],
    ])("of OneAPI are called with %s", async (_, settings, hosts) => {
        expect(await hostsAsked({ vanityDomain: "acme", ...settings })).toEqual(hosts);
    });
});

it("the hosts of every legacy cloud are in one table", () => {
    const api = (cloud: string) => originsOf({ cloud });
    const all = ["PRODUCTION", "ZPATWO", "BETA", "GOV", "GOVUS", "PREVIEW"].map((cloud) => api(cloud));
    expect(all.map((origins) => ("api" in origins ? origins.api : origins.problem))).toEqual([
        "https://config.private.zscaler.com",
        "https://config.zpatwo.net",
        "https://config.zpabeta.net",
        "https://config.zpagov.net",
        "https://config.zpagov.us",
        "https://config.zpapreview.net",
    ]);
});

it("a commercial OneAPI cloud that the table does not list follows the pattern", () => {
    expect(originsOf({ cloud: "Alpha", vanityDomain: "acme" })).toEqual({
        signIn: "https://acme.zsloginalpha.net",
        api: "https://api.alpha.zsapi.net",
    });
});

it("a client of an impossible cloud is not made, and the error says where the cloud is set", () => {
    const settings = { customerId, clientId, clientSecret, cloud: "ZPATWO", vanityDomain: "acme" };
    expect(() => createClient({ ...settings, whereToSet: (setting) => `${setting} in acme.json` })).toThrow(
        /^The default tenant .*: cloud in acme\.json is ZPATWO, a cloud of the legacy API only;/,
    );
});
