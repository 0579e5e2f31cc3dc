import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn, signInsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const LIST = "GET appConnectorGroup 200";
const BRANCH = "216196257331282000";

describe("the life of a group", () => {
    let emulator: Emulator;
    let stack: Stack;
    const group = () => emulator.tenant().groups()[0]!;
    const calls = () => callsIn(emulator.requests());

    beforeAll(async () => {
        emulator = await startEmulator({
            limits: "off",
            tenants: [
                {
                    customerId: "216196257331281920",
                    clientId: "emulator",
                    clientSecret: "emulator-secret",
                    microtenants: [{ id: BRANCH, name: "Branch offices", enabled: true }],
                },
            ],
        });
        stack = new Stack(emulator).program({ site: { args: SITE } });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });
    beforeEach(() => emulator.clearRequests());

    test("a preview of a new group asks once and makes nothing", async () => {
        const { code, steps } = await stack.preview();
        expect({ code, steps }).toEqual({ code: 0, steps: { site: { op: "create" } } });
        expect(calls()).toEqual([LIST]);
        expect(emulator.tenant().groups()).toEqual([]);
    });

    test("up makes it: one list, one create, and every default is sent", async () => {
        const { code, steps } = await stack.up();
        expect({ code, steps }).toEqual({ code: 0, steps: { site: { op: "create" } } });
        expect(calls()).toEqual([LIST, "POST appConnectorGroup 201"]);
        expect(group()).toMatchObject({ name: SITE.name, enabled: true, latitude: "37.3382082", upgradeDay: "SUNDAY" });
        expect(stack.state("site")?.outputs).toMatchObject({ cityCountry: "San Jose, US", upgradeTimeInSecs: 66_600 });
    });

    test("nothing to change: no call, not even a sign-in", async () => {
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect((await stack.up("--expect-no-changes")).code).toBe(0);
        expect(emulator.requests()).toEqual([]);
    });

    test("another spelling of the same group is no change", async () => {
        const spelt = {
            ...SITE,
            latitude: "37.33820820",
            upgradeDay: "sunday",
            upgradeTimeInSecs: "66600",
            enabled: "true",
        };
        const { code, output } = await stack.program({ site: { args: spelt } }).preview("--expect-no-changes");
        expect(output).toContain("2 unchanged");
        expect(code).toBe(0);
        expect(emulator.requests()).toEqual([]);
    });

    test("one edited property shows as exactly that, and is updated in place with everything else kept", async () => {
        emulator.tenant().changeGroup(group().id, { dcHostingInfo: "rack 7" });
        stack.program({ site: { args: { ...SITE, upgradeTimeInSecs: 70_200 } } });
        expect((await stack.preview()).steps).toEqual({ site: { op: "update", diff: "~upgradeTimeInSecs" } });
        emulator.clearRequests();
        const before = group();
        expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "~upgradeTimeInSecs" } });
        expect(calls()).toEqual([LIST, "PUT :id 204"]);
        expect(group()).toEqual({ ...before, upgradeTimeInSecs: "70200", modifiedTime: expect.anything() });
    });

    test("moved coordinates: what the service derives from them is read back", async () => {
        stack.program({ site: { args: { ...SITE, latitude: 51.5, longitude: 0, upgradeTimeInSecs: 70_200 } } });
        expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "~latitude,longitude" } });
        expect(calls()).toEqual([LIST, "PUT :id 204", LIST]);
        expect(group()).toMatchObject({ latitude: "51.5", longitude: "0", cityCountry: "London, GB" });
        expect(stack.state("site")?.outputs.cityCountry).toBe("London, GB");
    });

    test("a property taken out of the program goes back to its default", async () => {
        stack.program({ site: { args: { ...SITE, latitude: 51.5, longitude: 0 } } });
        expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "~upgradeTimeInSecs" } });
        expect(group().upgradeTimeInSecs).toBe("66600");
    });

    test("a refresh that finds nothing shows nothing, from one list", async () => {
        const { steps, output } = await stack.refresh("--expect-no-changes");
        expect(steps).toEqual({});
        expect(output).toContain("2 unchanged");
        expect(calls()).toEqual([LIST]);
        expect(signInsIn(emulator.requests())).toBe(1);
    });

    test("what the program does not manage may change: a refresh shows nothing", async () => {
        emulator.tenant().changeGroup(group().id, {
            dcHostingInfo: "rack 8",
            upgradePriority: "DAY",
            modifiedBy: "72058304855021999",
            connectors: [{ id: "216196257331285000", name: "connector-1", currentVersion: "24.1" }],
        });
        const { steps, output } = await stack.refresh("--expect-no-changes");
        expect(output).toContain("2 unchanged");
        expect(steps).toEqual({});
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        emulator.tenant().changeGroup(group().id, { connectors: null });
    });

    test("a refresh shows drift, and up reverts it", async () => {
        emulator.tenant().changeGroup(group().id, { location: "Somewhere else" });
        expect((await stack.refresh()).steps).toEqual({ site: { op: "update", diff: "~location" } });
        expect((await stack.preview()).steps).toEqual({ site: { op: "update", diff: "~location" } });
        expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "~location" } });
        expect(group().location).toBe(SITE.location);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("another microtenant replaces the group", async () => {
        const old = group().id;
        stack.program({ site: { args: { ...SITE, microtenantId: BRANCH } } });
        const { steps, output } = await stack.preview();
        expect(steps.site?.op).toBe("replace");
        expect(output).toMatch(/1 to replace/);
        expect((await stack.up()).code).toBe(0);
        expect(emulator.tenant().groups()).toHaveLength(1);
        expect(group()).toMatchObject({ name: SITE.name, microtenantId: BRANCH });
        expect(group().id).not.toBe(old);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a group that is gone is noticed by the next preview of a change, without a refresh, and made again", async () => {
        const old = group().id;
        emulator.tenant().deleteGroup(old);
        stack.program({ site: { args: { ...SITE, microtenantId: BRANCH, description: "again" } } });
        expect((await stack.preview()).steps.site?.op).toBe("replace");
        const { code, output } = await stack.up();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(group()).toMatchObject({ description: "again", microtenantId: BRANCH });
        expect(group().id).not.toBe(old);
    });

    test("a group that is gone is noticed by a refresh as well, and made again", async () => {
        emulator.tenant().deleteGroup(group().id);
        expect((await stack.refresh()).steps).toEqual({ site: { op: "delete" } });
        expect(stack.state("site")).toBeUndefined();
        expect((await stack.up()).steps).toEqual({ site: { op: "create" } });
        expect(group().name).toBe(SITE.name);
    });

    test("the state of a group is at most 2,200 bytes, names the program's line, and holds nothing secret", () => {
        const text = stack.stateText();
        const { resources } = JSON.parse(text).checkpoint.latest;
        const stored = resources.find(({ type }: { type: string }) => type.endsWith(":AppConnectorGroup"));
        expect(JSON.stringify(stored).length).toBeLessThanOrEqual(2_200);
        const provider = 'exports.handler=()=>require("pulumi-zpa-connectors/provider")';
        expect(stored).toMatchObject({ inputs: { __provider: provider }, outputs: { __provider: provider } });
        expect(stored.sourcePosition).toBe("project:///index.js#5,21");
        expect(stored.stackTrace).toEqual([{ sourcePosition: stored.sourcePosition }]);
        expect(text).not.toContain("emulator-secret");
        expect(text).not.toContain("emulated.");
    });

    test("destroy deletes it with one call", async () => {
        expect((await stack.destroy()).steps).toEqual({ site: { op: "delete" } });
        expect(calls()).toEqual(["DELETE :id 204"]);
        expect(emulator.tenant().groups()).toEqual([]);
    });

    test("deleting what is gone already succeeds", async () => {
        await stack.up();
        emulator.tenant().deleteGroup(group().id);
        expect(await stack.destroy()).toMatchObject({ code: 0, steps: { site: { op: "delete" } } });
        expect(stack.state("site")).toBeUndefined();
    });
});
