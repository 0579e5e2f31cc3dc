import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const TYPE = "AppConnectorAutoDelete";
/** How the steps name the resource. */
const DEAD = `${TYPE} dead`;
const BRANCH = "216196257331282000";
const READ = "GET connectorSchedule 200";
const DAY_MS = 86_400_000;

/** A program whose resources are data: by their Pulumi names, with their class. */
const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
for (const [name, { type, args, options }] of Object.entries(require("./groups.json")))
    new zpa[type](name, args, options);
`;
type Resources = Record<string, { type: string; args: Record<string, unknown>; options?: Record<string, unknown> }>;

let emulator: Emulator;
let stack: Stack;
beforeAll(async () => {
    emulator = await startEmulator({
        limits: "off",
        tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch offices" }] }],
    });
    stack = new Stack(emulator, { program: PROGRAM });
});
afterAll(async () => {
    stack.remove();
    await emulator.close();
});
beforeEach(() => emulator.clearRequests());

const calls = () => callsIn(emulator.requests());
const schedule = () => emulator.tenant().all("connectorSchedule")[0];
const program = (resources: Resources) => stack.program(resources);
const dead = (args: Record<string, unknown>, options?: Record<string, unknown>): Resources => ({
    dead: { type: TYPE, args, ...(options ? { options } : {}) },
});

describe("the life of an auto-delete schedule", () => {
    test("a preview lists the connectors that would go, and up creates the schedule, which deletes them", async () => {
        const tenant = emulator.tenant();
        const group = tenant.add("groups", { ...SITE, enabled: true });
        for (const [name, days] of [
            ["dc1-1", 45],
            ["dc1-2", 3],
        ] as const) {
            tenant.add("connectors", {
                ...{ name, appConnectorGroupId: group.id, controlChannelStatus: "ZPN_STATUS_DISCONNECTED" },
                lastBrokerDisconnectTime: `${Date.now() - days * DAY_MS - 60_000}000`,
            });
        }
        const preview = await program(dead({ frequencyInterval: 30 })).preview();
        expect(preview).toMatchObject({ code: 0, steps: { [DEAD]: { op: "create" } } });
        expect(preview.output).toMatch(
            /ZPA would delete this App Connector, which has been disconnected for 30 days or more:\s+"dc1-1" \(id \d+\) of "San Jose DC1": 45 days/,
        );
        expect(calls()).toEqual(["GET connectorSchedule 400", "GET connector 200"]);
        emulator.clearRequests();
        expect(await stack.up()).toMatchObject({ code: 0, steps: { [DEAD]: { op: "create" } } });
        expect(calls()).toEqual(["GET connectorSchedule 400", "POST connectorSchedule 204", READ]);
        expect(stack.state("dead", TYPE)).toMatchObject({ id: "8", outputs: { enabled: true, frequencyInterval: 30 } });
        expect(tenant.connectors().map(({ name }) => name)).toEqual(["dc1-2"]);
    });

    test("an unchanged preview asks nothing, and a refresh makes one read", async () => {
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect(calls()).toEqual([]);
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect(calls()).toEqual([READ]);
    });

    test("drift is shown by a refresh and reverted by up", async () => {
        emulator.tenant().change("connectorSchedule", "8", { enabled: false, frequencyInterval: "90" });
        expect((await stack.refresh()).steps).toEqual({
            [DEAD]: { op: "update", diff: "~enabled,frequencyInterval" },
        });
        expect((await stack.up()).steps).toEqual({ [DEAD]: { op: "update", diff: "~enabled,frequencyInterval" } });
        expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: "30" });
    });

    test("a second resource for the microtenant fails the preview", async () => {
        program({ ...dead({ frequencyInterval: 30 }), twin: { type: TYPE, args: { frequencyInterval: 7 } } });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        // The engine checks the two in any order.
        expect(output).toMatch(/is also declared by the resource "(dead|twin)" of this program/);
        expect(schedule()).toMatchObject({ frequencyInterval: "30" });
    });

    test("it is disabled in place", async () => {
        const { steps, code } = await program(dead({ frequencyInterval: 30, enabled: false })).up();
        expect({ code, steps }).toEqual({ code: 0, steps: { [DEAD]: { op: "update", diff: "~enabled" } } });
        expect(schedule()).toMatchObject({ enabled: false });
        expect((await program(dead({ frequencyInterval: 30 })).up()).code).toBe(0);
    });

    test("replaceOnChanges keeps the schedule enabled, and so does a new name of the resource", async () => {
        await program(dead({ frequencyInterval: 60 }, { replaceOnChanges: ["frequencyInterval"] })).up();
        expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: "60" });
        expect((await program({ renamed: { type: TYPE, args: { frequencyInterval: 60 } } }).up()).code).toBe(0);
        expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: "60" });
        expect(stack.state("dead", TYPE)).toBeUndefined();
    });

    test("destroy disables it and says that it still exists; retainOnDelete leaves it as it is", async () => {
        const { code, output } = await stack.destroy();
        expect(code).toBe(0);
        expect(output).toContain("(id 8) is disabled and still exists, because the API cannot delete it");
        expect(schedule()).toMatchObject({ enabled: false, frequencyInterval: "60" });
        expect((await program(dead({ frequencyInterval: 60 }, { retainOnDelete: true })).up()).code).toBe(0);
        expect((await stack.destroy()).code).toBe(0);
        expect(schedule()).toMatchObject({ enabled: true });
    });

    test("import takes it over without a write, and a wrong id names the right one", async () => {
        const wrong = await program(dead({ frequencyInterval: 60 }, { import: "9" })).preview();
        expect(wrong.code).not.toBe(0);
        expect(wrong.output).toMatch(/The auto-delete schedule of customer \d+ has the id 8/);
        const { code, steps } = await program(dead({ frequencyInterval: 60 }, { import: "8" })).up();
        expect({ code, steps }).toMatchObject({ code: 0, steps: { [DEAD]: { op: "create" } } });
        expect(calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("another microtenant replaces it: the new schedule is enabled, the old one disabled", async () => {
        const args = { frequencyInterval: 60, microtenantName: "Branch offices" };
        const { code, steps } = await program(dead(args)).up();
        expect({ code, op: steps[DEAD]?.op }).toEqual({ code: 0, op: "replace" });
        const found = emulator.tenant().all("connectorSchedule");
        expect(found.map(({ microtenantId, enabled }) => ({ microtenantId, enabled }))).toEqual([
            { microtenantId: "0", enabled: false },
            { microtenantId: BRANCH, enabled: true },
        ]);
    });

    test("wrong arguments and an unknown microtenant fail the preview", async () => {
        const wrong = await program(dead({ frequencyInterval: 10, enabled: "perhaps" })).preview();
        expect(wrong.code).not.toBe(0);
        expect(wrong.output).toContain("must be one of 5, 7, 14, 30, 60, 90; it is 10");
        expect(wrong.output).toContain("must be true or false");
        const unknown = await program({
            other: { type: TYPE, args: { frequencyInterval: 7, microtenantId: "216196257331289999" } },
        }).preview();
        expect(unknown.code).not.toBe(0);
        expect(unknown.output).toMatch(/microtenantId.*No microtenant/s);
    });
});
