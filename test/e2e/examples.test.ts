import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { emulatorSettings } from "../../scripts/pulumi-cli/environment";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { blocksOf, startTyping, typed } from "../support/engine/shell";
import { Stack } from "../support/engine/stack";

const BRANCH = "216196257331282000";
const GLOBEX = "72058304855015424";

let emulator: Emulator;
let stack: Stack;
const names = (customerId?: string) =>
    emulator
        .tenant(customerId)
        .groups()
        .map((group) => group.name)
        .sort();
const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));

beforeEach(async () => {
    emulator = await startEmulator({
        limits: "off",
        tenants: [
            { ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch offices" }] },
            { customerId: GLOBEX, clientId: "globex", clientSecret: "globex-secret", vanityDomain: "globex" },
        ],
    });
});
afterEach(async () => {
    stack.remove();
    await emulator.close();
});

/** An example in a project of its own, where the commands of its page are typed. */
async function project(example: string, env: Record<string, string> = emulatorSettings(emulator.url)): Promise<void> {
    stack = new Stack(undefined, { example });
    stack.setEnv({ PULUMI_SKIP_CONFIRMATIONS: "true", ...env });
    await stack.pulumi("stack", "select", "test");
}
const commandsOf = (example: string) => blocksOf(`examples/${example}/README.md`).at(-1)!;
const expectUnchanged = async () => expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });

test("version-profiles: the preview of the roll-out shows two sites and of each only the profile", async () => {
    await project("version-profiles");
    const output = await typed(stack, commandsOf("version-profiles"));
    const updates = [...output.matchAll(/^ ~ .* (\S+) updated? .*\[diff: (\S+)\]/gm)].map((match) => match.slice(1));
    expect(new Set(updates.map(String))).toEqual(new Set(["london,~versionProfileId", "tokyo,~versionProfileId"]));
    expect(names()).toEqual(["lab", "london", "san-jose", "tokyo"]);
    expect(["lab", "tokyo"].map((name) => emulator.tenant().group(name).versionProfileId)).toEqual([
        "216196257331281940",
        "2",
    ]);
    await expectUnchanged();
    const wrong = await stack.config({ "zpa-connectors-version-profiles:labProfile": "Pilot sites" }).preview();
    expect(wrong.output).toContain('"Pilot sites 2026"');
});

test("sites: each entry of the file is a group; an invalid entry is reported with its path", async () => {
    await project("sites");
    await typed(stack, commandsOf("sites"));
    expect(names()).toEqual(["london", "san-jose", "tokyo"]);
    expect(emulator.tenant().group("london")).toMatchObject({ upgradeDay: "SATURDAY", upgradeTimeInSecs: "7200" });
    await expectUnchanged();
    const file = join(stack.folder, "sites.yaml");
    writeFileSync(
        file,
        `${readFileSync(file, "utf8")}\nlab:\n    location: Lab\n    latitude: north\n    longitude: 1\n    upgradeTime: "7:10"\n`,
    );
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(/lab\.latitude/);
    expect(output).toMatch(/lab\.upgradeTime: must be a quarter of an hour/);
});

test("multi-tenant: one program, several tenants and microtenants, each with its secret", async () => {
    await project("multi-tenant", { ZPA_ACME_BASE_URL: emulator.url, ZPA_GLOBEX_BASE_URL: emulator.url });
    const [configuration, commands] = blocksOf("examples/multi-tenant/README.md");
    stack.config(parse(configuration!.replace("clientId: acme", "clientId: emulator")).config);
    await typed(stack, commands!, ["…", "emulator-secret"], ["…", "globex-secret"]);
    expect(names()).toEqual(["frankfurt", "frankfurt", "singapore", "singapore"]);
    const inBranch = emulator
        .tenant()
        .groups()
        .filter((group) => group.microtenantId === BRANCH);
    expect(inBranch).toHaveLength(2);
    expect(names(GLOBEX)).toEqual(["frankfurt", "singapore"]);
    await typed(stack, "pulumi preview --expect-no-changes && pulumi destroy");
    expect([names(), names(GLOBEX)]).toEqual([[], []]);
});

test("take-over: what differs is listed at preview; what agrees is adopted without a write", async () => {
    const group = { enabled: true, microtenantId: "0", upgradeDay: "SATURDAY" };
    const add = (more: Record<string, unknown> & { name: string }) =>
        emulator.tenant().add("groups", { ...group, ...more }).id;
    const chicago = add({ name: "chicago", location: "Chicago, IL, USA", latitude: "41.8781", longitude: "-87.6298" });
    const paris = add({
        name: "paris",
        location: "Paris",
        latitude: "48.8566",
        longitude: "2.3522",
        upgradeDay: "SUNDAY",
    });
    await project("take-over");
    const [first, setChicago, setParis, second, up, forget] = commandsOf("take-over").split("\n");
    expect((await startTyping(stack, first!).ended).output).toMatch(/already exists.*with the id "?\d+/);
    await typed(stack, setChicago!, ["2161…", chicago]);
    await typed(stack, setParis!, ["2161…", paris]);
    const differing = await startTyping(stack, second!).ended;
    expect(differing.code).not.toBe(0);
    for (const difference of ['location: "Paris" → "Paris, France"', 'description: "" → "made by hand"'])
        expect(differing.output).toContain(difference);
    emulator.tenant().changeGroup(paris, { location: "Paris, France", description: "made by hand" });
    await typed(stack, up!);
    await typed(stack, `${forget!}\npulumi preview --expect-no-changes`);
    expect(writes()).toEqual([]);
});

test("locked-groups: the lock on one is left alone, the lock on the other is noticed", async () => {
    stack = new Stack(emulator, { example: "locked-groups" });
    expect((await stack.up()).code).toBe(0);
    emulator.tenant().changeGroup(emulator.tenant().group("decoys").id, { readOnly: true });
    stack.config({ "zpa-connectors-locked-groups:upgradeDay": "FRIDAY" });
    expect((await stack.preview()).steps).toEqual({ madrid: { op: "update", diff: "~upgradeDay" } });
    expect((await stack.up()).code).toBe(0);
    expect([emulator.tenant().group("madrid").upgradeDay, emulator.tenant().group("decoys").upgradeDay]).toEqual([
        "FRIDAY",
        "SUNDAY",
    ]);
    emulator.tenant().changeGroup(emulator.tenant().group("madrid").id, { zscalerManaged: true });
    const refused = await stack.config({ "zpa-connectors-locked-groups:upgradeDay": "MONDAY" }).preview();
    expect(refused.output).toMatch(/"madrid".*zscalerManaged/);
    emulator.tenant().changeGroup(emulator.tenant().group("madrid").id, { zscalerManaged: false });
    expect((await stack.destroy()).code).toBe(0);
    expect(names()).toEqual(["decoys"]);
});
