import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { runCommand } from "../support/command";
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
    expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "+__resource~__provider,upgradeDay" } });
    expect((await stack.destroy()).code).toBe(0);
    expect(emulator.tenant().groups()).toEqual([]);
    stack.remove();
    await emulator.close();
});

test("moving from the vendor's provider: adopt makes a program of its groups alone, names and protection kept", async () => {
    const other = { ...VENDOR_GROUPS[0]!, id: "216196257331282072", name: "Another stack's" };
    const groups = [...VENDOR_GROUPS, other];
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, groups }] });
    const stack = new Stack(emulator, { typescript: true });
    const adopted = await runCommand(stack, "adopt", "--from-export", join(FIXTURES, "vendor-stack-export.json"));
    expect(adopted).toMatchObject({ code: 0 });
    const program = readFileSync(join(stack.folder, "index.ts"), "utf8");
    expect(program).not.toContain("cityCountry");
    expect(program).not.toContain("Another stack's");
    stack.write("package.json", { name: "moved", private: true, main: "index.ts" });
    emulator.clearRequests();
    const imported = await stack.pulumi("import", "--file", "import.json", "--generate-code=false", "--yes");
    expect(imported).toMatchObject({ code: 0 });
    expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(emulator.requests()).toEqual([]);
    expect(["lab", "branch"].map((name) => stack.state(name)?.id)).toEqual(VENDOR_GROUPS.map(({ id }) => id));
    expect(["lab", "branch"].map((name) => stack.state(name)?.protect)).toEqual([true, undefined]);
    stack.remove();
    await emulator.close();
});
