import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { type Groups, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

describe("what somebody else did since the last refresh", () => {
    let emulator: Emulator;
    let stack: Stack;
    let deleted: string;
    const groupOf = (resource: string) => emulator.tenant().group(`Site ${resource}`);
    const program = (changes: object): Groups => ({
        changed: { args: { ...SITE, name: "Site changed", ...changes } },
        matching: { args: { ...SITE, name: "Site matching", ...changes } },
        deleted: { args: { ...SITE, name: "Site deleted", ...changes } },
        logs: { args: { ...SITE, name: "Site logs", lssAppConnectorGroup: true } },
    });

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT] });
        stack = new Stack(emulator).program(program({}));
        expect((await stack.up()).code).toBe(0);
        stack.program(program({ upgradeDay: "MONDAY" }));

        const tenant = emulator.tenant();
        tenant.changeGroup(groupOf("changed").id, { location: "Somewhere else", upgradeTimeInSecs: "0" });
        tenant.changeGroup(groupOf("matching").id, { upgradeDay: "MONDAY" });
        deleted = groupOf("deleted").id;
        tenant.deleteGroup(deleted);
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("the preview reports a change that the update also reverts, and a deletion", async () => {
        const { code, output, steps } = await stack.preview();
        expect(code).toBe(0);
        expect(Object.keys(steps).sort()).toEqual(["changed", "deleted", "matching"]);
        expect(steps.changed).toEqual({ op: "update", diff: "~upgradeDay" });
        expect(output).toContain(
            `App Connector group "Site changed" (id ${groupOf("changed").id}) was changed outside of Pulumi since the last refresh.`,
        );
        expect(output).toContain('location: "Somewhere else" → "San Jose, CA, USA"');
        expect(output).toContain("upgradeTimeInSecs: 0 → 66600");
        expect(output).not.toContain("upgradeDay:");

        expect(steps.deleted?.op).toBe("replace");
        expect(output).toContain(
            `App Connector group "Site deleted" (id ${deleted}) no longer exists; it will be created again.`,
        );
    });

    test("up reverts the change, creates the deleted group again without a delete, and does not write one that is what the program says", async () => {
        emulator.clearRequests();
        expect((await stack.up()).code).toBe(0);
        const put = emulator.requests().filter(({ method }) => method === "PUT");
        expect(callsIn(put)).toEqual(["PUT :id 204"]);
        expect(put[0]?.path).toContain(groupOf("changed").id);
        const others = emulator.requests().filter((request) => !put.includes(request));
        expect(callsIn(others)).toEqual(["GET appConnectorGroup 200", "GET :id 400", "POST appConnectorGroup 201"]);
        expect(groupOf("changed")).toMatchObject({
            location: SITE.location,
            upgradeTimeInSecs: "66600",
            upgradeDay: "MONDAY",
        });
        expect(stack.state("matching")?.outputs.upgradeDay).toBe("MONDAY");
        expect(stack.state("deleted")?.id).toBe(groupOf("deleted").id);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a log-streaming group that a refresh has to read by id keeps what is known of it, which such a read reports wrongly", async () => {
        emulator.fault({ kind: "emptyList", path: "appConnectorGroup?", times: 9 });
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect(stack.state("logs")?.outputs.lssAppConnectorGroup).toBe(true);
    });
});
