import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

describe("taking over groups that exist", () => {
    let emulator: Emulator;
    let stack: Stack;
    let id: string;
    const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
    });
    afterAll(() => emulator.close());
    beforeEach(async () => {
        emulator.reset();
        const maker = new Stack(emulator).program({ site: { args: SITE } });
        await maker.up();
        id = emulator.tenant().group(SITE.name).id;
        maker.remove();
        emulator.clearRequests();
        stack = new Stack(emulator);
    });
    afterEach(() => stack.remove());

    test("a name that is taken is refused at the preview, with the line that takes the group over", async () => {
        const { code, output } = await stack.program({ site: { args: SITE } }).preview();
        expect(code).not.toBe(0);
        expect(output).toContain(`import: "${id}"`);
        expect(writes()).toEqual([]);
    });

    test("import adopts a group that is what the program says, without a write; the option may go afterwards", async () => {
        stack.program({ site: { args: SITE, options: { import: id } } });
        expect((await stack.preview()).code).toBe(0);
        expect((await stack.up()).code).toBe(0);
        expect(stack.state("site")?.id).toBe(id);
        expect(writes()).toEqual([]);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        stack.program({ site: { args: SITE } });
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    });

    test("import of a group that differs is refused at the preview with every difference", async () => {
        const args = { ...SITE, upgradeDay: "friday", location: "elsewhere" };
        const { code, output } = await stack.program({ site: { args, options: { import: id } } }).preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/upgradeDay: .*SUNDAY.* → .*FRIDAY/);
        expect(output).toMatch(/location: .*San Jose, CA, USA.* → .*elsewhere/);
        expect(stack.state("site")).toBeUndefined();
        expect(writes()).toEqual([]);
    });

    test("import of an id that nobody has is refused at the preview", async () => {
        const options = { import: "216196257331289999" };
        const { code, output } = await stack.program({ site: { args: SITE, options } }).preview();
        expect(code).not.toBe(0);
        expect(output).toContain("216196257331289999");
    });

    test("renaming to a name that another group has is refused at the preview", async () => {
        stack.program({ other: { args: { ...SITE, name: "London DC1" } } });
        await stack.up();
        const { code, output } = await stack.program({ other: { args: SITE } }).preview();
        expect(code).not.toBe(0);
        expect(output).toContain(id);
    });

    test("AppConnectorGroup.get reads a group without managing it", async () => {
        const reader = new Stack(emulator, {
            program: `
                const zpa = require("pulumi-zpa-connectors");
                const site = zpa.AppConnectorGroup.get("site", "${id}");
                exports.city = site.cityCountry;
                exports.latitude = site.latitude;`,
        });
        const { code, output } = await reader.up();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(output).toMatch(/city\s*: "San Jose, US"/);
        expect(output).toMatch(/latitude\s*: 37.3382082/);
        expect((await reader.destroy()).code).toBe(0);
        expect(emulator.tenant().groups()).toHaveLength(1);
        reader.remove();
    });
});
