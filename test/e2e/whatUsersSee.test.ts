import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

/** The diagnostics of a run without ids; sorted, because resources are created and checked in any order. */
function seen(output: string): string {
    const text = /Diagnostics:\n([\s\S]*?)\nResources:/.exec(output)?.[1] ?? output;
    const blocks = text
        .replace(/\b2161962573312829\d\d\b/g, "<id>")
        .split(/\n\n/)
        .filter((block) => block.trim() !== "")
        .map((block) => {
            const [title, ...messages] = block.trim().split(/\n {4}(?! )/);
            return [title, ...messages.map((message) => message.trimEnd()).sort()].join("\n    ");
        });
    return `\n${blocks.sort().join("\n\n")}\n`;
}

const named = (name: string, more: object = {}) => ({ args: { ...SITE, name, ...more } });

const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
const groups = require("./groups.json");
for (const [name, { args, options }] of Object.entries(groups)) {
    const { key, codes, ...rest } = args;
    const group = new zpa.AppConnectorGroup(name, rest, options);
    if (key) new zpa.ProvisioningKey(name, { appConnectorGroupId: group.id, ...key });
    if (codes) new zpa.ConnectorEnrollment(name, { appConnectorGroupId: group.id, userCodes: codes });
}`;

describe("what users see", () => {
    let emulator: Emulator;
    let stack: Stack;
    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator, { program: PROGRAM });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("several mistakes, each once at its resource; also without a preview nothing is placeholder", async () => {
        stack.config({ "zpa:tenants": { acme: { customerId: "1", clientId: "a", clientSecrte: "b" } } });
        stack.program({
            north: named("North", { latitude: 97, tenant: "acne", key: { name: "North", maxUsage: 0 }, codes: ["1"] }),
            south: named("South", { upgradeDay: "FUNDAY", tenant: "acme" }),
            west: named("West", { versionProfileName: "Nightly" }),
        });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(seen(output)).toMatchSnapshot();
        stack.program({ east: named("East", { tenant: "acne" }) });
        expect(seen((await stack.up()).output)).toMatchSnapshot();
        stack.program({ east: named("East", { microtenantName: "Nowhere" }) });
        expect(seen((await stack.up()).output)).toMatchSnapshot();
        expect(emulator.tenant().groups()).toEqual([]);
        stack.config({});
    });

    test("taken names, of an interrupted run and of somebody else, and a hidden version profile", async () => {
        const site = { ...SITE, latitude: String(SITE.latitude), enabled: true };
        emulator.tenant().add("groups", { ...site, name: "Recovered" });
        emulator.tenant().add("groups", { ...site, name: "Foreign", location: "elsewhere" });
        stack.program({
            recovered: named("Recovered"),
            foreign: named("Foreign"),
            hidden: named("Hidden", { versionProfileId: "777" }),
        });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(seen(output)).toMatchSnapshot();
        stack.program({ recovered: named("Recovered") });
        stack.config({ "zpa:adoptIdentical": "true" });
        expect(seen((await stack.preview()).output)).toMatchSnapshot();
        stack.config({});
    });

    test("a failing lookup, once and without what the SDK and Node would add", async () => {
        emulator.reset();
        const lookup = new Stack(emulator, {
            program: `
const zpa = require("pulumi-zpa-connectors");
const group = zpa.getAppConnectorGroupOutput({ name: "Nowhere" });
for (const name of ["a", "b"])
    new zpa.ProvisioningKey(name, { name, appConnectorGroupId: group.id, maxUsage: 1 });
exports.id = group.id;`,
        });
        const { code, output } = await lookup.preview();
        expect(code).not.toBe(0);
        expect(seen(output)).toMatchSnapshot();
        lookup.remove();
    });

    test("an environment variable that moves every resource to another microtenant, named once", async () => {
        stack.program({ here: named("Here"), there: named("There"), fixed: named("Fixed", { microtenantId: "0" }) });
        expect((await stack.up()).code).toBe(0);
        const { id } = emulator.tenant().add("microtenants", { name: "Branch offices" });
        stack.setEnv({ ZPA_MICROTENANT_ID: id });
        const { steps, output } = await stack.preview();
        expect(steps).toMatchObject({ here: { op: "replace" }, there: { op: "replace" } });
        expect(seen(output).replaceAll(id, "<id>")).toMatchSnapshot();
        stack.setEnv({ ZPA_MICROTENANT_ID: "" });
        stack.program({});
        expect((await stack.up()).code).toBe(0);
    });

    test("a locked group, drift, and a group that is gone", async () => {
        stack.program({ drifted: named("Drifted"), gone: named("Gone"), locked: named("Locked") });
        expect((await stack.up()).code).toBe(0);
        const tenant = emulator.tenant();
        tenant.change("groups", tenant.group("Drifted").id, { location: "moved by hand" });
        tenant.remove("groups", tenant.group("Gone").id);
        tenant.change("groups", tenant.group("Locked").id, { readOnly: true });
        const change = { description: "changed" };
        stack.program({ drifted: named("Drifted", change), gone: named("Gone", change), locked: named("Locked") });
        const { code, output } = await stack.preview();
        expect(code).toBe(0);
        expect(seen(output)).toMatchSnapshot();
        stack.program({ drifted: named("Drifted"), locked: named("Locked", change) });
        expect(seen((await stack.preview()).output)).toMatchSnapshot();
    });
});
