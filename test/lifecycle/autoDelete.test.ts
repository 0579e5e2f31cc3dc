import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { AUTO_DELETE, deploy, type Held, pluginProviders, preview } from "../support/pluginProcess";
import { SITE } from "../support/site";
import { SmallEngine } from "../support/smallEngine";

const BRANCH = "216196257331282000";
const READ = "GET connectorSchedule 200";
const NONE = "GET connectorSchedule 400";
const DAY_MS = 86_400_000;

let emulator: Emulator;
let notices: string[];
beforeEach(async () => {
    notices = [];
    emulator = await startEmulator({
        limits: "off",
        tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch offices" }] }],
    });
});
afterEach(() => emulator.close());

const say = (_: string, message: string) => void notices.push(message);
const provider = (config: Record<string, string> = {}) =>
    pluginProviders(emulator, config, { reporter: { notice: say, wait: say } }).autoDeletes;
const calls = () => callsIn(emulator.requests());
const schedules = () => emulator.tenant().all("connectorSchedule");
const schedule = (microtenantId = "0") => schedules().find((one) => one.microtenantId === microtenantId);
const add = (fields: Record<string, unknown> = {}) =>
    emulator.tenant().add("connectorSchedule", {
        ...{ id: "8", name: "connector schedule", microtenantId: "0", frequency: "days", frequencyInterval: "90" },
        ...{ enabled: false, deleteDisabled: false, ...fields },
    });
const change = (fields: Record<string, unknown>) => emulator.tenant().change("connectorSchedule", "8", fields);
const sent = (method: string) => emulator.requests().findLast((request) => request.method === method)?.body;
const BODY = { customerId: DEFAULT_TENANT.customerId, frequency: "days", enabled: true, deleteDisabled: false };

const shown = (held: Held | undefined, args: Record<string, unknown>, resource = "dead") =>
    preview(provider(), held, args, resource);
const make = (args: Record<string, unknown>, held?: Held, resource = "dead") =>
    deploy(provider(), held, args, resource);
const refresh = async (held: Held) => {
    const { id, props, inputs } = await provider().read(held.id, held.outs as Record<string, unknown>);
    return id === undefined ? undefined : ({ id, outs: props, inputs } as unknown as Held);
};

/** A connector that has been disconnected for some days. */
function addGone(name: string, days: number, { enabled = true, microtenantId = "0" } = {}): void {
    const tenant = emulator.tenant();
    const site = `Site ${microtenantId}`;
    const group =
        tenant.groups().find((one) => one.name === site) ??
        tenant.add("groups", { ...SITE, name: site, enabled: true, microtenantId });
    tenant.add("connectors", {
        ...{ name, appConnectorGroupId: group.id, enabled, controlChannelStatus: "ZPN_STATUS_DISCONNECTED" },
        lastBrokerDisconnectTime: `${Date.now() - days * DAY_MS - 60_000}000`,
    });
}
const connectors = () =>
    emulator
        .tenant()
        .connectors()
        .map(({ name }) => name)
        .sort();

describe("create", () => {
    test("makes the schedule of a tenant that has none, and reads its id back, because the answer is empty", async () => {
        const { failures } = await shown(undefined, { frequencyInterval: "30" });
        expect(failures).toEqual([]);
        expect(calls()).toEqual([NONE, "GET connector 200"]);
        emulator.clearRequests();
        const made = await make({ frequencyInterval: "30" });
        expect(calls()).toEqual([NONE, "POST connectorSchedule 204", READ]);
        expect(sent("POST")).toEqual({ ...BODY, frequencyInterval: "30" });
        expect(made).toMatchObject({ id: "8", outs: { enabled: true, frequencyInterval: 30, deleteDisabled: false } });
    });

    test("takes an existing schedule over with one PUT of all its fields, and the preview says so", async () => {
        add();
        await shown(undefined, { frequencyInterval: 60 });
        expect(notices[0]).toContain(
            "auto-delete schedule (id 8) exists already. It will be taken over and changed:\n" +
                "  enabled: false → true\n  frequencyInterval: 90 → 60",
        );
        emulator.clearRequests();
        const made = await make({ frequencyInterval: 60 });
        expect(calls()).toEqual([READ, "PUT :id 204"]);
        expect(sent("PUT")).toEqual({ ...BODY, frequencyInterval: "60" });
        expect(made.id).toBe("8");
    });

    test("of an equal schedule writes nothing", async () => {
        add({ enabled: true, frequencyInterval: "7" });
        await shown(undefined, { frequencyInterval: 7 });
        expect(notices).toEqual([expect.stringContaining("will be taken over as it is, without a write")]);
        emulator.clearRequests();
        await make({ frequencyInterval: 7 });
        expect(calls()).toEqual([READ]);
    });

    test("takes over what somebody makes at the same moment (resource.already.exist)", async () => {
        add();
        emulator.fault({
            ...{ kind: "status", status: 400, method: "GET", path: "connectorSchedule" },
            body: { id: "resource.not.found", params: [DEFAULT_TENANT.customerId] },
        });
        const made = await make({ frequencyInterval: 5, deleteDisabled: true });
        expect(calls()).toEqual([NONE, "POST connectorSchedule 400", READ, "PUT :id 204"]);
        expect(made.outs).toMatchObject({ frequencyInterval: 5, deleteDisabled: true });
        expect(schedules()).toEqual([expect.objectContaining({ frequencyInterval: "5", deleteDisabled: true })]);
    });

    test.each([{ kind: "resetAfter" as const }, { kind: "cut" as const }, { kind: "html" as const, status: 502 }])(
        "whose answer is lost is done once: %j",
        async (fault) => {
            emulator.fault({ ...fault, method: "POST", path: "connectorSchedule" });
            const made = await make({ frequencyInterval: 14 });
            expect(made).toMatchObject({ id: "8", outs: { frequencyInterval: 14, enabled: true } });
            expect(schedules()).toEqual([expect.objectContaining({ frequencyInterval: "14", enabled: true })]);
        },
    );

    test("waits for a service that returns the schedule later", async () => {
        emulator.fault({
            ...{ kind: "status", status: 400, method: "GET", path: "connectorSchedule", times: 2 },
            body: { id: "resource.not.found", params: [DEFAULT_TENANT.customerId] },
        });
        expect((await make({ frequencyInterval: 14 })).id).toBe("8");
        expect(calls()).toEqual([NONE, "POST connectorSchedule 204", NONE, READ]);
    });

    test("answered by a login page with status 200 is an error", async () => {
        emulator.fault({
            kind: "html",
            status: 200,
            work: false,
            method: "POST",
            path: "connectorSchedule",
            times: 99,
        });
        const run = provider({ "zpa:retrySecs": "1" });
        await expect(deploy(run, undefined, { frequencyInterval: 14 }, "dead")).rejects.toThrow(
            /The auto-delete schedule of customer \d+ may have been set: .*HTML/,
        );
    });
});

describe("each microtenant has its own", () => {
    test("schedule, by id or by name", async () => {
        await make({ frequencyInterval: 14 });
        await make({ frequencyInterval: 90, microtenantName: "Branch offices" }, undefined, "branch");
        expect(schedule("0")).toMatchObject({ frequencyInterval: "14" });
        expect(schedule(BRANCH)).toMatchObject({ frequencyInterval: "90" });
        const other = await make({ frequencyInterval: 90, microtenantId: BRANCH }, undefined, "again");
        expect(other.id).toBe(schedule(BRANCH)?.id);
    });

    test("and an unknown one fails the preview at its property", async () => {
        const unknown = "216196257331289999";
        const { failures } = await shown(undefined, { frequencyInterval: 14, microtenantId: unknown });
        expect(failures).toEqual([expect.stringMatching(new RegExp(`^microtenantId: No microtenant .*${unknown}`))]);
        await expect(make({ frequencyInterval: 14, microtenantId: unknown })).rejects.toThrow(unknown);
        expect(schedules()).toEqual([]);
    });

    test("but two resources for one microtenant are reported, also where one of them exists", async () => {
        const together = provider();
        const check = (name: string) => preview(together, undefined, { frequencyInterval: 14 }, name);
        expect((await check("one")).failures).toEqual([]);
        expect((await check("two")).failures).toEqual([
            expect.stringMatching(/also declared by the resource "one" of this program.*Remove one of the resources/),
        ]);

        const made = await make({ frequencyInterval: 14 }, undefined, "one");
        const run = provider();
        await preview(run, made, { frequencyInterval: 14 }, "one");
        const { failures } = await preview(run, undefined, { frequencyInterval: 30 }, "two");
        expect(failures).toEqual([expect.stringMatching(/is also declared by the resource "one" of this program/)]);

        // In the other order, and of a resource whose microtenant changes.
        const other = provider();
        await preview(other, undefined, { frequencyInterval: 30 }, "two");
        const held = await preview(other, made, { frequencyInterval: 14 }, "one");
        expect(held.failures).toEqual([expect.stringContaining('also declared by the resource "two"')]);
        const branch = await make({ frequencyInterval: 14, microtenantId: BRANCH }, undefined, "branch");
        const moving = provider();
        await preview(moving, branch, { frequencyInterval: 14 }, "branch");
        const stays = await preview(moving, made, { frequencyInterval: 14 }, "one");
        expect(stays.failures).toEqual([expect.stringContaining('also declared by the resource "branch"')]);
    });

    test("a changed microtenant replaces: the new one is set, the old one is disabled", async () => {
        const made = await make({ frequencyInterval: 14 });
        const args = { frequencyInterval: 14, microtenantId: BRANCH };
        expect((await shown(made, args)).diff).toMatchObject({
            replaces: ["microtenantId"],
            deleteBeforeReplace: false,
        });
        await make(args);
        await provider().delete(made.id, made.outs);
        expect(schedule("0")).toMatchObject({ enabled: false });
        expect(schedule(BRANCH)).toMatchObject({ enabled: true });
    });

    test("a resource that was renamed takes the schedule over, and deleting the former one leaves it", async () => {
        const made = await make({ frequencyInterval: 14 }, undefined, "former");
        const run = provider();
        await deploy(run, undefined, { frequencyInterval: 30 }, "renamed");
        await run.delete(made.id, made.outs);
        expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: "30" });
        expect(notices.at(-1)).toContain("is kept: another resource of this run has taken it over");
    });
});

test("a new schedule may have the id of one that somebody deleted, and that another resource of the program has had", async () => {
    const stack = new SmallEngine(emulator);
    await stack.up({ dead: { kind: AUTO_DELETE, args: { frequencyInterval: 30 } } });
    emulator.tenant().remove("connectorSchedule", "8");
    const program = {
        dead: { kind: AUTO_DELETE, args: { frequencyInterval: 30, microtenantId: BRANCH } },
        other: { kind: AUTO_DELETE, args: { frequencyInterval: 5 } },
    };
    const { steps } = await stack.preview(program);
    expect(await stack.up(program)).toMatchObject({ steps, failures: [] });
    expect(stack.state.get("other")).toMatchObject({ id: "8" });
    expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: "5" });
});

test("a former resource that is still in the state, after a run that failed, disables nothing when it is deleted later", async () => {
    const former = await make({ frequencyInterval: 14 }, undefined, "former");
    const renamed = await make({ frequencyInterval: 30 }, undefined, "renamed");
    for (const args of [{ frequencyInterval: 30 }, { frequencyInterval: 60 }]) {
        const next = provider();
        await deploy(next, renamed, args, "renamed");
        await next.delete(former.id, former.outs);
        expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: String(args.frequencyInterval) });
    }
});

describe("a change", () => {
    test("is one read and one PUT of all fields; none needs no call; another spelling is none", async () => {
        const made = await make({ frequencyInterval: 14 });
        emulator.clearRequests();
        expect((await shown(made, { frequencyInterval: "14.0", enabled: "true" })).diff).toEqual({ changes: false });
        expect(calls()).toEqual([]);
        const changed = await make({ frequencyInterval: 90, enabled: false }, made);
        expect(calls()).toEqual([READ, "PUT :id 204"]);
        expect(sent("PUT")).toEqual({ ...BODY, enabled: false, frequencyInterval: "90" });
        expect(changed.outs).toMatchObject({ enabled: false, frequencyInterval: 90 });
    });

    test("made outside of Pulumi is drift, which costs one read in a refresh", async () => {
        const made = await make({ frequencyInterval: 14 });
        change({ enabled: false, frequencyInterval: "90" });
        emulator.clearRequests();
        const held = await refresh(made);
        expect(calls()).toEqual([READ]);
        expect(held?.outs).toMatchObject({ enabled: false, frequencyInterval: 90 });
        expect((await shown(held, { frequencyInterval: 14 })).diff).toMatchObject({ replaces: [] });
        await make({ frequencyInterval: 14 }, held);
        expect(schedule()).toMatchObject({ enabled: true, frequencyInterval: "14" });
    });

    test("made outside of Pulumi since the last refresh is told with the next change", async () => {
        const made = await make({ frequencyInterval: 14 });
        change({ deleteDisabled: true });
        await shown(made, { frequencyInterval: 90 });
        expect(notices.join()).toContain("deleteDisabled: true → false");
    });

    test("is not seen in the answer about another customer, which is an error and keeps the resource", async () => {
        const made = await make({ frequencyInterval: 14 });
        const object = { id: "9", customerId: "72058304855015424", enabled: true, frequencyInterval: "90" };
        emulator.fault({ kind: "otherObject", object, path: "connectorSchedule", times: 99 });
        const run = provider({ "zpa:retrySecs": "1" });
        await expect(run.read(made.id, made.outs as Record<string, unknown>)).rejects.toThrow(
            /with the schedule of another customer \(72058304855015424\)/,
        );
    });

    test.each([
        [{ frequencyInterval: "10" }, { frequencyInterval: "10" }],
        [{ frequency: "weeks" }, { frequencyInterval: "14 weeks" }],
        [{ enabled: "perhaps" }, { enabled: "perhaps" }],
    ])("to something that nobody knows is shown as it is: %j", async (behind, outs) => {
        const made = await make({ frequencyInterval: 14 });
        change(behind);
        expect((await refresh(made))?.outs).toMatchObject(outs);
    });

    test("of a schedule that is gone, or of another id, plans to create it", async () => {
        const made = await make({ frequencyInterval: 14 });
        emulator.tenant().remove("connectorSchedule", "8");
        expect(await refresh(made)).toBeUndefined();
        const { diff } = await shown(made, { frequencyInterval: 30 });
        expect(diff).toMatchObject({ replaces: ["frequencyInterval"] });
        expect(notices.join()).toContain("(id 8) no longer exists; it will be created again");
        await expect(provider().update("8", made.outs, made.inputs)).rejects.toThrow(/\(id 8\) no longer exists/);
        add({ id: "9" });
        expect(await refresh(made)).toBeUndefined();
    });
});

describe("delete", () => {
    test("disables the schedule with one PUT, and says that it still exists", async () => {
        const made = await make({ frequencyInterval: 14, deleteDisabled: true });
        emulator.clearRequests();
        await provider().delete(made.id, made.outs);
        expect(calls()).toEqual(["PUT :id 204"]);
        expect(sent("PUT")).toEqual({ ...BODY, enabled: false, deleteDisabled: true, frequencyInterval: "14" });
        expect(schedule()).toMatchObject({ enabled: false, frequencyInterval: "14" });
        expect(notices.at(-1)).toBe(
            "auto-delete schedule (id 8) is disabled and still exists, because the API cannot delete it.",
        );
    });

    test("of a schedule that is gone does nothing; any other refusal is an error", async () => {
        const made = await make({ frequencyInterval: 14 });
        emulator.fault({ kind: "status", status: 403, body: { reason: "no right" }, method: "PUT" });
        await expect(provider().delete(made.id, made.outs)).rejects.toThrow(/\(id 8\) was not disabled: .*no right/);
        emulator.tenant().remove("connectorSchedule", "8");
        await provider().delete(made.id, made.outs);
        expect(notices).toEqual([]);
    });
});

describe("import", () => {
    test("takes over an equal schedule without a write", async () => {
        add({ enabled: true, frequencyInterval: "7" });
        const args = { frequencyInterval: 7, import: "8" };
        expect((await shown(undefined, args)).failures).toEqual([]);
        emulator.clearRequests();
        expect(await make(args)).toMatchObject({ id: "8", outs: { frequencyInterval: 7 } });
        expect(calls()).toEqual([READ]);
    });

    test("of another id, of none, or of a schedule that differs fails the preview", async () => {
        const args = { frequencyInterval: 7, import: "8" };
        expect((await shown(undefined, args)).failures).toEqual([expect.stringMatching(/^import: No .* id 8 exists/)]);
        add();
        expect((await shown(undefined, args)).failures).toEqual([
            expect.stringMatching(/^import: .* cannot be imported as it is(.|\n)*frequencyInterval: 90 → 7/),
        ]);
        expect((await shown(undefined, { ...args, import: "9" })).failures).toEqual([
            expect.stringMatching(/^import: The .* of customer \d+ has the id 8: No .* id 9 exists/),
        ]);
    });
});

describe("a preview lists the connectors that would be deleted, from one list", () => {
    beforeEach(() => {
        addGone("old", 45);
        addGone("older", 132);
        addGone("recent", 10);
        addGone("off", 200, { enabled: false });
        addGone("elsewhere", 200, { microtenantId: BRANCH });
        emulator.tenant().add("provisioningKeys", {
            ...{ name: "k", zcomponentId: emulator.tenant().groups()[0]!.id, maxUsage: "9", usageCount: "0" },
            ...{ enabled: true, enrollmentCertId: "6573", provisioningKey: "3|k" },
        });
        emulator.tenant().enroll("k", { name: "alive" });
    });

    test("with their groups, and they are those that the service deletes", async () => {
        await shown(undefined, { frequencyInterval: 30 });
        expect(notices).toHaveLength(1);
        expect(notices[0]).toMatch(
            /ZPA would delete these 2 App Connectors, which have been disconnected for 30 days or more:\n {2}"old" \(id \d+\) of "Site 0": 45 days\n {2}"older" \(id \d+\) of "Site 0": 132 days$/,
        );
        expect(calls()).toEqual([NONE, "GET connector 200"]);
        await make({ frequencyInterval: 30 });
        expect(connectors()).toEqual(["alive", "elsewhere", "off", "recent"]);
    });

    test("also when the interval gets shorter, or disabled connectors are included", async () => {
        const made = await make({ frequencyInterval: 90 });
        expect(connectors()).toEqual(["alive", "elsewhere", "off", "old", "recent"]);
        await shown(made, { frequencyInterval: 7 });
        expect(notices.join()).toMatch(/these 2 App Connectors.*\n.*"old".*\n.*"recent" .*: 10 days$/);
        notices = [];
        await shown(made, { frequencyInterval: 90, deleteDisabled: true });
        expect(notices.join()).toMatch(/this App Connector, which has been .*\n.*"off" .*: 200 days, disabled$/);
        await make({ frequencyInterval: 90, deleteDisabled: true }, made);
        expect(connectors()).toEqual(["alive", "elsewhere", "old", "recent"]);
    });

    test("not when it deletes fewer, and says so when there is none", async () => {
        const made = await make({ frequencyInterval: 60 });
        emulator.clearRequests();
        await shown(made, { frequencyInterval: 90 });
        await shown(made, { frequencyInterval: 14, enabled: false });
        expect(notices).toEqual([]);
        expect(calls()).toEqual([READ, READ]);
        await make({ frequencyInterval: 5 }, made);
        const off = await make({ frequencyInterval: 5, enabled: false });
        await shown(off, { frequencyInterval: 5 });
        expect(notices.at(-1)).toContain("delete no App Connector now: none has been disconnected for 5 days or more");
    });

    test("no more than twenty by name", async () => {
        for (let i = 0; i < 30; i++) addGone(`many-${i}`, 100);
        await shown(undefined, { frequencyInterval: 90 });
        expect(notices[0]).toContain("these 31 App Connectors");
        expect(notices[0]!.split("\n")).toHaveLength(22);
        expect(notices[0]).toMatch(/\n {2}and 11 more$/);
    });

    test("or says why they cannot be listed", async () => {
        emulator.fault({ kind: "status", status: 403, body: { reason: "no right" }, path: "/connector?" });
        expect((await shown(undefined, { frequencyInterval: 30 })).failures).toEqual([]);
        expect(notices[0]).toMatch(/would delete all App Connectors .* could not be listed: .*no right/);
    });
});

test.each([
    [{ frequencyInterval: 10 }, "frequencyInterval: must be one of 5, 7, 14, 30, 60, 90; it is 10"],
    [{ frequencyInterval: "30 days" }, 'frequencyInterval: must be one of 5, 7, 14, 30, 60, 90; it is "30 days"'],
    [{}, "frequencyInterval: is required"],
    [{ frequencyInterval: 30, enabled: "perhaps" }, "enabled: must be true or false"],
    [{ frequencyInterval: 30, frequency: "days" }, "frequency: is not a property of an auto-delete schedule"],
    [{ frequencyInterval: 30, ignoreWhenLocked: true }, "ignoreWhenLocked: is not a property"],
])("%j fails the preview before any call", async (args, problem) => {
    const { failures } = await shown(undefined, args);
    expect(failures).toEqual([expect.stringContaining(problem)]);
    expect(emulator.requests()).toEqual([]);
});
