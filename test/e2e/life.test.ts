import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn, signInsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const LIST = "GET appConnectorGroup 200";
const BRANCH = "216196257331282000";

/** The other group of the program: while something happens to one of them, the other shows that nothing else does. */
const LAB = { ...SITE, name: "Lab" };

describe("the life of groups", () => {
    let emulator: Emulator;
    let stack: Stack;
    const group = (name = SITE.name) => emulator.tenant().group(name);
    const program = (site: object, lab: object = {}) =>
        stack.program({ site: { args: { ...SITE, ...site } }, lab: { args: { ...LAB, ...lab } } });
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
        stack = new Stack(emulator);
        program({}, { upgradeTimeInSecs: 70_200 });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });
    beforeEach(() => emulator.clearRequests());

    test("a preview of new groups asks once and makes nothing", async () => {
        const { code, steps } = await stack.preview();
        expect({ code, steps }).toEqual({ code: 0, steps: { site: { op: "create" }, lab: { op: "create" } } });
        expect(calls()).toEqual([LIST]);
        expect(emulator.tenant().groups()).toEqual([]);
    });

    test("up makes them: one list, one create for each, and every default is sent", async () => {
        const { code, steps } = await stack.up();
        expect({ code, steps }).toEqual({ code: 0, steps: { site: { op: "create" }, lab: { op: "create" } } });
        expect(calls()).toEqual([LIST, "POST appConnectorGroup 201", "POST appConnectorGroup 201"]);
        expect(group()).toMatchObject({ name: SITE.name, enabled: true, latitude: "37.3382082", upgradeDay: "SUNDAY" });
        expect(stack.state("site")?.outputs).toMatchObject({ cityCountry: "San Jose, US", upgradeTimeInSecs: 66_600 });
    });

    test("nothing to change: no call, not even a sign-in", async () => {
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect(emulator.requests()).toEqual([]);
    });

    test("another spelling of the same group is no change, also for up: no call", async () => {
        const spelt = { latitude: "37.33820820", upgradeDay: "sunday", upgradeTimeInSecs: "66600", enabled: "true" };
        program(spelt, { upgradeTimeInSecs: 70_200 });
        const { code, output } = await stack.up("--expect-no-changes");
        expect(output).toContain("3 unchanged");
        expect(code).toBe(0);
        expect(emulator.requests()).toEqual([]);
    });

    test("one edited property shows as exactly that, and is updated in place with everything else kept; one taken out goes back to its default", async () => {
        emulator.tenant().changeGroup(group().id, { dcHostingInfo: "rack 7" });
        program({ upgradeTimeInSecs: 70_200 });
        const update = { op: "update", diff: "~upgradeTimeInSecs" };
        expect((await stack.preview()).steps).toEqual({ site: update, lab: update });
        emulator.clearRequests();
        const before = group();
        expect((await stack.up()).steps).toEqual({ site: update, lab: update });
        expect(calls()).toEqual([LIST, "PUT :id 204", "PUT :id 204"]);
        expect(group()).toEqual({ ...before, upgradeTimeInSecs: "70200", modifiedTime: expect.anything() });
        expect(group("Lab").upgradeTimeInSecs).toBe("66600");
    });

    test("moved coordinates: what the service derives from them is read back", async () => {
        program({ latitude: 51.5, longitude: 0, upgradeTimeInSecs: 70_200 });
        expect((await stack.up()).steps).toEqual({ site: { op: "update", diff: "~latitude,longitude" } });
        expect(calls()).toEqual([LIST, "PUT :id 204", LIST]);
        expect(group()).toMatchObject({ latitude: "51.5", longitude: "0", cityCountry: "London, GB" });
        expect(stack.state("site")?.outputs.cityCountry).toBe("London, GB");
    });

    test("a refresh that finds nothing, or only what the program does not manage, shows nothing, from one list", async () => {
        emulator.tenant().changeGroup(group("Lab").id, {
            dcHostingInfo: "rack 8",
            upgradePriority: "DAY",
            modifiedBy: "72058304855021999",
            connectors: [{ id: "216196257331285000", name: "connector-1", currentVersion: "24.1" }],
        });
        const { steps, output } = await stack.refresh("--expect-no-changes");
        expect(steps).toEqual({});
        expect(output).toContain("3 unchanged");
        expect(calls()).toEqual([LIST]);
        expect(signInsIn(emulator.requests())).toBe(1);
    });

    test("a refresh shows drift, alone of what has changed, and up reverts it; another microtenant replaces the group", async () => {
        emulator.tenant().changeGroup(group("Lab").id, { location: "Somewhere else" });
        const drift = { op: "update", diff: "~location" };
        expect((await stack.refresh()).steps).toEqual({ lab: drift });
        const old = group().id;
        program({ microtenantId: BRANCH });
        const { steps, output } = await stack.preview();
        expect(steps).toEqual({ lab: drift, site: expect.objectContaining({ op: "replace" }) });
        expect(output).toMatch(/1 to replace/);
        const deployed = await stack.up();
        expect({ code: deployed.code, steps: deployed.steps }).toEqual({ code: 0, steps });
        expect(group("Lab").location).toBe(SITE.location);
        expect(emulator.tenant().groups()).toHaveLength(2);
        expect(group()).toMatchObject({ name: SITE.name, microtenantId: BRANCH });
        expect(group().id).not.toBe(old);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a group that is gone is noticed by the next preview of a change, without a refresh, and made again", async () => {
        const old = group().id;
        emulator.tenant().deleteGroup(old);
        program({ microtenantId: BRANCH, description: "again" });
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
        const stored = resources.find(({ urn }: { urn: string }) => urn.endsWith(":AppConnectorGroup::site"));
        expect(JSON.stringify(stored).length).toBeLessThanOrEqual(2_200);
        const provider = 'exports.handler=()=>require("pulumi-zpa-connectors/provider")';
        expect(stored).toMatchObject({ inputs: { __provider: provider }, outputs: { __provider: provider } });
        expect(stored.sourcePosition).toBe("project:///index.js#5,21");
        expect(stored.stackTrace).toEqual([{ sourcePosition: stored.sourcePosition }]);
        expect(text).not.toContain("emulator-secret");
        expect(text).not.toContain("emulated.");
    });

    test("destroy deletes each with one call; deleting what is gone already succeeds", async () => {
        emulator.tenant().changeGroup(group("Lab").id, { connectors: null });
        emulator.tenant().deleteGroup(group("Lab").id);
        const { code, steps } = await stack.destroy();
        expect({ code, steps }).toEqual({ code: 0, steps: { site: { op: "delete" }, lab: { op: "delete" } } });
        expect(calls().sort()).toEqual(["DELETE :id 204", "DELETE :id 400"]);
        expect(emulator.tenant().groups()).toEqual([]);
        expect([stack.state("site"), stack.state("lab")]).toEqual([undefined, undefined]);
    });
});
