import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const LIST = "GET appConnectorGroup 200";

describe("what somebody else did since the last refresh", () => {
    let emulator: Emulator;
    let stack: Stack;
    const group = () => emulator.tenant().groups()[0]!;
    const calls = () => callsIn(emulator.requests());

    beforeEach(async () => {
        emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT] });
        stack = new Stack(emulator).program({ site: { args: SITE } });
        expect((await stack.up()).code).toBe(0);
        stack.program({ site: { args: { ...SITE, upgradeDay: "MONDAY" } } });
        emulator.clearRequests();
    });
    afterEach(async () => {
        stack.remove();
        await emulator.close();
    });

    test("the preview reports a change that the update also reverts", async () => {
        emulator.tenant().changeGroup(group().id, { location: "Somewhere else", upgradeTimeInSecs: "0" });
        const { code, output, steps } = await stack.preview();
        expect({ code, steps }).toEqual({ code: 0, steps: { site: { op: "update", diff: "~upgradeDay" } } });
        expect(output).toContain(
            `App Connector group "San Jose DC1" (id ${group().id}) was changed outside of Pulumi since the last refresh.`,
        );
        expect(output).toContain('location: "Somewhere else" → "San Jose, CA, USA"');
        expect(output).toContain("upgradeTimeInSecs: 0 → 66600");
        expect(output).not.toContain("upgradeDay:");
        expect((await stack.up()).code).toBe(0);
        expect(group()).toMatchObject({ location: SITE.location, upgradeTimeInSecs: "66600", upgradeDay: "MONDAY" });
    });

    test("a change that makes the group what the program says needs no write", async () => {
        emulator.tenant().changeGroup(group().id, { upgradeDay: "MONDAY" });
        expect((await stack.up()).code).toBe(0);
        expect(calls()).toEqual([LIST]);
        expect(stack.state("site")?.outputs.upgradeDay).toBe("MONDAY");
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("the preview reports a deletion, and up creates the group again without a delete", async () => {
        const old = group().id;
        emulator.tenant().deleteGroup(old);
        const { output, steps } = await stack.preview();
        expect(steps.site?.op).toBe("replace");
        expect(output).toContain(
            `App Connector group "San Jose DC1" (id ${old}) no longer exists; it will be created again.`,
        );
        emulator.clearRequests();
        expect((await stack.up()).code).toBe(0);
        expect(calls()).toEqual([LIST, "GET :id 400", "POST appConnectorGroup 201"]);
        expect(stack.state("site")?.id).toBe(group().id);
    });

    test("a log-streaming group that a refresh has to read by id keeps what is known of it, which such a read reports wrongly", async () => {
        await stack.program({ site: { args: { ...SITE, lssAppConnectorGroup: true } } }).up();
        emulator.fault({ kind: "emptyList", path: "appConnectorGroup?", times: 9 });
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect(stack.state("site")?.outputs.lssAppConnectorGroup).toBe(true);
    });
});
