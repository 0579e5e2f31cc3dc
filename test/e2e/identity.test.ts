import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { type Outcome, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const ROOT = resolve(__dirname, "../..");
const LONDON = { ...SITE, name: "London DC1" };
const DECEPTION = { readOnly: true, restrictionType: "DECEPTION" };

let emulator: Emulator;
let stack: Stack;
const start = async (program?: string) => {
    emulator = await startEmulator({ limits: "off" });
    stack = new Stack(emulator, program === undefined ? {} : { program });
};
afterEach(async () => {
    stack.remove();
    await emulator.close();
});
const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
/** The outcome of a run that is to succeed; its output is shown otherwise. */
async function succeeds(outcome: Promise<Outcome>): Promise<void> {
    const { code, output } = await outcome;
    expect(code === 0 ? "" : output).toBe("");
}
const lock = (name: string) => emulator.tenant().changeGroup(emulator.tenant().group(name).id, DECEPTION);

describe("a policy pack that changes the inputs of every group after check", () => {
    const PACK = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("standards", {
    policies: [{
        name: "standard-values",
        description: "Every group has the standard values.",
        enforcementLevel: "remediate",
        remediateResource: ({ type, props }) =>
            type.endsWith("AppConnectorGroup") ? { ...props, ...require("./values.json") } : undefined,
    }],
});
`;
    let pack: string;
    const values = (changes: Record<string, unknown>) => stack.write("standards/values.json", changes);
    beforeEach(async () => {
        await start();
        stack.setEnv({ PATH: [join(ROOT, "test/support/engine"), stack.env.PATH].join(delimiter) });
        pack = join(stack.folder, "standards");
        mkdirSync(pack);
        symlinkSync(join(ROOT, "node_modules"), join(pack, "node_modules"));
        writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: policypack\nmain: index.js\n");
        writeFileSync(join(pack, "index.js"), PACK);
        stack.write("standards/package.json", { name: "standards", version: "1.0.0", main: "index.js", private: true });
        values({ upgradeDay: "MONDAY" });
        stack.program({ site: { args: SITE }, london: { args: LONDON } });
        await succeeds(stack.up("--policy-pack", pack));
        expect(emulator.tenant().group(SITE.name)).toMatchObject({ upgradeDay: "MONDAY" });
    });

    test.each(["false", "true"])(
        "changes nothing in what a preview reports: locks, replacements, no change (parallel diffs: %s)",
        async (parallel) => {
            stack.setEnv({ PULUMI_PARALLEL_DIFF: parallel });
            emulator.clearRequests();
            await succeeds(stack.preview("--policy-pack", pack, "--expect-no-changes"));
            // `check` cannot tell the values of the pack from changes of the program, so it looks for locks.
            expect(callsIn(emulator.requests())).toEqual(["GET appConnectorGroup 200"]);

            stack.program({
                site: { args: SITE },
                london: { args: { ...LONDON, description: "new" }, options: { replaceOnChanges: ["description"] } },
            });
            const replaced = await stack.preview("--policy-pack", pack);
            expect(replaced.steps).toEqual({ london: expect.objectContaining({ op: "replace" }) });

            lock(SITE.name);
            stack.program({ site: { args: { ...SITE, description: "new" } }, london: { args: LONDON } });
            const locked = await stack.preview("--policy-pack", pack);
            expect(locked.output).toContain('description: "" → "new"');
            expect(locked.code).not.toBe(0);
            expect(writes()).toEqual([]);
        },
    );

    test("has its values validated as those of the program", async () => {
        values({ upgradeDay: "someday" });
        emulator.clearRequests();
        const changed = await stack.preview("--policy-pack", pack);
        expect(changed.output).toContain("property upgradeDay has a problem: must be one of SUNDAY");
        expect(changed.code).not.toBe(0);
        stack.program({ paris: { args: { ...SITE, name: "Paris DC1" } } });
        const created = await stack.up("--policy-pack", pack);
        expect(created.output).toContain("property upgradeDay has a problem: must be one of SUNDAY");
        expect(created.code).not.toBe(0);
        expect(writes()).toEqual([]);
    });

    test("may give a version profile by name, and a number as text", async () => {
        values({ upgradeDay: "monday", versionProfileName: "New Release", upgradeTimeInSecs: "3600" });
        await succeeds(stack.up("--policy-pack", pack));
        expect(emulator.tenant().group(SITE.name)).toMatchObject({
            upgradeDay: "MONDAY",
            overrideVersionProfile: true,
            versionProfileId: "2",
            upgradeTimeInSecs: "3600",
        });
        await succeeds(stack.preview("--policy-pack", pack, "--expect-no-changes"));
    });
});

describe("two resources of one name under parents of different types", () => {
    const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const zpa = require("pulumi-zpa-connectors");
for (const [type, { args, options }] of Object.entries(require("./groups.json"))) {
    const parent = new pulumi.ComponentResource("test:index:" + type, "parent-" + type);
    new zpa.AppConnectorGroup("site", args, { ...options, parent });
}
`;
    beforeEach(() => start(PROGRAM));

    test("are two resources: each is created, imported and updated for itself", async () => {
        const { id } = emulator.tenant().add("groups", {
            ...LONDON,
            ...{ latitude: String(LONDON.latitude), longitude: String(LONDON.longitude), enabled: true },
        });
        stack.program({ Branch: { args: SITE } });
        await succeeds(stack.up());
        stack.program({ Branch: { args: SITE }, Hub: { args: LONDON, options: { import: id } } });
        await succeeds(stack.preview());
        await succeeds(stack.up());
        expect(emulator.tenant().groups()).toHaveLength(2);
    });

    test("cannot have one name in ZPA: the preview says which resources they are", async () => {
        stack.program({ Branch: { args: SITE }, Hub: { args: SITE } });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(
            /is also the name of the resource "site" \(in test:index:(Branch|Hub)\) of this program; names must be unique/,
        );
    });
});
