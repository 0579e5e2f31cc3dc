import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const CHANGED = { ...SITE, upgradeDay: "MONDAY", description: "changed" };

describe("groups locked by Zscaler Deception", () => {
    let emulator: Emulator;
    let stack: Stack;
    const group = () => emulator.tenant().group(SITE.name);
    const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
    const lock = (changes: Record<string, unknown> = { readOnly: true, restrictionType: "DECEPTION" }) =>
        emulator.tenant().changeGroup(group().id, changes);
    const unlock = () => {
        lock({ readOnly: false, restrictionType: null, zscalerManaged: false });
        emulator.tenant().enforceLock(group().id, false);
    };
    const says = (args: Record<string, unknown>, options: Record<string, unknown> = {}) =>
        stack.program({ site: { args, options } });

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator);
        expect((await says(SITE).up()).code).toBe(0);
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });
    // What is refused leaves the group and the state as they are for the next test.
    beforeEach(() => {
        unlock();
        emulator.clearFaults();
        emulator.clearRequests();
    });

    test("a change fails at the preview: name, id, reason, each property, and what to do; nothing is written", async () => {
        lock();
        const { code, output } = await says(CHANGED).preview();
        expect(code).not.toBe(0);
        expect(output).toContain(`App Connector group "San Jose DC1" (id ${group().id})`);
        expect(output).toContain("readOnly");
        expect(output).toContain("DECEPTION");
        expect(output).toMatch(/upgradeDay: "SUNDAY" → "MONDAY"/);
        expect(output).toMatch(/description: "" → "changed"/);
        expect(output).toContain("ignoreWhenLocked: true");
        expect(writes()).toEqual([]);
    });

    test("a missing permission is reported as such, not as a lock", async () => {
        emulator.fault({ kind: "status", status: 403, body: { id: "forbidden" }, method: "PUT" });
        const { code, output } = await says(CHANGED).up();
        expect(code).not.toBe(0);
        expect(output).toMatch(
            /was not updated: PUT .* answered 403: the credentials are valid but not authorized for this call; grant/,
        );
        expect(output).not.toContain("Deception");
    });

    test("a lock that shows after the preview ends in the same error, and the refused value is not recorded", async () => {
        const before = stack.state("site")?.outputs;
        emulator.fault({
            kind: "status",
            method: "PUT",
            path: group().id,
            status: 400,
            body: { id: "restricted.entity", reason: "restricted" },
        });
        const { code, output } = await says(CHANGED).up();
        expect(code).not.toBe(0);
        expect(output).toContain("ignoreWhenLocked: true");
        expect(stack.state("site")?.outputs).toEqual(before);
        expect((await stack.preview()).steps.site).toEqual({ op: "update", diff: "~description,upgradeDay" });
    });

    test("a lock that the service enforces without showing it: the same error on update and on delete; ignoreChanges helps", async () => {
        const before = stack.state("site");
        emulator.tenant().enforceLock(group().id);
        emulator.tenant().changeGroup(group().id, { dnsQueryType: "IPV6" });
        const update = await says(CHANGED).up();
        expect(update.code).not.toBe(0);
        expect(update.output).toContain("restricted.entity");
        expect(update.output).toContain("it is locked (the service rejects the change: 400 restricted.entity");
        expect(update.output).toContain('ignoreChanges: ["description", "upgradeDay"]');
        expect(update.output).toMatch(/upgradeDay: "SUNDAY" → "MONDAY"/);
        expect(stack.state("site")?.outputs).toEqual(before?.outputs);
        const destroy = await stack.destroy();
        expect(destroy.code).not.toBe(0);
        expect(destroy.output).toContain("retainOnDelete: true");
        expect(stack.state("site")).toBeDefined();
        emulator.tenant().changeGroup(group().id, { dnsQueryType: "IPV4_IPV6" });
        const ignoring = says(CHANGED, { ignoreChanges: ["description", "upgradeDay"] });
        expect((await ignoring.preview("--expect-no-changes")).code).toBe(0);
        expect((await ignoring.up("--expect-no-changes")).code).toBe(0);
    });

    test("ignoreWhenLocked: true makes it no change; once the lock is gone it shows, and is made", async () => {
        lock({ zscalerManaged: true });
        says({ ...CHANGED, ignoreWhenLocked: true });
        expect((await stack.preview()).code).toBe(0);
        expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0, steps: {} });
        expect(writes()).toEqual([]);
        unlock();
        expect((await stack.preview()).steps.site).toEqual({ op: "update", diff: "~description,upgradeDay" });
        expect((await stack.up()).code).toBe(0);
        expect(group()).toMatchObject({ description: "changed", upgradeDay: "MONDAY" });
    });

    test("a change that was refused goes through when the group is unlocked", async () => {
        lock();
        expect((await says(SITE).up()).code).not.toBe(0);
        expect(group().upgradeDay).toBe("MONDAY");
        unlock();
        expect((await stack.up()).code).toBe(0);
        expect(group().upgradeDay).toBe("SUNDAY");
    });

    test("a locked group is neither deleted nor replaced", async () => {
        lock();
        await stack.refresh();
        emulator.clearRequests();
        const destroy = await stack.destroy();
        expect(destroy.code).not.toBe(0);
        expect(destroy.output).toContain("retainOnDelete: true");
        expect(destroy.output).toContain("pulumi state delete");
        const replace = await says({ ...SITE, microtenantId: "72058304855015424" }).preview();
        expect(replace.code).not.toBe(0);
        expect(replace.output).toContain("retainOnDelete: true");
        expect(writes()).toEqual([]);
        expect(group().id).toBe(stack.state("site")?.id);
    });

    test("one locked group does not stop the others from being deployed", async () => {
        lock();
        const other = { args: { ...SITE, name: "London DC1" } };
        stack.program({ site: { args: CHANGED }, other });
        const { code } = await stack.up("--continue-on-error");
        expect(code).not.toBe(0);
        expect(emulator.tenant().group("London DC1").name).toBe("London DC1");
        expect(stack.state("other")?.id).toBeDefined();
        expect(group().upgradeDay).toBe("SUNDAY");
    });

    test("retainOnDelete leaves a locked group in the service", async () => {
        lock();
        await says(SITE, { retainOnDelete: true }).up();
        expect((await stack.program({}).up()).code).toBe(0);
        expect(stack.state("site")).toBeUndefined();
        expect(group().name).toBe(SITE.name);
    });
});
