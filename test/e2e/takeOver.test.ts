import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const LONDON = { ...SITE, name: "London DC1" };

let emulator: Emulator;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
});
afterAll(() => emulator.close());
const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
const exists = (more: object = {}) =>
    emulator.tenant().add("groups", { ...SITE, latitude: String(SITE.latitude), enabled: true, ...more }).id;

describe("taking over groups that exist", () => {
    let stack: Stack;
    let id: string;
    let london: string;
    let differing: string;
    // The tests go on with the same groups and state, and none of them writes.
    beforeAll(() => {
        emulator.reset();
        id = exists();
        london = exists({ name: LONDON.name });
        differing = exists({ name: "Differing" });
        stack = new Stack(emulator);
    });
    afterEach(() => expect(writes()).toEqual([]));
    afterAll(() => stack.remove());

    test("one preview refuses a name that is taken, a group that differs, and an id that no group has", async () => {
        const { code, output } = await stack
            .program({
                taken: { args: SITE },
                differs: {
                    args: { ...SITE, name: "Differing", upgradeDay: "friday", location: "elsewhere" },
                    options: { import: differing },
                },
                unknown: { args: { ...SITE, name: "Unknown" }, options: { import: "216196257331289999" } },
            })
            .preview();
        expect(code).not.toBe(0);
        // The line that takes the group over.
        expect(output).toContain(`import: "${id}"`);
        expect(output).toMatch(/upgradeDay: .*SUNDAY.* → .*FRIDAY/);
        expect(output).toMatch(/location: .*San Jose, CA, USA.* → .*elsewhere/);
        expect(output).toContain("216196257331289999");
        expect(writes()).toEqual([]);
    });

    test("import adopts groups that are what the program says, without a write; the option may go afterwards", async () => {
        stack.program({
            site: { args: SITE, options: { import: id } },
            london: { args: LONDON, options: { import: london } },
        });
        const preview = await stack.preview();
        expect(preview.code).toBe(0);
        expect(preview.output).toContain(`(id ${id}) will be taken over as it is, without a write`);
        expect(preview.output).toContain(`(id ${london}) will be taken over as it is, without a write`);
        expect((await stack.up()).code).toBe(0);
        expect(stack.state("site")?.id).toBe(id);
        expect(stack.state("london")?.id).toBe(london);
        expect(writes()).toEqual([]);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        stack.program({ site: { args: SITE }, london: { args: LONDON } });
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    });

    test("import of a group that another resource of the program has is refused at the preview, in either order", async () => {
        const twin = { args: SITE, options: { import: id } };
        for (const groups of [
            { site: { args: SITE }, twin },
            { twin, site: { args: SITE } },
        ]) {
            const { code, output } = await stack.program({ ...groups, london: { args: LONDON } }).preview();
            expect(code).not.toBe(0);
            expect(output).toContain(`the App Connector group with the id ${id} belongs to the resource`);
        }
    });

    test("renaming to a name that another group has is refused at the preview", async () => {
        const renamed = { ...LONDON, name: "Differing" };
        const { code, output } = await stack.program({ site: { args: SITE }, london: { args: renamed } }).preview();
        expect(code).not.toBe(0);
        expect(output).toContain(`already exists in customer 216196257331281920, with the id ${differing}.`);
        expect(output).toContain("rename or delete that App Connector group first, in a separate run");
        expect(output).not.toContain("import:");
    });

    test("a resource that was renamed: aliases keep its group, and so does import, although the old resource goes", async () => {
        const renamed = await stack.program({ renamed: { args: SITE }, london: { args: LONDON } }).preview();
        expect(renamed.code).not.toBe(0);
        expect(renamed.output).toContain("aliases: [{ name:");

        stack.program({
            alias: { args: SITE, options: { aliases: [{ name: "site" }] } },
            imported: { args: LONDON, options: { import: london } },
        });
        const { code, output } = await stack.up();
        expect(code).toBe(0);
        expect(stack.state("alias")?.id).toBe(id);
        expect(output).toContain(`(id ${london}) is kept: another resource of this run has taken it over`);
        expect(stack.state("london")).toBeUndefined();
        expect(stack.state("imported")?.id).toBe(london);
        expect(writes()).toEqual([]);
        expect(emulator.tenant().group(SITE.name).id).toBe(id);
        expect(emulator.tenant().group(LONDON.name).id).toBe(london);
    });
});

describe("a group that exists, and an empty stack", () => {
    let id: string;
    beforeEach(() => {
        emulator.reset();
        id = exists();
    });

    test("two resources cannot import one group without preflight either", async () => {
        const twin = { args: SITE, options: { import: id } };
        const stack = new Stack(emulator, { config: { "zpa:preflight": "false" } }).program({ site: twin, twin });
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toMatch(/belongs to the resource \\?"(site|twin)\\?" of this program; .*pulumi state delete/);
        expect(writes()).toEqual([]);
        stack.remove();
    });

    test("AppConnectorGroup.get reads a group without managing it, also one of a microtenant by its id or name", async () => {
        const branch = emulator.tenant().add("microtenants", { name: "Branch offices", enabled: true }).id;
        const other = exists({ latitude: "1", longitude: "2", microtenantId: branch });
        const reader = new Stack(emulator, {
            program: `
                const zpa = require("pulumi-zpa-connectors");
                const site = zpa.AppConnectorGroup.get("site", "${id}");
                exports.day = site.upgradeDay;
                exports.latitude = site.latitude;
                const byName = zpa.AppConnectorGroup.get("a", "${other}", { microtenantName: "Branch offices" });
                const byId = zpa.AppConnectorGroup.get("b", "${other}", { microtenantId: "${branch}" });
                exports.both = [byName.microtenantId, byId.microtenantId, byName.latitude];`,
        });
        const { code, output } = await reader.up();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(output).toMatch(/day\s*: "SUNDAY"/);
        expect(output).toMatch(/latitude\s*: 37.3382082/);
        expect(output.match(new RegExp(`: "${branch}"`, "g"))).toHaveLength(2);
        expect((await reader.destroy()).code).toBe(0);
        expect(emulator.tenant().groups()).toHaveLength(2);
        reader.remove();
    });

    test("AppConnectorGroup.get of an id that nobody has fails, at the preview", async () => {
        const program = `
            const zpa = require("pulumi-zpa-connectors");
            exports.city = zpa.AppConnectorGroup.get("site", "216196257331289999").cityCountry;`;
        const reader = new Stack(emulator, { program });
        const { code, output } = await reader.preview();
        expect(code).not.toBe(0);
        expect(output).toContain("No App Connector group with the id 216196257331289999 exists in customer");
        reader.remove();
    });
});
