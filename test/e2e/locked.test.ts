import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { type Groups, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const CHANGES = { upgradeDay: "MONDAY", description: "changed" };
const CHANGED = { ...SITE, ...CHANGES };
const LONDON = { ...SITE, name: "London DC1" };
const PARIS = { ...SITE, name: "Paris DC1" };

describe("groups locked by Zscaler Deception", () => {
    let emulator: Emulator;
    let stack: Stack;
    const group = () => emulator.tenant().group(SITE.name);
    const writes = () => callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"));
    const london = () => emulator.tenant().group(LONDON.name);
    const paris = () => emulator.tenant().group(PARIS.name);
    const lock = (changes: Record<string, unknown> = { readOnly: true, restrictionType: "DECEPTION" }) =>
        emulator.tenant().changeGroup(group().id, changes);
    const unlock = () => {
        lock({ readOnly: false, restrictionType: null, zscalerManaged: false });
        emulator.tenant().enforceLock(london().id, false);
    };
    /** The program's groups: the site as given, the others as they were made unless given too. */
    const says = (args: Record<string, unknown>, options: Record<string, unknown> = {}, others: Groups = {}) =>
        stack.program({ site: { args, options }, london: { args: LONDON }, paris: { args: PARIS }, ...others });
    /** What the diagnostics at the end of an output say of a resource. */
    const errorOf = (resource: string, output: string) =>
        new RegExp(`AppConnectorGroup \\(${resource}\\):\n([^]*?)\n\n`).exec(output)?.[1];

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

    test("updates that the service refuses: a lock that shows after the preview, one that it enforces without showing it, and a missing permission, which is not reported as a lock; no refused value is recorded", async () => {
        const before = { site: stack.state("site"), london: stack.state("london"), paris: stack.state("paris") };
        const restricted = { id: "restricted.entity", reason: "restricted" };
        emulator.fault({ kind: "status", method: "PUT", path: group().id, status: 400, body: restricted });
        emulator.tenant().enforceLock(london().id);
        emulator.tenant().changeGroup(london().id, { dnsQueryType: "IPV6" });
        emulator.fault({ kind: "status", method: "PUT", path: paris().id, status: 403, body: { id: "forbidden" } });
        const { code, output } = await says(
            CHANGED,
            {},
            {
                london: { args: { ...LONDON, ...CHANGES } },
                paris: { args: { ...PARIS, ...CHANGES } },
            },
        ).up("--continue-on-error");
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

    test("ignoreWhenLocked: true makes it no change, as ignoreChanges does where no lock shows; once the lock is gone it shows, and is made", async () => {
        lock({ zscalerManaged: true });
        emulator.tenant().enforceLock(london().id);
        const ignoreChanges = ["description", "upgradeDay"];
        says(
            { ...CHANGED, ignoreWhenLocked: true },
            {},
            { london: { args: { ...LONDON, ...CHANGES }, options: { ignoreChanges } } },
        );
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0, steps: {} });
        expect(writes()).toEqual([]);
        unlock();
        expect((await stack.preview()).steps.site).toEqual({ op: "update", diff: "~description,upgradeDay" });
        expect((await stack.up()).code).toBe(0);
        expect(group()).toMatchObject({ description: "changed", upgradeDay: "MONDAY" });
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
        const replace = await says({ ...CHANGED, microtenantId: "72058304855015424" }).preview();
        expect(replace.code).not.toBe(0);
        expect(replace.output).toContain("retainOnDelete: true");
        // Of London, which the service refuses, and of Paris, which is not locked.
        expect(writes().sort()).toEqual(["DELETE :id 204", "DELETE :id 400"]);
        expect(group().id).toBe(stack.state("site")?.id);
        expect(london().id).toBe(stack.state("london")?.id);
    });

    test("one locked group does not stop the others from being deployed; its refused change goes through when it is unlocked", async () => {
        lock();
        says(SITE);
        expect((await stack.up("--continue-on-error")).code).not.toBe(0);
        expect(paris().name).toBe(PARIS.name);
        expect(stack.state("paris")?.id).toBeDefined();
        expect(group().upgradeDay).toBe("MONDAY");
        unlock();
        expect((await stack.up()).code).toBe(0);
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
