import { execFileSync, spawn } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { engineEnvironment } from "../../scripts/pulumi-cli/environment";
import { type Emulator, startEmulator, type TenantSeed } from "../../src/emulator";
import { FleetData } from "../../src/fleet/data";
import { seedOf } from "./demoSeed";
import { connector, group, tenant } from "./support";
import { demoTenants } from "./world";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");
const SECRETS = /not-for-the-page|-secret|emulated\./;

/** The exit codes, as in the docs. */
const [FINDINGS, WRONG_USE, UNREADABLE] = [1, 2, 3];

let emulator: Emulator;
let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zpa-fleet-"));
});
afterEach(async () => {
    await emulator?.close();
    rmSync(folder, { recursive: true, force: true });
});

const start = async (...tenants: TenantSeed[]) => {
    emulator = await startEmulator({ tenants, limits: "off" });
};

/** The variables of a tenant that is configured entirely through the environment. */
const variables = ({ clientId, clientSecret, customerId }: TenantSeed, label = clientId.toUpperCase()) => ({
    [`ZPA_${label}_CUSTOMER_ID`]: customerId,
    [`ZPA_${label}_CLIENT_ID`]: clientId,
    [`ZPA_${label}_CLIENT_SECRET`]: clientSecret,
    [`ZPA_${label}_BASE_URL`]: emulator.url,
});

/** Runs the command as users do, in an otherwise empty environment. */
function fleet(args: string[], env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
    const child = spawn(process.execPath, [COMMAND, "fleet", ...args], {
        cwd: folder,
        env: { PATH: process.env.PATH, HOME: folder, ZPA_PACING_DIR: join(folder, "pacing"), ...env },
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => {
        out += chunk;
    });
    child.stderr.on("data", (chunk) => {
        err += chunk;
    });
    return new Promise((done) => child.on("close", (code) => done({ code: code!, out, err })));
}

const written = (name: string) => readFileSync(join(folder, name), "utf8");
const files = () => readdirSync(folder).filter((name) => name !== "pacing");

test("all tenants of the environment: the page and the JSON file have every group and no secret", async () => {
    const seeds = demoTenants().map(seedOf);
    await start(...seeds);
    const env = Object.assign({}, ...seeds.map((seed) => variables(seed)));
    const { code, out, err } = await fleet(["--json", "fleet.json"], env);
    expect(code).toBe(0);
    expect(out).toBe("fleet.html: 60 groups, 3 tenants. Findings: error: 1, warning: 14, info: 8.\n");
    expect(err).toBe("Reading 3 tenants.\n");
    const data = JSON.parse(written("fleet.json"));
    const asDrawn = (tenants: { label: string; groups: readonly { name: string }[] }[]) =>
        tenants.map(({ label, groups }) => [label, groups.map(({ name }) => name).sort()]);
    expect(asDrawn(data.tenants)).toEqual(asDrawn(demoTenants()));
    for (const { name } of demoTenants().flatMap(({ groups }) => groups)) expect(written("fleet.html")).toContain(name);
    for (const file of ["fleet.html", "fleet.json"]) expect(written(file)).not.toMatch(SECRETS);
    expect(out + err).not.toMatch(SECRETS);
    expect(files().sort()).toEqual(["fleet.html", "fleet.json"]);
});

test("the JSON file has the groups with windows, connectors and keys, and the findings with advice", async () => {
    const { groups } = demoTenants()[0]!;
    const auckland = groups.find(({ name }) => name === "Auckland DC1")!;
    const seed = seedOf({ ...tenant(auckland), label: "acme" });
    await start(seed);
    await fleet(["--json", "fleet.json"], variables(seed));
    const data = JSON.parse(written("fleet.json"));
    expect(FleetData.parse(data)).toEqual(data);
    // Absent and undefined are the same to JSON.
    expect(data.tenants[0].groups).toEqual([JSON.parse(JSON.stringify(auckland))]);
    expect(data.findings[0]).toEqual({
        rule: "group-disconnected",
        severity: "error",
        title: "No connector is connected",
        detail: "The only connector, auc-1, is disconnected since 2026-11-19.",
        why: expect.any(String),
        todo: expect.stringContaining("port 443"),
        source: {
            contract: "docs/zpa-api.md#software-updates",
            page: expect.stringContaining("https://help.zscaler.com/"),
        },
        tenant: "acme",
        customerId: seed.customerId,
        groups: [{ id: auckland.id, name: "Auckland DC1" }],
    });
});

test("a tenant needs one list of microtenants, and lists of groups and keys for each microtenant with groups", async () => {
    const seed = seedOf(demoTenants()[0]!);
    await start(seed);
    await fleet([], variables(seed));
    const asked = emulator.requests().map(({ method, path }) => `${method} ${path.replace(/^.*customers\/\d+/, "")}`);
    const paging = "page=1&pagesize=500";
    // The microtenants are read in parallel.
    expect([...asked.slice(0, 2), ...asked.slice(2).sort()]).toEqual([
        "POST /signin",
        `GET /microtenants?${paging}`,
        ...["/appConnectorGroup", "/associationType/CONNECTOR_GRP/provisioningKey"].flatMap((path) =>
            ["0", "216196257331290001"].map((id) => `GET ${path}?${paging}&microtenantId=${id}`),
        ),
    ]);
});

test("the default profile and the schedule are read where they matter; without the permission for them there is no error", async () => {
    const dead = Array.from({ length: 6 }, (_, i) =>
        connector({ name: `old-${i}`, connected: false, lastDisconnectedAt: "2026-01-01T00:00:00.000Z" }),
    );
    const seed = seedOf(tenant(group({ connectors: [connector(), ...dead] })));
    const groups = seed.groups!.map((one) => ({ ...one, overrideVersionProfile: false }));
    await start({ ...seed, groups, defaultVersionProfileId: "2" });
    const { code, out } = await fleet(["--check", "info"], variables(seed));
    expect({ code, out }).toEqual({
        code: 1,
        out: expect.stringMatching(/info no-auto-delete: acme: .*: 6 connectors: /),
    });
    expect(written("fleet.html")).toContain("New Release<small>tenant default</small>");
    const calls = emulator.requests().map(({ path }) => path.replace(/^.*customers\/\d+/, ""));
    const added = calls.filter((path) => /^\/(connectorSchedule|versionProfile)/.test(path));
    expect(added).toEqual(["/connectorSchedule?microtenantId=0", "/versionProfile"]);

    const refuse = { kind: "status", status: 403, body: { reason: "no right" }, times: 9 } as const;
    for (const path of ["connectorSchedule", "/versionProfile"]) emulator.fault({ ...refuse, path });
    expect(await fleet([], variables(seed))).toMatchObject({ code: 0, err: expect.not.stringContaining("no right") });
});

test.each([
    ["info", FINDINGS, /info no-usable-key: acme: Oslo: It has no key\./],
    ["warning", 0, /info: 1/],
    ["error", 0, /info: 1/],
])("--check %s exits with %d if the only finding is an info", async (severity, code, says) => {
    const seed = seedOf({ ...tenant(group({ name: "Oslo", keys: [] })), label: "acme" });
    await start(seed);
    const ended = await fleet(["--check", severity], variables(seed));
    expect(ended).toMatchObject({ code, out: expect.stringMatching(says) });
    expect(files()).toEqual(["fleet.html"]);
});

test("--tenant reads only the given tenants", async () => {
    const seeds = demoTenants().map(seedOf);
    await start(...seeds);
    const env = Object.assign({}, ...seeds.map((seed) => variables(seed)));
    const { out } = await fleet(["--tenant", "acme", "--tenant", "initech"], env);
    expect(out).toContain("40 groups, 2 tenants");
    expect(emulator.requests().some(({ path }) => path.includes(seeds[1]!.customerId))).toBe(false);
});

test("a tenant that fails does not stop the others: it counts nowhere as read, and the command exits with 3", async () => {
    const seeds = demoTenants().slice(0, 2).map(seedOf);
    await start(...seeds);
    const wrong = { ...variables(seeds[1]!), ZPA_GLOBEX_CLIENT_SECRET: "stale" };
    const { code, out, err } = await fleet([], { ...variables(seeds[0]!), ...wrong });
    expect(code).toBe(UNREADABLE);
    expect(out).toContain("20 groups, 1 of 2 tenants (1 not read).");
    expect(err).toMatch(/^globex: .*ZPA_GLOBEX_CLIENT_SECRET/m);
    expect(written("fleet.html")).toContain("Read completely: 1 of 2 tenants (1 not read)");
    expect(written("fleet.html")).not.toContain("stale");
});

test("if the client has no access to microtenants, its own groups are read", async () => {
    const seed = seedOf({ ...tenant(group()), label: "acme" });
    await start(seed);
    emulator.fault({ kind: "status", status: 403, path: "/microtenants", times: 100 });
    expect(await fleet([], variables(seed))).toMatchObject({
        code: 0,
        out: expect.stringContaining("1 group, 1 tenant"),
    });
});

test("if keys cannot be read, no group counts as having no key", async () => {
    const seed = seedOf({ ...tenant(group({ keys: [] })), label: "acme" });
    await start(seed);
    emulator.fault({ kind: "status", status: 403, path: "/provisioningKey", times: 100 });
    const { code, out, err } = await fleet(["--check", "info"], variables(seed));
    expect(code).toBe(UNREADABLE);
    expect(out).toBe("fleet.html: 1 group, 0 of 1 tenant (1 read in part). Findings: error: 0, warning: 0, info: 0.\n");
    expect(err).toContain("acme: Provisioning keys: ");
});

test("two labels of one customer show each group once", async () => {
    const seed = seedOf(demoTenants()[0]!);
    await start(seed);
    const { out } = await fleet([], { ...variables(seed), ...variables(seed, "ACME_EU") });
    expect(out).toContain("20 groups, 2 tenants");
});

test("an empty tenant is a page without groups", async () => {
    const seed = seedOf({ ...tenant(), label: "acme" });
    await start(seed);
    expect(await fleet([], variables(seed))).toMatchObject({
        code: 0,
        out: expect.stringContaining("0 groups, 1 tenant"),
    });
    expect(written("fleet.html")).toContain("No groups yet");
});

describe("one clear message and no file", () => {
    const fails = async (args: string[], env: Record<string, string>, message: RegExp, exitCode = WRONG_USE) => {
        const { code, out, err } = await fleet(args, env);
        expect(err).toMatch(message);
        expect(err).not.toMatch(/\n\s+at |-secret/);
        expect([code, out]).toEqual([exitCode, ""]);
        expect(files()).toEqual([]);
    };

    test("no tenant is configured", () => fails([], {}, /No tenant is configured\. Set ZPA_CUSTOMER_ID/));

    test("an unknown tenant", async () => {
        await start(seedOf(demoTenants()[0]!));
        await fails(["--tenant", "acne"], {}, /No tenant is named "acne"/);
        expect(emulator.requests()).toEqual([]);
    });

    test("rejected credentials of the only tenant", async () => {
        const seed = seedOf({ ...tenant(group()), label: "acme" });
        await start(seed);
        await fails(
            [],
            { ...variables(seed), ZPA_ACME_CLIENT_SECRET: "stale" },
            /No tenant could be read\.\nacme: /,
            UNREADABLE,
        );
    });

    test("a folder that does not exist", async () => {
        const seed = seedOf({ ...tenant(group()), label: "acme" });
        await start(seed);
        await fails(["--out", "nowhere/fleet.html"], variables(seed), /--out nowhere\/fleet\.html cannot be written/);
    });

    test("a severity that does not exist", () => fails(["--check", "fatal"], {}, /Allowed choices are info, warning/));

    test("a broken or missing file of accepted findings", async () => {
        await fails(["--accept", "none.json"], {}, /--accept none\.json cannot be read: ENOENT/);
        await fails(["--accept-new", "x"], {}, /--accept-new needs --accept for the file, and --check/);
    });

    test("a stack outside of a project", () =>
        fails(
            ["--stack", "dev"],
            { PATH: `${process.env.PULUMI_TEST_BIN}${delimiter}${process.env.PATH}` },
            /stack dev cannot be read: .*/,
        ));

    test("no Pulumi CLI", () => fails(["--stack", "dev"], { PATH: "/nowhere" }, /the Pulumi CLI is not on the PATH/));
});

test("--accept: what is known does not fail the check; what is new does; what is gone is told", async () => {
    const oslo = group({ name: "Oslo", keys: [] });
    const seed = seedOf({ ...tenant(oslo), label: "acme" });
    await start(seed);
    const check = (...args: string[]) => fleet(["--check", "info", "--accept", "known.json", ...args], variables(seed));
    expect(await check("--accept-new", "Lab site")).toMatchObject({
        code: 0,
        out: "fleet.html: 1 group, 1 tenant. Findings: error: 0, warning: 0, info: 0, accepted: 1.\nknown.json: accepted 1 finding.\n",
    });
    const file = JSON.parse(written("known.json"));
    const today = new Date().toISOString().slice(0, 10);
    expect(file).toEqual({
        version: 1,
        accepted: [
            {
                rule: "no-usable-key",
                tenant: "acme",
                groups: [{ id: oslo.id, name: "Oslo" }],
                since: today,
                reason: "Lab site",
            },
        ],
    });
    expect(await check()).toMatchObject({ code: 0 });
    const other = { ...file.accepted[0], rule: "no-connectors" };
    writeFileSync(join(folder, "known.json"), JSON.stringify({ version: 1, accepted: [other] }));
    expect(await check()).toMatchObject({
        code: FINDINGS,
        out: expect.stringMatching(
            /\ninfo no-usable-key: acme: Oslo: .*\ngone no-connectors: acme: Oslo: accepted since .*; remove it from known\.json\n$/,
        ),
    });
});

test("- is standard output: the page or the data alone, the summary beside it", async () => {
    const seed = seedOf({ ...tenant(group()), label: "acme" });
    await start(seed);
    const page = await fleet(["--out", "-"], variables(seed));
    expect(page).toMatchObject({ code: 0, err: "1 group, 1 tenant. Findings: error: 0, warning: 0, info: 0.\n" });
    expect(page.out).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(files()).toEqual([]);
    const data = await fleet(["--json", "-"], variables(seed));
    expect(JSON.parse(data.out).tenants).toHaveLength(1);
    expect(data.err).toBe("fleet.html: 1 group, 1 tenant. Findings: error: 0, warning: 0, info: 0.\n");
    const both = await fleet(["--out", "-", "--json", "-"], variables(seed));
    expect(both).toEqual({
        code: WRONG_USE,
        out: "",
        err: "Only one of --out and --json can be standard output (-).\n",
    });
});

test("a file that cannot be replaced leaves the others as they were; a device is written, not replaced", async () => {
    const seed = seedOf({ ...tenant(group()), label: "acme" });
    await start(seed);
    writeFileSync(join(folder, "fleet.html"), "former");
    mkdirSync(join(folder, "data"));
    const { code, err } = await fleet(["--json", "data"], variables(seed));
    expect({ code, err }).toEqual({ code: WRONG_USE, err: expect.stringMatching(/--json data cannot be written/) });
    expect(written("fleet.html")).toBe("former");
    expect(files().sort()).toEqual(["data", "fleet.html"]);
    expect(await fleet(["--out", "/dev/null"], variables(seed))).toMatchObject({ code: 0 });
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
});

test("--stack takes the tenants from the stack's configuration, secrets included", async () => {
    const seeds = demoTenants().slice(0, 2).map(seedOf);
    await start(...seeds);
    const engine = mkdtempSync(join(tmpdir(), "zpa-fleet-stack-"));
    const env = { ...engineEnvironment(process.env.PULUMI_TEST_BIN!, engine), HOME: engine };
    try {
        writeFileSync(join(folder, "Pulumi.yaml"), "name: sites\nruntime: nodejs\n");
        const pulumi = (...args: string[]) => execFileSync("pulumi", args, { cwd: folder, env, stdio: "pipe" });
        pulumi("stack", "init", "dev");
        for (const { clientId, clientSecret, customerId } of seeds) {
            const set = (name: string, value: string, ...flags: string[]) =>
                pulumi("config", "set", "--stack", "dev", "--path", `zpa:tenants.${clientId}.${name}`, value, ...flags);
            set("customerId", customerId, "--type", "string");
            set("clientId", clientId);
            set("baseUrl", emulator.url);
            set("clientSecret", clientSecret, "--secret");
        }
        const { code, out } = await fleet(["--stack", "dev"], env);
        expect([code, out]).toEqual([0, expect.stringContaining("40 groups, 2 tenants")]);
        expect(written("fleet.html")).not.toMatch(SECRETS);
    } finally {
        rmSync(engine, { recursive: true, force: true });
    }
});

test("only this command loads the map and the page", () => {
    const script = `
        require(${JSON.stringify(resolve(__dirname, "../../dist/index.js"))});
        const loaded = Object.keys(require.cache).filter((file) => /dist.fleet|d3-geo|topojson|world-atlas/.test(file));
        console.log(JSON.stringify(loaded));`;
    expect(existsSync(COMMAND)).toBe(true);
    expect(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }).trim()).toBe("[]");
});
