import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator, type TenantSeed } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { runCommand } from "../support/command";
import { compile } from "./compile";

const site = (index: number, changes: Record<string, unknown> = {}) => ({
    id: String(216196257331400000n + BigInt(index)),
    name: `Site ${index}`,
    enabled: true,
    location: "Zürich",
    latitude: "47.4",
    longitude: "8.5",
    ...changes,
});

const tenantSeed = (label: string, index: number, groups: ReturnType<typeof site>[]): TenantSeed => ({
    customerId: String(216196257331290000n + BigInt(index)),
    clientId: label,
    clientSecret: `${label}-secret`,
    vanityDomain: label,
    maxGroups: 10_000,
    groups,
});

let emulator: Emulator;
let folder: string;
let env: Record<string, string>;

async function start(...tenants: TenantSeed[]): Promise<void> {
    emulator = await startEmulator({ limits: "off", tenants });
    folder = mkdtempSync(join(tmpdir(), "zpa-adopt-"));
    env = { PATH: process.env.PATH!, HOME: folder, ZPA_PACING_DIR: join(folder, "pacing"), ZPA_BASE_URL: emulator.url };
    for (const { clientId, customerId, clientSecret, vanityDomain } of tenants) {
        const prefix = clientId === DEFAULT_TENANT.clientId ? "ZPA" : `ZPA_${clientId.toUpperCase()}`;
        env[`${prefix}_CUSTOMER_ID`] = customerId;
        env[`${prefix}_CLIENT_ID`] = clientId;
        env[`${prefix}_CLIENT_SECRET`] = clientSecret;
        if (prefix !== "ZPA") env[`${prefix}_VANITY_DOMAIN`] = vanityDomain!;
    }
}

afterEach(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
});

const adopt = (...args: string[]) => runCommand({ folder, env }, "adopt", ...args);
const program = () => readFileSync(join(folder, "index.ts"), "utf8");
const imported = () => JSON.parse(readFileSync(join(folder, "import.json"), "utf8")).resources as { name: string }[];
const written = () => readdirSync(folder).filter((file) => !file.startsWith("pacing"));

/** A fake Pulumi CLI that returns a stack's configuration. */
function stackConfiguration(config: Record<string, { value: string }>): void {
    const bin = mkdtempSync(join(folder, "pacing-bin-"));
    writeFileSync(join(bin, "config.json"), JSON.stringify(config));
    const script = `#!/bin/sh\n[ "$*" = "config --json --show-secrets --non-interactive --stack prod" ] && cat ${bin}/config.json\n`;
    writeFileSync(join(bin, "pulumi"), script, { mode: 0o755 });
    env.PATH = `${bin}:${env.PATH}`;
}

/** The exit codes, as in the docs. */
const [NOTHING, WRONG_USE, UNREADABLE] = [1, 2, 3];

/** One clear message, and nothing written. */
async function refused(exitCode: number, args: string[], message: RegExp): Promise<void> {
    const before = written();
    const { code, stdout, stderr } = await adopt(...args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(written()).toEqual(before);
}

describe("nothing is written, and one message gives the reason:", () => {
    test("a microtenant whose id is not digits", async () => {
        const microtenants = [{ id: "72058304855015425", name: "EMEA" }];
        await start({ ...DEFAULT_TENANT, microtenants, groups: [site(1, { microtenantId: "72058304855015425" })] });
        emulator.fault({
            kind: "values",
            path: "/microtenants?",
            id: "72058304855015425",
            values: { id: "1\nprocess.exit(1);//" },
        });
        await refused(
            3,
            [],
            /was not adopted: its microtenant "EMEA" .*cannot be read: id: must be an id in decimal digits/,
        );
    });

    test("an unknown tenant", async () => {
        await start({ ...DEFAULT_TENANT, groups: [site(1)] });
        await refused(WRONG_USE, ["--tenant", "acme"], /No tenant is named "acme"/);
        expect(emulator.requests()).toEqual([]);
    });

    test("rejected credentials, without their secret", async () => {
        await start({ ...DEFAULT_TENANT, groups: [site(1)] });
        env.ZPA_CLIENT_SECRET = "mistyped-secret";
        await refused(UNREADABLE, [], /The default tenant was not adopted: .*ZPA_CLIENT_SECRET/s);
        expect((await adopt()).stderr).not.toContain("mistyped-secret");
    });

    test("a folder that already has a program, before any request", async () => {
        await start({ ...DEFAULT_TENANT, groups: [site(1)] });
        writeFileSync(join(folder, "index.ts"), "mine");
        await refused(WRONG_USE, [], /--out \. has index\.ts already\. Nothing was written; --force replaces/);
        expect(program()).toBe("mine");
        expect(emulator.requests()).toEqual([]);
        expect((await adopt("--force")).code).toBe(0);
        expect(program()).toContain('"site-1"');
    });

    test("a folder that cannot be created", async () => {
        await start({ ...DEFAULT_TENANT, groups: [site(1)] });
        writeFileSync(join(folder, "file"), "");
        await refused(WRONG_USE, ["--out", "file/below"], /--out file\/below cannot be written: .* is not a directory/);
        expect(emulator.requests()).toEqual([]);
    });

    test("an option that does not exist, and standard output as a folder", async () => {
        await start(DEFAULT_TENANT);
        await refused(WRONG_USE, ["--into", "x"], /unknown option '--into'/);
        await refused(WRONG_USE, ["--out", "-"], /--out must be a folder\. --json prints on standard output/);
    });

    test("an empty tenant", async () => {
        await start(DEFAULT_TENANT);
        await refused(NOTHING, [], /There is nothing to adopt/);
    });

    test("a truncated response, with the settings of a stack", async () => {
        await start({ ...DEFAULT_TENANT, groups: [site(1)] });
        emulator.fault({ kind: "cut", path: "/appConnectorGroup", times: 20 });
        stackConfiguration({ "zpa:retrySecs": { value: "0" } });
        await refused(UNREADABLE, ["--stack", "prod"], /The default tenant was not adopted: GET .*appConnectorGroup/);
    });

    test("no default tenant, but others are configured", async () => {
        await start(tenantSeed("acme", 1, [site(1)]));
        await refused(WRONG_USE, [], /Choose with --tenant <label> or --all-tenants; there are acme\./);
    });

    test("an invalid export, one without a group, and one of another tenant", async () => {
        await start({ ...DEFAULT_TENANT, groups: [site(1)] });
        writeFileSync(join(folder, "export.json"), "{}");
        await refused(WRONG_USE, ["--from-export", "none.json"], /--from-export none\.json cannot be read/);
        await refused(WRONG_USE, ["--from-export", "export.json"], /must be what `pulumi stack export` wrote/);
        const resources = [{ urn: "urn:pulumi:a::b::c:ConnectorGroup::gone", type: "c:ConnectorGroup", id: "7" }];
        writeFileSync(join(folder, "export.json"), JSON.stringify({ deployment: { resources: [] } }));
        await refused(WRONG_USE, ["--from-export", "export.json"], /holds no App Connector group/);
        writeFileSync(join(folder, "export.json"), JSON.stringify({ deployment: { resources } }));
        await refused(
            NOTHING,
            ["--from-export", "export.json"],
            /id 7\): is in the export, but in none of the tenants/,
        );
    });
});

test("an object that a program cannot express is left out with the reason, and the rest is adopted", async () => {
    const key = (index: number, group: number) => ({
        id: String(216196257331600000n + BigInt(index)),
        name: `key ${index}`,
        maxUsage: "1",
        enabled: true,
        zcomponentId: site(group).id,
        enrollmentCertId: "6573",
    });
    await start({
        ...DEFAULT_TENANT,
        groups: [
            site(1),
            site(2, { upgradeDay: "FUNDAY" }),
            site(3, { latitude: undefined }),
            site(4, { enabled: undefined }),
            site(5, { readOnly: "perhaps" }),
            site(6, { upgradeTimeInSecs: "1000" }),
        ],
        provisioningKeys: [key(1, 1), key(2, 2)],
    });
    const { code, stdout } = await adopt();
    expect(code).toBe(0);
    expect(imported().map(({ name }) => name)).toEqual(["site-1", "key-1"]);
    const left = stdout.split("\n").filter((line) => line.startsWith("  default tenant:"));
    expect(left.sort()).toEqual([
        expect.stringMatching(/group "Site 2" .*upgradeDay must be one of .*; it is "FUNDAY"$/),
        expect.stringMatching(/group "Site 3" .*latitude is required/),
        expect.stringMatching(/group "Site 4" .*the service reports no enabled$/),
        expect.stringMatching(/group "Site 5" .*it cannot be read \(readOnly/),
        expect.stringMatching(/group "Site 6" .*upgradeTimeInSecs must be/),
        expect.stringMatching(
            /provisioning key "key 2" .*its App Connector group \(id 216196257331400002\) is not in the program$/,
        ),
    ]);
    expect(compile(program())).toEqual([]);
});

test("several tenants become one program, with few calls each; one that fails does not stop the others", async () => {
    await start(...["acme", "beta", "gamma"].map((label, i) => tenantSeed(label, i, [site(1), site(2)])));
    const all = await adopt("--all-tenants");
    expect(all).toMatchObject({ code: 0, stderr: "Reading 3 tenants.\n" });
    expect(callsIn(emulator.requests())).toHaveLength(3 * 4);
    expect(imported().map(({ name }) => name)).toEqual(
        ["acme", "beta", "gamma"].flatMap((label) => [`${label}-site-1`, `${label}-site-2`]),
    );
    expect(program()).toContain('tenant: "beta"');
    expect(compile(program())).toEqual([]);

    env.ZPA_BETA_CLIENT_SECRET = "other";
    const { code, stderr, stdout } = await adopt("--all-tenants", "--force");
    expect({ code, imported: imported().length }).toEqual({ code: UNREADABLE, imported: 4 });
    expect(stderr).toMatch(/The tenant beta was not adopted: /);
    expect(stdout).toMatch(/Wrote index\.ts and import\.json: 4 App Connector groups/);
});

test("an auto-delete schedule becomes a resource; one that the credentials may not read is left out", async () => {
    await start({ ...DEFAULT_TENANT, groups: [site(1)] });
    emulator.tenant().add("connectorSchedule", {
        ...{ id: "8", name: "connector schedule", microtenantId: "0", frequency: "days" },
        ...{ frequencyInterval: "30", enabled: false, deleteDisabled: false },
    });
    const { code, stdout } = await adopt();
    expect(code).toBe(0);
    expect(stdout).toContain("Wrote index.ts and import.json: 1 App Connector group, 1 auto-delete schedule.");
    expect(program()).toContain('"auto-delete": { enabled: false, frequencyInterval: 30 },');
    expect(imported().map(({ name }) => name)).toEqual(["site-1", "auto-delete"]);
    expect(compile(program())).toEqual([]);

    emulator.fault({ kind: "status", status: 403, body: { reason: "no right" }, path: "connectorSchedule" });
    const without = await adopt("--force");
    expect(without.code).toBe(0);
    expect(without.stdout).toMatch(/auto-delete schedule "auto-delete".*it cannot be read \(.*no right/);
    expect(program()).not.toContain("AutoDelete");
});

test("the same name in two microtenants makes two resources, and microtenants with the same name are given by id", async () => {
    const microtenants = [
        { id: "72058304855015425", name: "EMEA" },
        { id: "72058304855015426", name: "Twin" },
        { id: "72058304855015427", name: "Twin" },
    ];
    const groups = [
        site(1),
        site(2, { name: "Site 1", microtenantId: "72058304855015425" }),
        site(3, { microtenantId: "72058304855015427" }),
    ];
    await start({ ...DEFAULT_TENANT, microtenants, groups });
    expect((await adopt()).code).toBe(0);
    expect(imported().map(({ name }) => name)).toEqual(["site-1", "emea-site-1", "site-3"]);
    expect(program()).toContain('microtenantName: "EMEA"');
    expect(program()).toContain('microtenantId: "72058304855015427"');

    env.ZPA_MICROTENANT_NAME = "EMEA";
    expect((await adopt("--force")).code).toBe(0);
    expect(imported()).toMatchObject([{ name: "site-1", inputs: { microtenantName: "EMEA" } }]);
    expect(program()).not.toContain("microtenantName");
});

test("1,100 groups are three pages, and all of them are adopted", async () => {
    await start({ ...DEFAULT_TENANT, maxGroups: 2_000, groups: Array.from({ length: 1_100 }, (_, i) => site(i)) });
    expect((await adopt()).code).toBe(0);
    expect(imported()).toHaveLength(1_100);
    expect(callsIn(emulator.requests()).filter((call) => call === "GET appConnectorGroup 200")).toHaveLength(3);
});

test("--stack uses the configuration of the stack", async () => {
    const acme = tenantSeed("acme", 1, [site(1)]);
    await start(acme);
    for (const name of Object.keys(env)) if (name.startsWith("ZPA_ACME")) delete env[name];
    const { customerId, clientId, clientSecret, vanityDomain } = acme;
    const tenants = JSON.stringify({ acme: { customerId, clientId, clientSecret, vanityDomain } });
    stackConfiguration({ "zpa:tenants": { value: tenants } });
    const { code, stdout } = await adopt("--stack", "prod", "--tenant", "acme");
    expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringContaining("--generate-code=false --stack prod\n"),
    });
    expect((await adopt("--stack", "lost", "--force")).stderr).toMatch(
        /The configuration of stack lost cannot be read/,
    );
});

test("--json prints what would be written, and writes nothing", async () => {
    await start({ ...DEFAULT_TENANT, groups: [site(1)] });
    const { code, stdout } = await adopt("--json");
    expect(code).toBe(0);
    const { files, leftOut, problems } = JSON.parse(stdout);
    expect({ leftOut, problems }).toEqual({ leftOut: [], problems: [] });
    expect(written()).toEqual([]);
    expect((await adopt("--out", "made/here")).code).toBe(0);
    expect(existsSync(join(folder, "made/here/import.json"))).toBe(true);
    expect(readFileSync(join(folder, "made/here/index.ts"), "utf8")).toBe(files["index.ts"]);
});
