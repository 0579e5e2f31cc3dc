import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const CHANGES = { upgradeDay: "MONDAY", description: "changed" };
const CHANGED = { ...SITE, ...CHANGES };
const LONDON = { ...SITE, name: "London DC1" };
const PARIS = { ...SITE, name: "Paris DC1" };
const DECEPTION = { readOnly: true, restrictionType: "DECEPTION" };

describe("groups locked by Zscaler Deception", () => {
    let emulator: Emulator;
    let stack: Stack;
    const group = () => emulator.tenant().group(SITE.name);
    const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
    const london = () => emulator.tenant().group(LONDON.name);
    const paris = () => emulator.tenant().group(PARIS.name);
    const lock = (changes: Record<string, unknown> = DECEPTION) => emulator.tenant().changeGroup(group().id, changes);
    const unlock = () => {
        lock({ readOnly: false, restrictionType: null, zscalerManaged: false });
        emulator.tenant().enforceLock(london().id, false);
    };
    /** What the diagnostics at the end of an output say of a resource. */
    const errorOf = (resource: string, output: string) =>
        new RegExp(`AppConnectorGroup \\(${resource}\\):\n([^]*?)\n\n`).exec(output)?.[1];

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator);
        stack.program({ site: { args: SITE }, london: { args: LONDON }, paris: { args: PARIS } });
        expect((await stack.up()).code).toBe(0);
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
        stack.program({ site: { args: CHANGED }, london: { args: LONDON }, paris: { args: PARIS } });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output).toContain(`App Connector group "San Jose DC1" (id ${group().id})`);
        expect(output).toContain("readOnly");
        expect(output).toContain("DECEPTION");
        expect(output).toMatch(/upgradeDay: "SUNDAY" → "MONDAY"/);
        expect(output).toMatch(/description: "" → "changed"/);
        expect(output).toContain("ignoreWhenLocked: true");
        expect(writes()).toEqual([]);
    });

    test("updates that the service refuses: a lock that shows after the preview, one that it enforces without showing it, and a missing permission, which is not reported as a lock; no refused value is recorded", async () => {
        const before = { site: stack.state("site"), london: stack.state("london"), paris: stack.state("paris") };
        const restricted = { id: "restricted.entity", reason: "restricted" };
        emulator.fault({ kind: "status", method: "PUT", path: group().id, status: 400, body: restricted });
        emulator.tenant().enforceLock(london().id);
        emulator.tenant().changeGroup(london().id, { dnsQueryType: "IPV6" });
        emulator.fault({ kind: "status", method: "PUT", path: paris().id, status: 403, body: { id: "forbidden" } });
        stack.program({
            site: { args: CHANGED },
            london: { args: { ...LONDON, ...CHANGES } },
            paris: { args: { ...PARIS, ...CHANGES } },
        });
        const { code, output } = await stack.up("--continue-on-error");
        expect(code).not.toBe(0);
        expect(errorOf("site", output)).toContain("ignoreWhenLocked: true");

        const enforced = errorOf("london", output);
        expect(enforced).toContain("it is locked (the service rejects the change: 400 restricted.entity");
        expect(enforced).toContain('ignoreChanges: ["description", "upgradeDay"]');
        expect(enforced).toMatch(/upgradeDay: "SUNDAY" → "MONDAY"/);

        const forbidden = errorOf("paris", output);
        expect(forbidden).toMatch(
            /was not updated: PUT .* answered 403: the credentials are valid but not authorized for this call; grant/,
        );
        expect(forbidden).not.toContain("Deception");

        for (const [name, state] of Object.entries(before)) expect(stack.state(name)?.outputs).toEqual(state?.outputs);
        expect((await stack.preview()).steps.site).toEqual({ op: "update", diff: "~description,upgradeDay" });
        emulator.tenant().changeGroup(london().id, { dnsQueryType: "IPV4_IPV6" });
    });

    const ignoring = {
        site: { args: { ...CHANGED, ignoreWhenLocked: true } },
        london: { args: { ...LONDON, ...CHANGES }, options: { ignoreChanges: ["description", "upgradeDay"] } },
    };

    test("ignoreWhenLocked: true makes a change no change, and ignoreChanges does where the lock does not show; retainOnDelete can be added", async () => {
        lock({ zscalerManaged: true });
        emulator.tenant().enforceLock(london().id);
        emulator.tenant().changeGroup(paris().id, DECEPTION);
        stack.program({ ...ignoring, paris: { args: PARIS, options: { retainOnDelete: true } } });
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0, steps: {} });
        expect(writes()).toEqual([]);
    });

    test("once the lock is gone, the ignored change shows, and is made; retainOnDelete leaves a group that is still locked in the service", async () => {
        stack.program(ignoring);
        expect((await stack.preview()).steps.site).toEqual({ op: "update", diff: "~description,upgradeDay" });
        expect((await stack.up()).code).toBe(0);
        expect(group()).toMatchObject({ description: "changed", upgradeDay: "MONDAY" });
        expect(stack.state("paris")).toBeUndefined();
        expect(paris()).toMatchObject({ ...DECEPTION, name: PARIS.name });
    });

    test("one locked group does not stop the others from being deployed; its refused change goes through when it is unlocked", async () => {
        lock();
        const oslo = { args: { ...SITE, name: "Oslo DC1" } };
        stack.program({ site: { args: SITE }, london: { args: LONDON }, oslo });
        expect((await stack.up("--continue-on-error")).code).not.toBe(0);
        expect(emulator.tenant().group("Oslo DC1").name).toBe("Oslo DC1");
        expect(stack.state("oslo")?.id).toBeDefined();
        expect(group().upgradeDay).toBe("MONDAY");
        unlock();
        expect((await stack.up()).code).toBe(0);
        expect(group().upgradeDay).toBe("SUNDAY");
    });

    test("a locked group is neither deleted nor replaced, nor is one whose lock the service enforces without showing it", async () => {
        lock();
        emulator.tenant().enforceLock(london().id);
        await stack.refresh();
        emulator.clearRequests();
        const destroy = await stack.destroy("--continue-on-error");
        expect(destroy.code).not.toBe(0);
        expect(errorOf("site", destroy.output)).toContain("retainOnDelete: true");
        expect(errorOf("site", destroy.output)).toContain("pulumi state delete");
        expect(errorOf("london", destroy.output)).toContain("retainOnDelete: true");
        const elsewhere = { ...SITE, microtenantId: "72058304855015424" };
        const replace = await stack.program({ site: { args: elsewhere }, london: { args: LONDON } }).preview();
        expect(replace.code).not.toBe(0);
        expect(replace.output).toContain("retainOnDelete: true");
        // Of Oslo, which is not locked, and of London, whose lock does not show.
        expect(writes().sort()).toEqual(["DELETE :id 204", "DELETE :id 400"]);
        expect(group().id).toBe(stack.state("site")?.id);
        expect(london().id).toBe(stack.state("london")?.id);
    });
});
