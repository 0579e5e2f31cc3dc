import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { importLines } from "../../src/cli/importLines";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { VENDOR_GROUPS } from "../support/vendorGroups";

const FIXTURES = resolve(__dirname, "../fixtures");
const fixture = (name: string) => readFileSync(join(FIXTURES, name), "utf8");

test("a state that version 0.1.0 wrote stays readable: no change, no drift, an update, a destroy", async () => {
    const groups = JSON.parse(fixture("state-0.1.0.groups.json"));
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, groups }] });
    const stack = new Stack(emulator);
    writeFileSync(join(stack.folder, "state.json"), fixture("state-0.1.0.json"));
    expect(await stack.pulumi("stack", "import", "--file", "state.json", "--stack", "test")).toMatchObject({ code: 0 });
    const args = {
        name: "San Jose DC1",
        location: "San Jose",
        latitude: 37.3,
        longitude: -121.9,
        versionProfileName: "New Release",
    };
    stack.program({ site: { args } });
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    expect(emulator.requests()).toEqual([]);
    expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    stack.program({ site: { args: { ...args, upgradeDay: "FRIDAY" } } });
    expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "~upgradeDay" } });
    expect((await stack.destroy()).code).toBe(0);
    expect(emulator.tenant().groups()).toEqual([]);
    stack.remove();
    await emulator.close();
});

test("moving from the vendor's provider: the lines made from its state take the groups over without a write", async () => {
    const exported = fixture("vendor-stack-export.json");
    const program = importLines(exported);
    expect(program).toContain('{ import: "216196257331282070" }');
    expect(program).not.toContain("cityCountry");
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, groups: VENDOR_GROUPS }] });
    const stack = new Stack(emulator, { typescript: true });
    writeFileSync(join(stack.folder, "index.ts"), program);
    stack.write("package.json", { name: "moved", private: true, main: "index.ts" });
    const { code, output } = await stack.preview();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect((await stack.up()).code).toBe(0);
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    expect(callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"))).toEqual([]);
    expect(["lab", "branch"].map((name) => stack.state(name)?.id)).toEqual(VENDOR_GROUPS.map(({ id }) => id));
    expect(() => importLines('{"deployment":{}}')).toThrow(/holds no App Connector group/);
    stack.remove();
    await emulator.close();
});
