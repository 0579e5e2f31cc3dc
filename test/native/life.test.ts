import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { bundled, ref, YamlStack } from "../support/native/yamlStack";
import { SITE as ARGS } from "../support/site";

const SITE = { ...ARGS, longitude: -121.8863286 };
const LAB = { ...SITE, name: "Lab" };
const BRANCH = "216196257331282000";
const KEY = { name: "san-jose", appConnectorGroupId: ref("site.id"), maxUsage: 2 };
const DECEPTION = { readOnly: true, restrictionType: "DECEPTION" };
const LIST = "GET appConnectorGroup 200";

describe("the life of a site in a YAML program with the native provider", () => {
    let plugin: Awaited<ReturnType<typeof bundled>>;
    let emulator: Emulator;
    let stack: YamlStack;
    const group = (name = SITE.name) => emulator.tenant().group(name);
    const key = () => emulator.tenant().keys()[0]!;
    const program = (site: object = {}, lab: object = {}, more: object = {}) =>
        stack.yaml({
            resources: {
                site: { properties: { ...SITE, ...site } },
                lab: { properties: { ...LAB, ...lab } },
                key: { type: "ProvisioningKey", properties: KEY },
                ...more,
            },
            outputs: { value: ref("key.provisioningKey"), city: ref("site.cityCountry") },
        });
    /** A group that was made outside of Pulumi. */
    const made = (name: string, more: object = {}) => {
        const { id: _, ...fields } = group("Lab");
        return emulator.tenant().add("groups", { ...fields, ...more, name });
    };
    const calls = () => callsIn(emulator.requests());
    const writes = () => calls().filter((call) => !call.startsWith("GET"));

    beforeAll(async () => {
        const microtenants = [{ id: BRANCH, name: "Branch offices", enabled: true }];
        const tenant = { customerId: "216196257331281920", clientId: "emulator", clientSecret: "emulator-secret" };
        [plugin, emulator] = await Promise.all([
            bundled(),
            startEmulator({ limits: "off", tenants: [{ ...tenant, microtenants }] }),
        ]);
        stack = new YamlStack(emulator, plugin.folder);
        program();
    });
    afterAll(async () => {
        stack.remove();
        plugin.remove();
        await emulator.close();
    });
    beforeEach(() => emulator.clearRequests());

    test("a preview asks once and makes nothing; what is not known yet is shown as that", async () => {
        const { code, output, steps } = await stack.preview();
        const created = { op: "create" };
        expect({ code, steps }).toEqual({
            code: 0,
            steps: { site: created, lab: created, "ProvisioningKey key": created },
        });
        expect(output).toMatch(/city +: \[unknown\]|city: \[unknown\]/);
        expect(calls()).toEqual([LIST]);
    });

    test("up makes each with one create, and encrypts the value of the key", async () => {
        expect(await stack.up()).toMatchObject({ code: 0, output: expect.stringContaining("value: [secret]") });
        expect(calls().filter((call) => call.startsWith("GET appConnectorGroup"))).toEqual([LIST]);
        expect(writes().sort()).toEqual([
            "POST appConnectorGroup 201",
            "POST appConnectorGroup 201",
            "POST provisioningKey 200",
        ]);
        expect(group()).toMatchObject({ upgradeDay: "SUNDAY", latitude: "37.3382082" });
        expect(stack.state("site")?.outputs).toMatchObject({ cityCountry: "San Jose, US", upgradeTimeInSecs: 66_600 });
        expect(stack.stateText()).not.toContain(key().provisioningKey);
        expect(stack.stateText()).not.toContain("emulator-secret");
    });

    test("nothing to change: no call, not even a sign-in; a refresh asks one list of each kind", async () => {
        expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(emulator.requests()).toEqual([]);
        expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(calls().sort()).toEqual([LIST, "GET provisioningKey 200"]);
    });

    test("other spellings of the same are no change, and a change shows what it changes", async () => {
        program({ upgradeDay: "sunday", location: "San Jose,  CA, USA" });
        expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
        program({ upgradeDay: "MONDAY", latitude: 48.85, longitude: 2.35 });
        const { code, output } = await stack.preview("--diff");
        expect(code).toBe(0);
        expect(output).toMatch(/upgradeDay *: "SUNDAY" => "MONDAY"/);
        expect(output).not.toMatch(/description|wafDisabled|cityCountry +:/);
        expect(await stack.up()).toMatchObject({ code: 0 });
        expect(writes()).toEqual(["PUT :id 204"]);
        expect(group()).toMatchObject({ upgradeDay: "MONDAY" });
    });

    test("drift is shown by a refresh, and reverted; a preview names drift that no refresh has seen", async () => {
        program();
        expect(await stack.up()).toMatchObject({ code: 0 });
        emulator.tenant().changeGroup(group().id, { location: "Somewhere else" });
        program({ description: "changed" });
        const { output } = await stack.preview();
        expect(output).toContain('location: "Somewhere else" → "San Jose, CA, USA"');
        expect((await stack.refresh()).steps).toMatchObject({ site: { op: "update" } });
        expect(await stack.up()).toMatchObject({ code: 0 });
        expect(group()).toMatchObject({ location: SITE.location, description: "changed" });
    });

    test("a lock fails the preview of a change, which says what is locked, why, and what to do; nothing is written", async () => {
        emulator.tenant().changeGroup(group().id, DECEPTION);
        program({ upgradeDay: "FRIDAY" });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output).toContain(`App Connector group "San Jose DC1" (id ${group().id})`);
        expect(output).toContain("DECEPTION");
        expect(output).toMatch(/upgradeDay: "SUNDAY" → "FRIDAY"/);
        expect(output).toContain("ignoreWhenLocked: true");
        expect(writes()).toEqual([]);
    });

    test("while deploying, a lock fails its own resource alone, and with ignoreWhenLocked nothing", async () => {
        program({ upgradeDay: "FRIDAY" }, { upgradeDay: "FRIDAY" });
        const { code } = await stack.up("--continue-on-error");
        expect(code).not.toBe(0);
        expect([group().upgradeDay, group("Lab").upgradeDay]).toEqual(["SUNDAY", "FRIDAY"]);
        program({ upgradeDay: "FRIDAY", ignoreWhenLocked: true }, { upgradeDay: "FRIDAY" });
        expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
        emulator.tenant().changeGroup(group().id, { readOnly: false, restrictionType: null });
        expect((await stack.preview()).steps).toMatchObject({ site: { op: "update" } });
        program();
        expect(await stack.up()).toMatchObject({ code: 0 });
    });

    test("a taken name fails the preview, with the object that has it", async () => {
        const other = made("Taken");
        program({}, {}, { taken: { properties: { ...LAB, name: "Taken" } } });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output).toContain(`already exists in customer 216196257331281920, with the id ${other.id}`);
        expect(writes()).toEqual([]);
        emulator.tenant().deleteGroup(other.id);
    });

    test("an invalid argument is reported at its property, in the words of the dynamic resource", async () => {
        program({ upgradeTimeInSecs: 1_000 });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output.replace(/\s+/g, " ")).toContain(
            "must be a whole number of seconds from 0 to 85500, in steps of 900",
        );
        expect(output).toContain("upgradeTimeInSecs");
    });

    test("another microtenant replaces the group, and the key with it", async () => {
        const before = [group().id, key().id];
        program({ microtenantId: BRANCH });
        const { steps } = await stack.preview();
        expect(steps).toMatchObject({ site: { op: "replace" }, "ProvisioningKey key": { op: "replace" } });
        expect(await stack.up()).toMatchObject({ code: 0 });
        expect(group()).toMatchObject({ microtenantId: BRANCH });
        expect(before).not.toContain(key().id);
        expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
        program();
        expect(await stack.up()).toMatchObject({ code: 0 });
    });

    test("replaceOnChanges deletes the old group and its key before it makes the new ones; ignoreChanges changes nothing", async () => {
        const withOptions = (description: string, options: Record<string, unknown>) =>
            stack.yaml({
                resources: {
                    site: { properties: { ...SITE, description }, options },
                    lab: { properties: LAB },
                    key: { type: "ProvisioningKey", properties: KEY },
                },
            });
        withOptions("replaced", { replaceOnChanges: ["description"] });
        const { steps } = await stack.preview();
        expect(steps).toMatchObject({ site: { op: "replace" }, "ProvisioningKey key": { op: "replace" } });
        emulator.clearRequests();
        expect(await stack.up()).toMatchObject({ code: 0 });
        expect(writes()).toEqual([
            "DELETE :id 204",
            "DELETE :id 204",
            "POST appConnectorGroup 201",
            "POST provisioningKey 200",
        ]);
        withOptions("ignored", { ignoreChanges: ["description"] });
        expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(group().description).toBe("replaced");
        program();
        expect(await stack.up()).toMatchObject({ code: 0 });
    });

    test("an existing group is imported by its type and id, also from a microtenant, and by the resource option", async () => {
        const created = ["Imported", "In the branch", "By option"].map((name, i) =>
            made(name, i === 1 ? { microtenantId: BRANCH } : {}),
        );
        const imported = (id: string, name: string) =>
            stack.pulumi("import", "zpa-connectors:index:AppConnectorGroup", name, id, "--yes", "--protect=false");
        const result = await imported(created[0]!.id, "imported");
        expect(result).toMatchObject({
            code: 0,
            output: expect.stringContaining("type: zpa-connectors:AppConnectorGroup"),
        });
        expect(await imported(`/${BRANCH}/${created[1]!.id}`, "branch")).toMatchObject({ code: 0 });
        program(
            {},
            {},
            {
                imported: { properties: { ...SITE, name: "Imported" } },
                branch: { properties: { ...SITE, name: "In the branch", microtenantId: BRANCH } },
                option: { properties: { ...SITE, name: "By option" }, options: { import: created[2]!.id } },
            },
        );
        const up = await stack.up();
        expect(up).toMatchObject({ code: 0, steps: { option: { op: "import" } } });
        expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
        expect(writes()).toEqual([]);
        const missing = await imported("216196257331289999", "missing");
        expect(missing.code).not.toBe(0);
        expect(missing.output).toContain("216196257331289999");
        program();
        expect(await stack.up()).toMatchObject({ code: 0 });
    });

    test("functions look objects up, and the value of a key stays secret", async () => {
        stack.yaml({
            variables: {
                profile: {
                    "fn::invoke": { function: "zpa-connectors:getVersionProfile", arguments: { name: "New Release" } },
                },
                keys: { "fn::invoke": { function: "zpa-connectors:getProvisioningKeys", arguments: {} } },
            },
            resources: {
                site: { properties: { ...SITE, versionProfileId: ref("profile.id") } },
                lab: { properties: LAB },
                key: { type: "ProvisioningKey", properties: KEY },
            },
            outputs: { profile: ref("profile.id"), keys: ref("keys.provisioningKeys") },
        });
        const { code, output } = await stack.up();
        expect(code).toBe(0);
        expect(output).toMatch(/profile: "\d+"/);
        expect(output).toMatch(/keys +: \[secret\]|keys: \[secret\]/);
        expect(group().versionProfileId).not.toBe("0");
    });

    test("destroy deletes each with one call", async () => {
        expect(await stack.destroy()).toMatchObject({ code: 0 });
        expect(writes()).toEqual(["DELETE :id 204", "DELETE :id 204", "DELETE :id 204"]);
        expect(emulator.tenant().groups()).toEqual([]);
    });
});
