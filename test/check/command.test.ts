import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator, type TenantSeed } from "../../src/emulator";
import { runCommand } from "../support/command";

/** The exit codes, as in the docs. */
const [FINDINGS, WRONG_USE, UNREADABLE] = [1, 2, 3];

const seedOf = (label: string, index: number): TenantSeed => ({
    customerId: String(216196257331290000n + BigInt(index)),
    clientId: label,
    clientSecret: `${label}-secret`,
    vanityDomain: label,
    microtenants: [{ id: "72058304855015425", name: "EMEA" }],
    groups: [
        { id: `${index}1`, name: "a", enabled: true, latitude: "1", longitude: "1", location: "x" },
        { id: `${index}2`, name: "b", enabled: true, latitude: "1", longitude: "1", location: "x" },
    ],
});
const SEEDS = ["acme", "globex"].map(seedOf);

let emulator: Emulator;
let folder: string;
let env: Record<string, string>;

beforeEach(async () => {
    emulator = await startEmulator({ limits: "off", tenants: SEEDS });
    folder = mkdtempSync(join(tmpdir(), "zpa-check-"));
    env = { PATH: process.env.PATH!, HOME: folder, ZPA_PACING_DIR: join(folder, "pacing"), ZPA_BASE_URL: emulator.url };
    for (const { clientId, customerId, clientSecret, vanityDomain } of SEEDS) {
        const prefix = `ZPA_${clientId.toUpperCase()}`;
        env[`${prefix}_CUSTOMER_ID`] = customerId;
        env[`${prefix}_CLIENT_ID`] = clientId;
        env[`${prefix}_CLIENT_SECRET`] = clientSecret;
        env[`${prefix}_VANITY_DOMAIN`] = vanityDomain!;
    }
});
afterEach(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
});

const check = (...args: string[]) => runCommand({ folder, env }, "check", ...args);
/** The columns of a tenant's line. */
const lineOf = (stdout: string, label: string) =>
    stdout
        .split("\n")
        .find((line) => line.startsWith(`${label} `))!
        .split(/ {2,}/);

test("each tenant is one line: hosts, clock, objects; six calls a tenant, and nothing is written", async () => {
    const { code, stdout, stderr } = await check();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "Reading 2 tenants.\n" });
    const host = new URL(emulator.url).host;
    const [head, ...lines] = stdout.trimEnd().split("\n");
    expect(head!.split(/ {2,}/)).toEqual([
        ...["tenant", "sign-in", "API", "proxy", "clock"],
        ...["groups", "keys", "profiles", "certificates", "microtenants", "limits"],
    ]);
    expect(lines).toHaveLength(2);
    expect(lineOf(stdout, "acme").slice(0, 7)).toEqual([
        "acme",
        host,
        host,
        "none",
        expect.stringMatching(/^[+-]?\d s$/),
        "2",
        "0",
    ]);
    const calls = emulator.requests();
    expect(calls.filter(({ method }) => method !== "GET").map(({ path }) => path)).toEqual(
        Array(2).fill("/oauth2/v1/token"),
    );
    expect(calls).toHaveLength(2 * 6);
});

test("a right that is missing is named with what to do, and the rest is checked", async () => {
    emulator.fault({ kind: "status", status: 403, path: "/provisioningKey", times: 9 });
    const { code, stdout } = await check("--tenant", "acme");
    expect(code).toBe(FINDINGS);
    expect(lineOf(stdout, "acme").slice(5, 8)).toEqual(["2", "forbidden", expect.stringMatching(/^\d+$/)]);
    expect(stdout).toMatch(/\nacme: provisioning keys: GET .* answered 403: .* grant the API client/);
});

test("a tenant without microtenants works, and costs no new sign-in", async () => {
    const body = { id: "authz.featureflag.permission.denied", params: ["microtenant", "1"], reason: "disabled" };
    emulator.fault({ kind: "status", status: 401, path: "/microtenants", body, times: 9 });
    const { code, stdout } = await check("--tenant", "acme");
    expect({ code, microtenants: lineOf(stdout, "acme")[9] }).toEqual({ code: 0, microtenants: "feature off" });
    expect(emulator.requests()).toHaveLength(6);
});

test("rejected credentials and invalid settings are not reachable; the others are checked", async () => {
    env.ZPA_GLOBEX_CLIENT_SECRET = "mistyped-secret";
    env.ZPA_INITECH_CUSTOMER_ID = "12";
    const { code, stdout } = await check("--json", "check.json");
    expect(code).toBe(UNREADABLE);
    expect(lineOf(stdout, "acme")[5]).toBe("2");
    expect(lineOf(stdout, "globex")[5]).toBe("not checked");
    expect(stdout).toMatch(/\nglobex: .*ZPA_GLOBEX_CLIENT_SECRET/);
    expect(stdout).toMatch(/\ninitech: The settings of tenant initech are not usable/);
    const written = readFileSync(join(folder, "check.json"), "utf8");
    expect(stdout + written).not.toMatch(/-secret/);
    const { version, tenants } = JSON.parse(written);
    expect(version).toBe(1);
    expect(tenants).toMatchObject([
        {
            label: "acme",
            api: "oneapi",
            objects: { groups: { access: "may read", count: 2 } },
            calls: 6,
            isReachable: true,
        },
        { label: "globex", objects: { groups: { access: "not checked" } }, isReachable: false },
        { label: "initech", calls: 0, isReachable: false },
    ]);
});

test("a rate limit is told and not waited for, and no more calls are sent", async () => {
    emulator.fault({ kind: "status", status: 429, headers: { "retry-after": "13s" }, path: "/appConnectorGroup" });
    const { code, stdout } = await check("--tenant", "acme");
    expect({ code, calls: emulator.requests().length }).toEqual({ code: UNREADABLE, calls: 2 });
    expect(stdout).toMatch(/\nacme: GET .*: the rate limit is exceeded\. Run again after 13s/);
});

test("gateway errors cost one call each, never a repetition", async () => {
    emulator.fault({ kind: "status", status: 503, path: "/mgmtconfig", times: 99 });
    const { code, stdout } = await check("--tenant", "acme");
    expect({ code, calls: emulator.requests().length }).toEqual({ code: FINDINGS, calls: 6 });
    expect(lineOf(stdout, "acme").slice(5, 10)).toEqual(["failed", "failed", "failed", "failed", "failed"]);
});

test("the microtenant of the settings is the one that is counted", async () => {
    env.ZPA_ACME_MICROTENANT_NAME = "EMEA";
    const { code, stdout } = await check("--tenant", "acme");
    expect({ code, groups: lineOf(stdout, "acme")[5] }).toEqual({ code: 0, groups: "0" });
    expect(emulator.requests()).toHaveLength(6);
});

test("--json - prints only the data", async () => {
    const { code, stdout } = await check("--json", "-");
    expect({ code, tenants: JSON.parse(stdout).tenants.length }).toEqual({ code: 0, tenants: 2 });
});

test.each([
    [["--tenant", "acne"], /No tenant is named "acne"/],
    [["--rights"], /unknown option/],
])("%j is wrong use", async (args, message) => {
    const { code, stdout, stderr } = await check(...args);
    expect({ code, stdout }).toEqual({ code: WRONG_USE, stdout: "" });
    expect(stderr).toMatch(message);
    expect(emulator.requests()).toEqual([]);
});
