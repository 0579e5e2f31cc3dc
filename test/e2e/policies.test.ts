import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import {
    criticalOnEarlyProfile,
    type Group,
    overlappingWindows,
    unlimitedKeys,
    windowsOverlap,
    withoutEnrollment,
} from "../../examples/upgrade-policies/rules";
import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";

const ROOT = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const HOUR = 3_600;
const group = (more: Partial<Group>): Group => ({
    ...{ urn: "urn:a", name: "a", customerId: "1", country: "US", upgradeDay: "SUNDAY", upgradeTimeInSecs: 0 },
    ...{ profileId: "0", profileName: undefined, ...more },
});

describe("windows of four hours", () => {
    test.each([
        ["begin together", "MONDAY", 8, "MONDAY", 8, true],
        ["share their last quarter of an hour", "MONDAY", 8, "MONDAY", 11.75, true],
        ["touch", "MONDAY", 8, "MONDAY", 12, false],
        ["meet after midnight", "MONDAY", 22, "TUESDAY", 1, true],
        ["touch after midnight", "MONDAY", 22, "TUESDAY", 2, false],
        ["meet after the week's end", "SATURDAY", 23, "SUNDAY", 2.75, true],
        ["touch after the week's end", "SATURDAY", 23, "SUNDAY", 3, false],
        ["are on other days", "MONDAY", 8, "THURSDAY", 8, false],
    ])("that %s", (_, dayA, hourA, dayB, hourB, overlap) => {
        const a = group({ upgradeDay: dayA, upgradeTimeInSecs: hourA * HOUR });
        const b = group({ upgradeDay: dayB, upgradeTimeInSecs: hourB * HOUR });
        expect([windowsOverlap(a, b), windowsOverlap(b, a)]).toEqual([overlap, overlap]);
    });

    test("count only within one country of one customer", () => {
        const groups = (more: Partial<Group>) => [group({}), group({ urn: "urn:b", name: "b", ...more })];
        expect(overlappingWindows(groups({}))).toEqual([
            {
                urn: "urn:b",
                message:
                    '"b" and "a" are both in US and upgrade at the same time (SUNDAY 00:00 and SUNDAY 00:00, four hours ' +
                    "each). Move one of the windows.",
            },
        ]);
        expect(overlappingWindows(groups({ country: "CA" }))).toEqual([]);
        expect(overlappingWindows(groups({ customerId: "2" }))).toEqual([]);
        const unknown = { country: undefined };
        expect(overlappingWindows([group(unknown), group({ urn: "urn:b", ...unknown })])).toEqual([]);
    });
});

test("a critical group is found by its name, an early profile by id or by name", () => {
    const settings = { critical: /^dc-/, earlyProfiles: ["2", "New Release - el8"] };
    const urns = criticalOnEarlyProfile(
        [
            group({ urn: "by-id", name: "dc-1", profileId: "2" }),
            group({ urn: "by-name", name: "dc-2", profileId: "77", profileName: "New Release - el8" }),
            group({ urn: "default", name: "dc-3" }),
            group({ urn: "branch", name: "branch-1", profileId: "2" }),
        ],
        settings,
    ).map(({ urn }) => urn);
    expect(urns).toEqual(["by-id", "by-name"]);
});

test("a group without a key or an enrollment is found", () => {
    const groups = [group({ urn: "with" }), group({ urn: "without", name: "b" })];
    expect(withoutEnrollment(groups, new Set(["with"]))).toMatchObject([{ urn: "without" }]);
});

test("a key that never expires and has no allow list is found", () => {
    const key = (urn: string, expires?: number, addresses?: string[]) => ({ urn, name: "k", expires, addresses });
    const keys = [key("expires", 1), key("bound", undefined, ["::1"]), key("neither"), key("empty", undefined, [])];
    expect(unlimitedKeys(keys).map(({ urn }) => urn)).toEqual(["neither", "empty"]);
});

/** Three groups in one country, and a stand-in for a key of the first. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const zpa = require("pulumi-zpa-connectors");
const settings = require("./groups.json").settings.args;

const US = { location: "Dallas, TX, USA", latitude: 32.7767, longitude: -96.797 };
const groups = Object.entries(settings).map(([name, args]) => new zpa.AppConnectorGroup(name, { name, ...US, ...args }));

const provider = { create: async (inputs) => ({ id: "1", outs: inputs }) };
class ProvisioningKey extends pulumi.dynamic.Resource {
    constructor(name, args) {
        super(provider, name, args, undefined, "zpa", "ProvisioningKey");
    }
}
new ProvisioningKey("key", { name: "key", appConnectorGroupId: groups[0].id, maxUsage: 2 });
`;

describe("the policy pack, run by the engine", () => {
    let emulator: Emulator;
    let stack: Stack;
    let pack: string;
    beforeEach(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator, { program: PROGRAM });
        stack.setEnv({ PATH: [join(ROOT, "test/support/engine"), stack.env.PATH].join(delimiter) });
        pack = join(stack.folder, "policies");
        cpSync(join(ROOT, "examples/upgrade-policies"), pack, { recursive: true });
        symlinkSync(join(ROOT, "node_modules"), join(pack, "node_modules"));
        const file = join(pack, "PulumiPolicy.yaml");
        writeFileSync(file, readFileSync(file, "utf8").replace("runtime: nodejs", "runtime: policypack"));
    });
    afterEach(async () => {
        stack.remove();
        await emulator.close();
    });

    test("fails the preview with each violation at its group, and accepts a valid program", async () => {
        stack.program({
            settings: {
                args: {
                    "dallas-critical": {
                        versionProfileName: "New Release",
                        upgradeDay: "SATURDAY",
                        upgradeTimeInSecs: 82_800,
                    },
                    houston: { upgradeDay: "SUNDAY", upgradeTimeInSecs: 7_200 },
                },
            },
        });
        const bad = await stack.preview("--policy-pack", pack);
        expect(bad.code).not.toBe(0);
        expect(policiesOf(bad.output)).toMatchInlineSnapshot(`
"    ❌ zpa-upgrade-policies@v0.1.0 (local: …)
        - [mandatory]  critical-not-early  (pulumi-nodejs:dynamic/zpa:AppConnectorGroup: dallas-critical)
          Critical groups do not get a new release first.
          "dallas-critical" is critical and on the version profile "New Release". Use "Default" or "Previous Default".
        - [mandatory]  group-has-enrollment  (pulumi-nodejs:dynamic/zpa:AppConnectorGroup: houston)
          Every group has a provisioning key or an enrollment.
          "houston" has no ProvisioningKey and no ConnectorEnrollment, so no connector can join it.
        - [mandatory]  windows-apart-in-country  (pulumi-nodejs:dynamic/zpa:AppConnectorGroup: houston)
          No two groups of one country upgrade in overlapping four-hour windows.
          "houston" and "dallas-critical" are both in US and upgrade at the same time (SUNDAY 02:00 and SATURDAY 23:00, four hours each). Move one of the windows.
        - [advisory]  key-expires-or-is-bound  (pulumi-nodejs:dynamic/zpa:ProvisioningKey: key)
          Every provisioning key expires or has an allow list.
          The key "key" never expires and can be used from anywhere. Set expirationInEpochSec or ipAcl."
`);

        stack.program({ settings: { args: { "dallas-critical": {} } } });
        expect(await stack.preview("--policy-pack", pack)).toMatchObject({ code: 0 });
        expect(await stack.up("--policy-pack", pack)).toMatchObject({ code: 0 });
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    test("is configured with --policy-pack-config", async () => {
        stack.program({ settings: { args: { dallas: { versionProfileName: "New Release" } } } });
        const documented = /```json\n(\{\s+"critical-not-early"[\s\S]*?)```/.exec(read("docs/pipelines.md"))![1]!;
        stack.write("policy-config.json", JSON.parse(documented));
        expect(await stack.preview("--policy-pack", "policies")).toMatchObject({ code: 0 });
        const configured = ["--policy-pack", "policies", "--policy-pack-config", "policy-config.json"];
        const strict = await stack.preview(...configured);
        expect(strict.output).toContain('"dallas" is critical and on the version profile "New Release".');
        expect(strict.code).not.toBe(0);
    });
});

/** The part of the output about policies, without the pack's folder. */
const policiesOf = (output: string) =>
    /Policies:\n([\s\S]*?)\n\n/.exec(output)?.[1]?.replace(/\(local: .*\)/, "(local: …)");
