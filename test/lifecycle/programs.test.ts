import { Deadline } from "../../src/api/operation";
import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { Collection, Objects } from "../../src/lifecycle/collection";
import { UNKNOWN } from "../../src/model/rules";
import type { ApiObject } from "../../src/model/state";
import { callsIn, signInsIn } from "../support/calls";
import { deploy, type Held, pluginProcess } from "../support/pluginProcess";
import { type Program, SmallEngine } from "../support/smallEngine";
import { isDynamic } from "../support/surfaces";
import { urnOf } from "../support/urn";

const SITE = { name: "San Jose DC1", location: "San Jose, CA, USA", latitude: 37.3382082, longitude: -121.8863286 };
const CLOCK = { now: () => 0, monotonic: () => 0, random: () => 0, sleep: async () => {} };
const site = (change: Record<string, unknown> = {}) => ({ args: { ...SITE, ...change } });

let emulator: Emulator;
let stack: SmallEngine;
const start = async (options: EmulatorOptions = {}, config: Record<string, string> = {}) => {
    emulator = await startEmulator({ limits: "off", ...options });
    stack = new SmallEngine(emulator, { config });
};
afterEach(() => emulator.close());

async function up(program: Program) {
    const outcome = await stack.up(program);
    expect(outcome.failures).toEqual([]);
    return outcome;
}

const BRANCH = "216196257331282000";

it("a group that moves to the microtenant of another one with its name is reported, whichever is checked first", async () => {
    await start({ tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch" }] }] });
    const stays = site();
    await up({ stays, moves: site({ microtenantId: BRANCH }) });
    const reports = expect.stringContaining("is also the name of the resource");
    expect((await stack.preview({ stays, moves: site() })).failures).toEqual([reports]);
    expect((await stack.preview({ moves: site(), stays })).failures).toContainEqual(reports);
});

describe("one name for two new groups", () => {
    it("is accepted in two microtenants whose ids are not known yet", async () => {
        await start();
        const { failures, steps } = await stack.preview({
            one: site({ microtenantId: UNKNOWN }),
            other: site({ microtenantId: UNKNOWN }),
        });
        expect(failures).toEqual([]);
        expect(steps).toEqual({ one: "create", other: "create" });
    });

    it("is reported if the other has had the name before, although no list shows it yet, in either order", async () => {
        await start();
        await up({ kept: site({ name: "Before" }) });
        await up({ kept: site() });
        emulator.fault({ kind: "emptyList", path: "appConnectorGroup", times: 9 });
        for (const program of [
            { kept: site(), other: site() },
            { other: site(), kept: site() },
        ]) {
            const { failures } = await stack.preview(program);
            expect(failures).toEqual([expect.stringMatching(/name: is also the name of the resource "(kept|other)"/)]);
        }
    });

    it("is no problem of two objects that have it already", async () => {
        await start({ nameTaken: "allow" });
        await up({ one: site() });
        const twin = emulator
            .tenant()
            .add("groups", { ...emulator.tenant().group(SITE.name), id: "216196257331289001" });
        const both = { one: site(), twin: { ...site(), import: twin.id } };
        await up(both);
        expect((await stack.preview(both)).failures).toEqual([]);
    });

    it("is reported if both are in the same microtenant", async () => {
        await start({ tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: "216196257331282000", name: "Branch" }] }] });
        const args = { microtenantName: "Branch" };
        const { failures } = await stack.preview({ one: site(args), other: site(args) });
        expect(failures).toEqual([expect.stringMatching(/^other: name: is also the name of the resource "one"/)]);
    });

    it.each(["true", "false"])(
        "makes one group, also if the service would allow two (preflight %s)",
        async (preflight) => {
            await start({ nameTaken: "allow" }, { "zpa:preflight": preflight });
            const { failures } = await stack.up({ one: site(), other: site({ name: " San Jose  DC1" }) });
            expect(failures).toHaveLength(1);
            expect(emulator.tenant().groups()).toHaveLength(1);
        },
    );

    it("creates one group if both creates run in parallel without a check", async () => {
        await start({ nameTaken: "allow" });
        emulator.setLatency({ ms: 20 });
        const provider = pluginProcess(emulator);
        const inputs = { customerId: DEFAULT_TENANT.customerId, microtenantId: "0", ...SITE };
        const results = await Promise.allSettled([provider.create(inputs), provider.create({ ...inputs })]);
        expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
        expect(results.map((result) => ("reason" in result ? result.reason.message : "")).join("")).toContain(
            'Another resource of this run is creating an App Connector group named "San Jose DC1"',
        );
        expect(emulator.tenant().groups()).toHaveLength(1);
    });
});

describe("an import that is still in the program", () => {
    const imported = (id: string, change = {}): Program => ({ site: { ...site(change), import: id } });
    async function importSite(): Promise<string> {
        await start();
        const { id } = emulator.tenant().add("groups", {
            ...SITE,
            ...{ latitude: String(SITE.latitude), longitude: String(SITE.longitude), enabled: true },
        });
        expect((await up(imported(id))).steps).toEqual({ site: "import" });
        return id;
    }

    it("does not stop a group that was deleted outside of Pulumi from being created again", async () => {
        const id = await importSite();
        emulator.tenant().deleteGroup(id);
        const changed = imported(id, { description: "changed" });
        const planned = await stack.preview(changed);
        expect(planned).toMatchObject({ failures: [], steps: { site: "replace" } });
        expect(planned.messages).toEqual([
            `App Connector group "San Jose DC1" (id ${id}) no longer exists; it will be created again.`,
        ]);
        await up(changed);
        expect(emulator.tenant().groups()).toMatchObject([{ name: SITE.name, description: "changed" }]);
        expect(stack.state.get("site")!.id).not.toBe(id);
        expect((await stack.preview(changed)).steps).toEqual({ site: "same" });
    });

    it("does not keep its group's new name from being claimed", async () => {
        const id = await importSite();
        const london = { args: { ...SITE, name: "London" } };
        const { failures } = await stack.preview({ ...imported(id, { name: "London" }), other: london });
        expect(failures).toEqual([expect.stringMatching(/^other: name: is also the name of the resource "site"/)]);
    });

    // With a native provider the engine compares the ids.
    const itOfDynamic = isDynamic() ? it : () => undefined;
    itOfDynamic("is reported if it names another group", async () => {
        const id = await importSite();
        const other = emulator.tenant().add("groups", { ...SITE, name: "London" }).id;
        const { messages, steps } = await stack.preview(imported(other, { description: "changed" }));
        expect(steps).toEqual({ site: "update" });
        expect(messages.join("\n")).toContain(`(id ${id}): the resource option { import: "${other}" } is ignored`);
        const unchanged = await stack.preview(imported(other));
        expect(unchanged.messages.join("\n")).toContain(`{ import: "${other}" } is ignored`);
    });
});

it("a group that another resource of the run takes over is not deleted with the resource that had it", async () => {
    await start();
    await up({ former: site() });
    const { id } = stack.state.get("former")!;
    const { failures, messages } = await stack.up({ renamed: site() }, { "zpa:adoptIdentical": "true" });
    expect(failures).toEqual([]);
    expect(messages.join("\n")).toContain(`(id ${id}) is kept: another resource of this run has taken it over`);
    expect(emulator.tenant().groups()).toMatchObject([{ id }]);
    expect([...stack.state].map(([name, held]) => [name, held.id])).toEqual([["renamed", id]]);
});

describe("a group that was deleted outside of Pulumi", () => {
    const changed = { site: site({ description: "changed" }) };
    const takeItsPlace = async () => {
        await start();
        await up({ site: site() });
        emulator.tenant().deleteGroup(stack.state.get("site")!.id);
    };

    it("is not confused with another group of its name: the preview reports that the name is in use", async () => {
        await takeItsPlace();
        const { id } = emulator.tenant().add("groups", { ...SITE, microtenantId: "0" });
        const { failures } = await stack.preview(changed);
        expect(failures).toEqual([
            expect.stringContaining(`already exists in customer ${DEFAULT_TENANT.customerId}, with the id ${id}`),
        ]);
        expect(failures[0]).not.toContain("the object that this resource replaces");
    });

    it("is found again if the run that created it again was killed", async () => {
        await takeItsPlace();
        await stack.up(changed, {}, 1);
        const [made] = emulator.tenant().groups();
        const { failures } = await stack.up(changed, { "zpa:adoptIdentical": "true" });
        expect(failures).toEqual([]);
        expect(stack.state.get("site")!.id).toBe(made!.id);
        expect(emulator.tenant().groups()).toHaveLength(1);
    });
});

describe("diffs that run in parallel", () => {
    it("each use the check of their own resource", async () => {
        await start();
        const before = pluginProcess(emulator);
        const drifted = await deploy(before, undefined, SITE, "drifted");
        const changed = await deploy(before, undefined, { ...SITE, name: "London" }, "changed");
        const provider = pluginProcess(emulator);
        const run = (resource: string) => ({ deploying: false, urn: urnOf(resource) });
        const state = { ...drifted.outs, description: "by somebody" };
        const one = await provider.check(drifted.inputs, { ...SITE, __run: run("drifted") });
        const other = await provider.check(changed.inputs, {
            ...SITE,
            name: "London",
            enabled: false,
            __run: run("changed"),
        });
        const diffs = await Promise.all([
            provider.diff(drifted.id, state, one.inputs),
            provider.diff(changed.id, changed.outs, other.inputs),
        ]);
        // The inputs of the first resource are unchanged, so only the provider knows that it changes.
        expect(diffs[0]).toMatchObject({ changes: true });
        expect(diffs[1]).not.toHaveProperty("changes");
    });

    it("find their own check by the URN where the inputs of two resources are equal", async () => {
        await start();
        const before = pluginProcess(emulator);
        const [site, london] = [
            await deploy(before, undefined, SITE, "site"),
            await deploy(before, undefined, { ...SITE, name: "London" }, "london"),
        ];
        const provider = pluginProcess(emulator);
        const later = { ...SITE, name: UNKNOWN };
        const check = (held: Held, name: string, more = {}) =>
            provider.check({ ...held.inputs }, { ...later, ...more, __run: { deploying: false, urn: urnOf(name) } });
        // The names are not known yet. One resource has an invalid argument, which only its own check knows.
        const invalid = { latitude: 91, __run: { deploying: false, urn: urnOf("site"), continuesAfterErrors: true } };
        const one = await provider.check({ ...site.inputs }, { ...later, ...invalid });
        const other = await check(london, "london");
        expect(await provider.diff(london.id, london.outs, other.inputs)).not.toHaveProperty("changes");
        expect(await provider.diff(site.id, site.outs, one.inputs)).toEqual({ changes: true });
    });

    it("claim an object for the resource that was checked, not for the last one", async () => {
        await start();
        const provider = pluginProcess(emulator);
        const made = await deploy(provider, undefined, SITE, "one");
        const next = pluginProcess(emulator);
        const run = (resource: string) => ({ deploying: false, urn: urnOf(resource) });
        const one = await next.check(made.inputs, { ...SITE, __run: run("one") });
        await next.check({}, { ...SITE, name: "London", __run: run("new") });
        await next.diff(made.id, made.outs, one.inputs);
        const twin = await next.check({}, { ...SITE, name: "Paris", import: made.id, __run: run("twin") });
        expect(twin.failures).toEqual([
            { property: "import", reason: expect.stringContaining('belongs to the resource "one"') },
        ]);
    });
});

describe("two runs in one process", () => {
    it("share nothing: each signs in, lists, and claims names for itself", async () => {
        await start();
        const elsewhere = await startEmulator({ limits: "off" });
        try {
            const [here, there] = [pluginProcess(emulator), pluginProcess(elsewhere)];
            const [one, other] = await Promise.all([deploy(here, undefined, SITE), deploy(there, undefined, SITE)]);
            for (const service of [emulator, elsewhere]) {
                expect(callsIn(service.requests())).toEqual([
                    "GET appConnectorGroup 200",
                    "POST appConnectorGroup 201",
                ]);
                expect(signInsIn(service.requests())).toBe(1);
            }
            expect(one.outs).toEqual({ ...other.outs, creationTime: one.outs.creationTime });
        } finally {
            await elsewhere.close();
        }
    });

    it("on one tenant see each other's changes in ZPA, but not each other's programs", async () => {
        await start();
        const [first, second] = [pluginProcess(emulator), pluginProcess(emulator)];
        const made = await deploy(first, undefined, SITE, "site");
        await expect(deploy(second, undefined, SITE, "other")).rejects.toThrow(
            /To manage it here, add the resource option/,
        );
        await first.delete(made.id, made.outs);
        const third = pluginProcess(emulator);
        expect((await deploy(third, undefined, SITE, "other")).id).not.toBe(made.id);
    });
});

describe("looking up names", () => {
    /** Objects that count how often their names are read. */
    function counted(total: number) {
        let reads = 0;
        const objects = Array.from(
            { length: total },
            (_, i): ApiObject => ({
                id: String(i + 1),
                get name() {
                    reads++;
                    return `site ${i + 1}`;
                },
            }),
        );
        const list = async ({ microtenantId }: { microtenantId: string }) => ({
            objects: microtenantId === "0" ? objects : [],
            unreadable: [],
        });
        const objectsOf = new Objects({
            operation: { deadline: new Deadline(1, CLOCK), report: () => {} },
            endpoint: () => ({ list }) as never,
            noun: "object",
            collection: new Collection(),
            clock: CLOCK,
            unreliableById: [],
            onUnreadable: () => {},
            explainMicrotenant: async () => {},
        });
        return { objects, found: objectsOf, reads: () => reads };
    }

    it("reads each name of a list once, however many are looked up", async () => {
        const { found, reads } = counted(2_000);
        for (let i = 1; i <= 2_000; i++) expect((await found.named(`site  ${i}`, "0"))?.id).toBe(String(i));
        expect(await found.named("site 2001", "0")).toBeUndefined();
        // Once for the index. `toBe` does not read the names.
        expect(reads()).toBe(2_000);
    });

    it("reads each name of this process's writes once, too", async () => {
        const { objects, found, reads } = counted(2_000);
        for (const object of objects) {
            found.wrote(object.id, "1", object);
            expect((await found.named(`other ${object.id}`, "1"))?.id).toBeUndefined();
        }
        expect((await found.named("site 2000", "1"))?.id).toBe("2000");
        expect(reads()).toBeLessThanOrEqual(2_010);
    });
});

test("a cloud that does not have the tenant's API is reported at preview, with the way out, and nothing is sent", async () => {
    await start({}, { "zpa:cloud": "ZPATWO", "zpa:baseUrl": "" });
    const { failures } = await stack.preview({ site: site() });
    expect(failures).toEqual([
        expect.stringMatching(
            /zpa:cloud .*is ZPATWO, a cloud of the legacy API only; for OneAPI, remove it, or set .*config\.zpatwo\.net, remove vanityDomain/,
        ),
    ]);
    expect(emulator.requests()).toEqual([]);
});
