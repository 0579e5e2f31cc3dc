import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn, countCalls } from "../support/calls";
import { deploy, type Held, pluginProviders, preview } from "../support/pluginProcess";
import { SITE } from "../support/site";

const BRANCH = "216196257331282000";
const GLOBEX = "72058304855015424";
const NOBODY = "216196257331289999";
const KEYS = "GET provisioningKey 200";
const GROUPS = "GET appConnectorGroup 200";
const CERTS = "GET enrollmentCert 200";

let emulator: Emulator;
let notices: string[];
beforeEach(async () => {
    notices = [];
    emulator = await startEmulator({
        limits: "off",
        tenants: [
            {
                ...DEFAULT_TENANT,
                maxGroups: 500,
                maxProvisioningKeys: 500,
                microtenants: [{ id: BRANCH, name: "Branch offices" }],
            },
            { customerId: GLOBEX, clientId: "globex", clientSecret: "globex-secret" },
        ],
    });
});
afterEach(() => emulator.close());

const say = (_: string, message: string) => void notices.push(message);
const run = (config: Record<string, string> = {}) =>
    pluginProviders(emulator, config, { reporter: { notice: say, wait: say } });
const calls = () => callsIn(emulator.requests());
const addGroup = (name: string, microtenantId = "0") =>
    emulator.tenant().add("groups", { ...SITE, name, enabled: true, microtenantId }).id;
const keyArgs = (appConnectorGroupId: string, more: Record<string, unknown> = {}) => ({
    name: "site",
    appConnectorGroupId,
    maxUsage: 2,
    ...more,
});

describe("the life of a key", () => {
    test("create sends the certificate named Connector and the API's names, and keeps the value of the response", async () => {
        const group = addGroup("Site");
        const { keys } = run();
        const made = await deploy(keys, undefined, keyArgs(group));
        expect(emulator.requests().find(({ method, path }) => method === "POST" && /Key/.test(path))?.body).toEqual({
            name: "site",
            zcomponentId: group,
            maxUsage: "2",
            enabled: true,
            exportable: true,
            enrollmentCertId: "6573",
        });
        expect(made.outs).toMatchObject({
            maxUsage: 2,
            appConnectorGroupId: group,
            microtenantId: "0",
            provisioningKey: emulator.tenant().key("site").provisioningKey,
        });
    });

    test("other notations are no change; a change is one PUT with the managed fields", async () => {
        const group = addGroup("Site");
        const made = await deploy(run().keys, undefined, keyArgs(group));
        emulator.clearRequests();
        const spelt = keyArgs(group, { maxUsage: "2.0", enabled: "true" });
        expect((await preview(run().keys, made, spelt)).diff).toEqual({ changes: false });
        expect(emulator.requests()).toEqual([]);
        const changed = await deploy(run().keys, made, keyArgs(group, { maxUsage: 5, enabled: false }));
        expect(calls()).toEqual([KEYS, "PUT :id 204"]);
        expect(emulator.tenant().key("site")).toMatchObject({
            maxUsage: "5",
            enabled: false,
            enrollmentCertId: "6573",
        });
        expect(changed.outs).toMatchObject({ maxUsage: 5, provisioningKey: made.outs.provisioningKey });
    });

    test("with exportable: false the state keeps the value through refreshes and updates", async () => {
        const group = addGroup("Site");
        const made = await deploy(run().keys, undefined, keyArgs(group, { exportable: false }));
        const value = emulator.tenant().key("site").provisioningKey;
        expect(made.outs.provisioningKey).toBe(value);
        const { props } = await run().keys.read(made.id, made.outs as Record<string, unknown>);
        expect(props).toMatchObject({ exportable: false, provisioningKey: value });
        const updated = await deploy(run().keys, made, keyArgs(group, { exportable: false, maxUsage: 9 }));
        expect(updated.outs.provisioningKey).toBe(value);
        expect(notices).toEqual([]);
    });

    test("exportable from true to false is an update, from false to true a replacement", async () => {
        const group = addGroup("Site");
        const made = await deploy(run().keys, undefined, keyArgs(group));
        const hidden = await deploy(run().keys, made, keyArgs(group, { exportable: false }));
        expect([hidden.id, hidden.outs.provisioningKey]).toEqual([made.id, made.outs.provisioningKey]);
        const { diff } = await preview(run().keys, hidden, keyArgs(group));
        expect(diff).toEqual({ replaces: ["exportable"], deleteBeforeReplace: true });
    });

    test("exportable set to false outside of Pulumi is a replacement, also with a change of the program", async () => {
        const group = addGroup("Site");
        const made = await deploy(run().keys, undefined, keyArgs(group));
        emulator.tenant().changeKey(made.id, { exportable: false });
        const more = keyArgs(group, { maxUsage: 3 });
        expect((await preview(run().keys, made, more)).diff).toEqual({
            replaces: ["exportable"],
            deleteBeforeReplace: true,
        });
        await expect(deploy(run({ "zpa:preflight": "false" }).keys, made, more)).rejects.toThrow(
            /provisioning key "site" \(id \d+\) was changed outside of Pulumi, and an update cannot undo it.*\n {2}exportable: false → true\nRun `pulumi refresh`/,
        );
    });

    test("another group replaces the key", async () => {
        const [one, two] = [addGroup("One"), addGroup("Two")];
        const made = await deploy(run().keys, undefined, keyArgs(one));
        const { diff } = await preview(run().keys, made, keyArgs(two));
        expect(diff).toEqual({ replaces: ["appConnectorGroupId"], deleteBeforeReplace: true });
        const moved = await deploy(run().keys, made, keyArgs(two));
        expect(emulator.tenant().keys()).toMatchObject([{ id: moved.id, zcomponentId: two }]);
    });

    test("if the response to a create is lost, the key is found and not created twice", async () => {
        const group = addGroup("Site");
        emulator.fault({ kind: "resetAfter", method: "POST", path: "provisioningKey" });
        const made = await deploy(run().keys, undefined, keyArgs(group));
        expect(emulator.tenant().keys()).toMatchObject([{ id: made.id, provisioningKey: made.outs.provisioningKey }]);
    });

    test("if the key is not exportable, a lost response loses its value, and a message says so", async () => {
        const group = addGroup("Site");
        emulator.fault({ kind: "resetAfter", method: "POST", path: "provisioningKey" });
        const made = await deploy(run().keys, undefined, keyArgs(group, { exportable: false }));
        expect(made.outs).not.toHaveProperty("provisioningKey");
        expect(notices.join("\n")).toMatch(
            /the response was lost, and the service does not show provisioningKey again/,
        );
    });

    test("locked: the preview fails, ignoreWhenLocked is no change, a delete is rejected", async () => {
        const group = addGroup("Site");
        const made = await deploy(run().keys, undefined, keyArgs(group));
        emulator.tenant().changeKey(made.id, { restrictionType: "DECEPTION" });
        await expect(preview(run().keys, made, keyArgs(group, { maxUsage: 3 }))).rejects.toThrow(
            /provisioning key "site" .*locked \(restrictionType is DECEPTION\).*\n {2}maxUsage: 2 → 3/,
        );
        const ignored = await preview(run().keys, made, keyArgs(group, { maxUsage: 3, ignoreWhenLocked: true }));
        expect(ignored.diff).toEqual({ changes: false });
        await expect(run().keys.delete(made.id, made.outs as Record<string, unknown>)).rejects.toThrow(/is locked/);
    });

    test("locked, which only the update notices: with ignoreWhenLocked nothing is written, and the state shows the service's value", async () => {
        const group = addGroup("Site");
        const made = await deploy(run().keys, undefined, keyArgs(group));
        emulator.tenant().changeKey(made.id, { restrictionType: "DECEPTION" });
        const changed = keyArgs(group, { maxUsage: 3, ignoreWhenLocked: true });
        emulator.clearRequests();
        const held = await deploy(run({ "zpa:preflight": "false" }).keys, made, changed);
        expect(calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
        expect(held.outs.maxUsage).toBe(2);
    });

    test("the deletion of a group with keys fails with the service's message", async () => {
        const { groups, keys } = run();
        const group = await deploy(groups, undefined, SITE);
        await deploy(keys, undefined, keyArgs(group.id));
        await expect(groups.delete(group.id, group.outs as Record<string, unknown>)).rejects.toThrow(
            /resource\.referenced .*ProvisioningKey.*site/,
        );
    });
});

describe("import and get", () => {
    test("import adopts an identical key without a write, and has its value", async () => {
        const group = addGroup("Site");
        const { id, outs } = await deploy(run().keys, undefined, keyArgs(group));
        emulator.clearRequests();
        const adopted = await deploy(run().keys, undefined, { ...keyArgs(group), import: id });
        expect([adopted.id, adopted.outs.provisioningKey]).toEqual([id, outs.provisioningKey]);
        expect(calls()).toEqual([GROUPS, KEYS]);
    });

    test("a key whose value is not readable has none, and the preview and a refresh say so", async () => {
        const group = addGroup("Site");
        const args = keyArgs(group, { exportable: false });
        const { id } = await deploy(run().keys, undefined, args);
        expect((await preview(run().keys, undefined, { ...args, import: id })).failures).toEqual([]);
        const hidden = /has no value in the state: the key is not exportable, so the service hides it/;
        expect(notices.filter((message) => hidden.test(message))).toHaveLength(1);
        const adopted = await deploy(run().keys, undefined, { ...args, import: id });
        expect(adopted.outs).not.toHaveProperty("provisioningKey");
        notices = [];
        expect((await run().keys.read(id, {})).props).not.toHaveProperty("provisioningKey");
        expect(notices.join()).toMatch(hidden);
    });

    test("get reads a key with its value", async () => {
        const { id, outs } = await deploy(run().keys, undefined, keyArgs(addGroup("Site")));
        const { props } = await run().keys.read(id, {});
        expect(props).toMatchObject({ name: "site", maxUsage: 2, provisioningKey: outs.provisioningKey });
        await expect(run().keys.read(NOBODY, {})).rejects.toThrow(`No provisioning key with the id ${NOBODY} exists`);
    });
});

describe("a key that is used up", () => {
    let made: Held;
    let group: string;
    beforeEach(async () => {
        group = addGroup("Site");
        made = await deploy(run().keys, undefined, keyArgs(group, { maxUsage: 1 }));
        emulator.tenant().enroll("site");
    });
    const usedUp = (n: number) =>
        expect.stringMatching(
            new RegExp(`"site" \\(id \\d+\\) is used up: 1 of ${n} connectors have enrolled, and no other can`),
        );

    test("a refresh warns, and shows no difference", async () => {
        const { inputs } = await run().keys.read(made.id, made.outs as Record<string, unknown>);
        expect(notices).toEqual([usedUp(1)]);
        expect(inputs).toMatchObject({ maxUsage: 1 });
    });

    test("the preview of a change warns, unless the change raises maxUsage", async () => {
        await preview(run().keys, made, keyArgs(group, { maxUsage: 1, name: "renamed" }));
        expect(notices).toEqual([usedUp(1)]);
        notices = [];
        await preview(run().keys, made, keyArgs(group, { maxUsage: 2 }));
        expect(notices).toEqual([]);
    });
});

describe("the microtenant follows the group", () => {
    test.each([
        ["in the Default microtenant", "0", [GROUPS, KEYS]],
        ["in another one", BRANCH, [GROUPS, GROUPS, KEYS]],
    ])("a group that is not in the program %s is looked up once", async (_, microtenantId, expected) => {
        const group = addGroup("Site", microtenantId);
        const { keys } = run();
        for (const name of ["one", "two"]) {
            const { inputs, failures } = await preview(keys, undefined, keyArgs(group, { name }));
            expect([inputs.microtenantId, failures]).toEqual([microtenantId, []]);
        }
        expect(calls()).toEqual(expected);
        const made = await deploy(run().keys, undefined, keyArgs(group));
        expect(emulator.tenant().key("site").microtenantId).toBe(microtenantId);
        emulator.clearRequests();
        expect((await preview(run().keys, made, keyArgs(group))).diff).toEqual({ changes: false });
        expect(emulator.requests()).toEqual([]);
    });

    test("a group of the program is not looked up, neither one in the state nor a new one", async () => {
        const before = run();
        const group = await deploy(before.groups, undefined, { ...SITE, microtenantId: BRANCH });
        emulator.clearRequests();
        const made = await deploy(before.keys, undefined, keyArgs(group.id));
        expect(made.outs.microtenantId).toBe(BRANCH);
        expect(calls()).toEqual([KEYS, CERTS, "POST provisioningKey 200"]);
        const { groups, keys } = run();
        await preview(groups, group, { ...SITE, microtenantId: BRANCH });
        emulator.clearRequests();
        const { inputs } = await preview(keys, undefined, keyArgs(group.id, { name: "second" }));
        expect([inputs.microtenantId, calls()]).toEqual([BRANCH, [KEYS]]);
    });

    test("a group is first looked up in the tenant's default microtenant", async () => {
        const group = addGroup("Site", BRANCH);
        const { keys } = run({ "zpa:microtenantName": "Branch offices" });
        const { inputs } = await preview(keys, undefined, keyArgs(group));
        expect([inputs.microtenantId, countCalls(emulator.requests())[GROUPS]]).toEqual([BRANCH, 1]);
    });

    test("the known microtenant of a group with an unknown id is used", async () => {
        const later = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
        await deploy(run().keys, undefined, keyArgs(addGroup("Site")));
        emulator.clearRequests();
        const known = await preview(run().keys, undefined, keyArgs(later, { microtenantId: "0" }));
        expect(known.failures).toEqual([
            expect.stringMatching(/^name: A provisioning key named "site" already exists/),
        ]);
        expect((await preview(run().keys, undefined, keyArgs(later))).failures).toEqual([]);
        expect(calls()).toEqual([KEYS]);
    });
});

describe("invalid input fails the preview at its property", () => {
    test.each([
        ["maxUsage 0", { maxUsage: 0 }, "maxUsage: must be an integer, 1 or more; it is 0"],
        ["a fraction", { maxUsage: 1.5 }, "maxUsage: must be an integer, 1 or more; it is 1.5"],
        ["no maxUsage", { maxUsage: undefined }, /^maxUsage: is required/],
        ["an empty name", { name: " " }, "name: must not be empty"],
        ["a group id that is a name", { appConnectorGroupId: "Site" }, /^appConnectorGroupId: must be an id/],
        [
            "a group that does not exist",
            { appConnectorGroupId: NOBODY },
            /^appConnectorGroupId: No App Connector group/,
        ],
        [
            "a group beside a wrong microtenant",
            { microtenantId: BRANCH },
            /^appConnectorGroupId: No App Connector group/,
        ],
        ["a microtenant that does not exist", { microtenantId: NOBODY }, /^microtenantId: No microtenant has the id/],
        ["a certificate's name", { enrollmentCertName: "Conector" }, /^enrollmentCertName: .*did you mean "Connector"/],
        ["both certificates", { enrollmentCertName: "Connector", enrollmentCertId: "6573" }, /mutually exclusive/],
        ["a misspelt property", { maxUse: 1 }, /^maxUse: .*did you mean maxUsage/],
        ["the value of the key", { provisioningKey: "3|x" }, /^provisioningKey: is not a property/],
    ])("%s", async (_, wrong, message) => {
        const group = addGroup("Site");
        const { failures } = await preview(run().keys, undefined, keyArgs(group, wrong), "key");
        expect(failures).toEqual([
            typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
        ]);
        expect(calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
    });

    test("a group of the program with another microtenant", async () => {
        const { groups, keys } = run();
        const group = await deploy(groups, undefined, SITE);
        const { failures } = await preview(keys, undefined, keyArgs(group.id, { microtenantId: BRANCH }));
        expect(failures).toEqual([
            `appConnectorGroupId: No App Connector group with the id ${group.id} exists in microtenant ${BRANCH} of customer ${DEFAULT_TENANT.customerId}. Check the id, the tenant and the microtenantId.`,
        ]);
    });

    test("a group of another tenant", async () => {
        const group = addGroup("Site");
        const globex = { customerId: GLOBEX, clientId: "globex", clientSecret: "globex-secret", baseUrl: emulator.url };
        const { keys } = run({ "zpa:tenants": JSON.stringify({ globex }) });
        expect((await preview(keys, undefined, keyArgs(group, { tenant: "globex" }))).failures).toEqual([
            expect.stringMatching(`^appConnectorGroupId: No App Connector group .* exists in customer ${GLOBEX}`),
        ]);
        expect((await preview(keys, undefined, keyArgs(group))).failures).toEqual([]);
    });

    test("two keys with one name fail; a group and a key can share a name", async () => {
        const { groups, keys } = run();
        await deploy(groups, undefined, { ...SITE, name: "site" });
        const group = emulator.tenant().group("site").id;
        expect((await preview(keys, undefined, keyArgs(group), "a")).failures).toEqual([]);
        expect((await preview(keys, undefined, keyArgs(group), "b")).failures).toEqual([
            'name: is also the name of the resource "a" of this program; names must be unique',
        ]);
    });

    test("the error for a certificate without a private key names it", async () => {
        const { id } = emulator.tenant().add("enrollmentCerts", { name: "Bare", privateKeyPresent: false });
        await expect(
            deploy(run().keys, undefined, keyArgs(addGroup("Site"), { enrollmentCertId: id })),
        ).rejects.toThrow(/provisioning key "site" was not created.*enrollmentCertId/);
    });
});

test("100 groups with 100 keys stay within the call budget", async () => {
    const n = 100;
    const all = async <T>(work: (i: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, i) => work(i)));
    const group = (i: number) => ({ ...SITE, name: `Site ${i}` });
    const cost = async <T>(operation: () => Promise<T>) => {
        emulator.clearRequests();
        const result = await operation();
        return [result, countCalls(emulator.requests())] as const;
    };
    const up = run();
    const [groups, forGroups] = await cost(() => all((i) => deploy(up.groups, undefined, group(i))));
    expect(forGroups).toEqual({ [GROUPS]: 1, "POST appConnectorGroup 201": n });
    const key = (i: number, more = {}) => keyArgs(groups[i]!.id, { name: `key ${i}`, ...more });
    const [keys, forKeys] = await cost(() => all((i) => deploy(up.keys, undefined, key(i))));
    expect(forKeys).toEqual({ [KEYS]: 1, [CERTS]: 1, "POST provisioningKey 200": n });

    const unchanged = run();
    const [, nothing] = await cost(async () => {
        await all((i) => preview(unchanged.groups, groups[i], group(i)));
        await all((i) => preview(unchanged.keys, keys[i], key(i)));
    });
    expect([nothing, emulator.requests()]).toEqual([{}, []]);

    const refresh = run();
    const [, forRefresh] = await cost(async () => {
        await all((i) => refresh.groups.read(groups[i]!.id, groups[i]!.outs as Record<string, unknown>));
        await all((i) => refresh.keys.read(keys[i]!.id, keys[i]!.outs as Record<string, unknown>));
    });
    expect(forRefresh).toEqual({ [GROUPS]: 1, [KEYS]: 1 });

    const changing = run();
    const [, forPreview] = await cost(() => all((i) => preview(changing.keys, keys[i], key(i, { maxUsage: 3 }))));
    expect(forPreview).toEqual({ [KEYS]: 1 });
    const update = run();
    const [, forUpdate] = await cost(() => all((i) => deploy(update.keys, keys[i], key(i, { maxUsage: 3 }))));
    expect(forUpdate).toEqual({ [KEYS]: 1, "PUT :id 204": n });
    const destroy = run();
    const [, forDelete] = await cost(() => all((i) => destroy.keys.delete(keys[i]!.id, keys[i]!.outs as never)));
    expect(forDelete).toEqual({ "DELETE :id 204": n });
});
