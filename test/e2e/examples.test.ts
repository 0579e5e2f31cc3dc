import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
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
            { customerId: GLOBEX, clientId: "globex", clientSecret: "globex-secret" },
        ],
    });
});
afterEach(async () => {
    stack.remove();
    await emulator.close();
});

test("version-profiles: the preview of the roll-out shows two sites and of each only the profile", async () => {
    stack = new Stack(emulator, { example: "version-profiles" });
    expect((await stack.up()).code).toBe(0);
    expect(names()).toEqual(["lab", "london", "san-jose", "tokyo"]);
    expect(emulator.tenant().group("lab").versionProfileId).toBe("216196257331281940");
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    const update = { op: "update", diff: "~versionProfileId" };
    const rollout = stack.config({ "zpa-connectors-version-profiles:rollout": "all" });
    expect((await rollout.preview()).steps).toEqual({ london: update, tokyo: update });
    expect((await stack.up()).code).toBe(0);
    expect(emulator.tenant().group("tokyo").versionProfileId).toBe("2");
    const wrong = await stack.config({ "zpa-connectors-version-profiles:labProfile": "Pilot sites" }).preview();
    expect(wrong.output).toContain('"Pilot sites 2026"');
    expect((await stack.destroy()).code).toBe(0);
});

test("sites: each entry of the file is a group; a wrong entry is refused with its place", async () => {
    stack = new Stack(emulator, { example: "sites" });
    expect((await stack.up()).code).toBe(0);
    expect(names()).toEqual(["london", "san-jose", "tokyo"]);
    expect(emulator.tenant().group("london")).toMatchObject({ upgradeDay: "SATURDAY", upgradeTimeInSecs: "7200" });
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
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

test("multi-tenant: one program, several tenants and microtenants", async () => {
    const tenants = {
        acme: {
            customerId: DEFAULT_TENANT.customerId,
            clientId: "emulator",
            clientSecret: "emulator-secret",
            baseUrl: emulator.url,
        },
        globex: {
            customerId: GLOBEX,
            clientId: "globex",
            clientSecret: "globex-secret",
            vanityDomain: "globex",
            baseUrl: emulator.url,
        },
    };
    const places = [{ tenant: "acme" }, { tenant: "acme", microtenantName: "Branch offices" }, { tenant: "globex" }];
    const config = { "zpa:tenants": tenants, "zpa-connectors-multi-tenant:places": places };
    stack = new Stack(undefined, { example: "multi-tenant", config });
    const { code, output } = await stack.up("--continue-on-error");
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(names()).toEqual(["frankfurt", "frankfurt", "singapore", "singapore"]);
    expect(
        emulator
            .tenant()
            .groups()
            .filter((group) => group.microtenantId === BRANCH),
    ).toHaveLength(2);
    expect(names(GLOBEX)).toEqual(["frankfurt", "singapore"]);
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    expect((await stack.destroy()).code).toBe(0);
    expect(names()).toEqual([]);
});

test("take-over: what differs is listed at preview; what agrees is adopted without a write", async () => {
    const made = (name: string, more: Record<string, unknown>) =>
        emulator.tenant().add("groups", { name, enabled: true, microtenantId: "0", ...more }).id;
    const ids = {
        chicago: made("chicago", {
            location: "Chicago, IL, USA",
            latitude: "41.8781",
            longitude: "-87.6298",
            upgradeDay: "SUNDAY",
        }),
        paris: made("paris", {
            location: "Paris, France",
            latitude: "48.8566",
            longitude: "2.3522",
            description: "made by hand",
        }),
    };
    stack = new Stack(emulator, { example: "take-over" });
    const unknown = await stack.preview();
    expect(unknown.output).toMatch(new RegExp(`import: "(${ids.chicago}|${ids.paris})"`));
    const differing = await stack.config({ "zpa-connectors-take-over:ids": ids }).preview();
    expect(differing.code).not.toBe(0);
    expect(differing.output).toMatch(/upgradeDay: "SUNDAY" → "SATURDAY"/);
    emulator.tenant().changeGroup(ids.chicago, { upgradeDay: "SATURDAY" });
    expect((await stack.preview()).code).toBe(0);
    expect((await stack.up()).code).toBe(0);
    expect(writes()).toEqual([]);
    expect((await stack.config({}).preview("--expect-no-changes")).code).toBe(0);
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
