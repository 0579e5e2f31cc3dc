import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const BRANCH = "216196257331282000";
const LONDON = { ...SITE, name: "London DC1" };

let emulator: Emulator;
beforeAll(async () => {
    const microtenants = [{ id: BRANCH, name: "Branch offices", enabled: true }];
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
});
afterAll(() => emulator.close());

describe("existing groups", () => {
    let stack: Stack;
    beforeAll(() => {
        stack = new Stack(emulator);
    });
    afterAll(() => stack.remove());
    // Each test goes on with the two groups as the one before it left them.
    beforeEach(() => {
        stack.config({ "zpa:retrySecs": "2" });
        emulator.clearFaults();
        emulator.clearRequests();
    });
    const site = () => emulator.tenant().group(SITE.name);
    const london = () => emulator.tenant().group(LONDON.name);

    const kept = { cityCountry: "Gotham, US", dcHostingInfo: "rack 7" };
    const lost = { cityCountry: "Gotham, US", versionProfileName: "New Release" };

    test("zpa:preflight: false previews without reaching the service", async () => {
        stack.config({ "zpa:retrySecs": "2", "zpa:preflight": "false" });
        stack.program({ site: { args: { ...SITE, ...kept } }, london: { args: { ...LONDON, ...lost } } });
        expect((await stack.preview()).code).toBe(0);
        expect(emulator.requests()).toEqual([]);
        expect((await stack.up()).code).toBe(0);
        expect(london().versionProfileId).toBe("2");
        emulator.clearRequests();
        const described = { ...LONDON, ...lost, description: "x" };
        stack.program({ site: { args: { ...SITE, ...kept } }, london: { args: described } });
        expect((await stack.preview()).steps).toEqual({ london: { op: "update", diff: "~description" } });
        expect(emulator.requests()).toEqual([]);
    });

    // A group that moves has another city, and a profile's id stands for its name.
    const monday = { ...SITE, upgradeDay: "MONDAY" };
    const moved = { ...LONDON, latitude: 51.5, longitude: 0, versionProfileId: "1" };

    test("reports each removed property that the service keeps, and none that it does not keep", async () => {
        stack.program({ site: { args: monday }, london: { args: moved } });
        const { code, output } = await stack.preview();
        expect(code).toBe(0);
        expect(output.match(/.*as removed.*/g)).toEqual(
            Array(2).fill(
                expect.stringContaining(
                    "Pulumi shows cityCountry, dcHostingInfo as removed; the service keeps the value",
                ),
            ),
        );
        expect((await stack.up()).code).toBe(0);
        expect(site()).toMatchObject({ ...kept, upgradeDay: "MONDAY" });
        expect(london()).toMatchObject({ cityCountry: "London, GB", versionProfileId: "1" });
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a service that is down is retried for zpa:retrySecs, then reported, with nothing changed", async () => {
        emulator.fault({
            kind: "status",
            status: 503,
            body: { id: "retryable.server.error" },
            path: "mgmtconfig",
            times: 1_000,
        });
        for (const operation of [() => stack.refresh(), () => stack.destroy()]) {
            const { code, output } = await operation();
            expect(code).not.toBe(0);
            expect(output).toMatch(/503.*temporarily unavailable/);
            expect(stack.state("site")?.id).toBe(site().id);
            expect(stack.state("london")?.id).toBe(london().id);
        }
        emulator.clearFaults();
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a refused update and a replacement whose new group is refused leave group and state, show again, and the next run settles them", async () => {
        const ids = () =>
            emulator
                .tenant()
                .groups()
                .map(({ id }) => id);
        const idsBefore = ids();
        const before = { site: stack.state("site"), london: stack.state("london") };
        const refuses = (method: string, field: string) => {
            const reason = `One or more input fields ${field} are not valid.`;
            const body = { id: "invalid.resource.argument", reason };
            emulator.fault({ kind: "status", status: 400, body, method, path: "appConnectorGroup" });
        };
        refuses("POST", "location");
        refuses("PUT", "description");
        stack.program({
            site: { args: { ...monday, microtenantId: BRANCH } },
            london: { args: { ...moved, description: "changed" } },
        });
        const { code, output } = await stack.up("--continue-on-error");
        expect(code).not.toBe(0);
        expect(output).toContain("fields location are not valid");
        expect(output).toMatch(/App Connector group "London DC1" \(id \d+\) was not updated: .*fields description/);
        expect(ids()).toEqual(idsBefore);
        expect(site().id).toBe(before.site?.id);
        expect(stack.state("site")?.id).toBe(before.site?.id);
        expect(stack.state("london")?.outputs).toEqual(before.london?.outputs);
        const { steps } = await stack.preview();
        expect(steps.site?.op).toBe("replace");
        expect(steps.london).toEqual({ op: "update", diff: "~description" });

        expect((await stack.up()).code).toBe(0);
        expect(site()).toMatchObject({ microtenantId: BRANCH, name: SITE.name });
        expect(london().description).toBe("changed");
        expect(emulator.tenant().groups()).toHaveLength(2);
    });

    test("--replace with deleteBeforeReplace keeps the name; only its preview needs zpa:preflight: false", async () => {
        const urn = "urn:pulumi:test::stack-under-test::pulumi-nodejs:dynamic/zpa:AppConnectorGroup::london";
        stack.program({
            site: { args: { ...monday, microtenantId: BRANCH } },
            london: { args: { ...moved, description: "changed" }, options: { deleteBeforeReplace: true } },
        });
        const before = stack.state("london")?.id;
        // The engine checks the resource as it checks a new one, so its name looks like another group's.
        expect((await stack.preview("--replace", urn)).output).toContain("already exists");
        stack.config({ "zpa:preflight": "false" });
        expect(await stack.preview("--replace", urn)).toMatchObject({ code: 0, steps: { london: { op: "replace" } } });
        stack.config({});
        emulator.clearRequests();
        expect((await stack.up("--replace", urn)).code).toBe(0);
        expect(callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"))).toEqual([
            "DELETE :id 204",
            "POST appConnectorGroup 201",
        ]);
        expect(london().name).toBe(LONDON.name);
        expect(london().id).not.toBe(before);
    });

    test("a delete that is refused because the group is in use says by what, and keeps it", async () => {
        const key = { name: "key of the site", zcomponentId: london().id, enrollmentCertId: "6573", maxUsage: "1" };
        emulator.tenant().add("provisioningKeys", key);
        const { code, output } = await stack.destroy();
        expect(code).not.toBe(0);
        expect(output).toMatch(/still in use.*ProvisioningKey, key of the site/);
        expect(stack.state("london")?.id).toBe(london().id);
    });
});

describe("new groups", () => {
    let stack: Stack;
    beforeAll(() => {
        emulator.reset();
        stack = new Stack(emulator);
    });
    afterAll(() => stack.remove());

    test("one preview refuses a microtenant that does not exist, with those that do, and two new groups with one name", async () => {
        const nowhere = { ...SITE, name: "Nowhere", microtenantId: "42" };
        stack.program({ nowhere: { args: nowhere }, one: { args: SITE }, two: { args: SITE } });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/property microtenantId has a problem: No microtenant has the id 42/);
        expect(output).toContain("Branch offices");
        expect(output).toContain("is also the name of the resource");
    });

    test("two new groups with the same name, without a preview: one is made, the other is rejected with the resource that has the name", async () => {
        const { code, output } = await stack
            .program({ one: { args: SITE }, two: { args: SITE } })
            .up("--parallel", "1");
        expect(code).not.toBe(0);
        expect(output).toContain("is also the name of the resource");
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    test("values that are not known before the run are let through the preview, and judged when they are", async () => {
        emulator.reset();
        const late = new Stack(emulator, {
            program: `
                const zpa = require("pulumi-zpa-connectors");
                const groupAfter = (other, name, latitude) => new zpa.AppConnectorGroup(name, {
                    name: other.id.apply((id) => "after " + id), location: "x", longitude: 2,
                    latitude: other.id.apply(() => latitude),
                    upgradeDay: other.id.apply(() => "monday"), versionProfileId: other.id.apply(() => "2"),
                });
                const first = new zpa.AppConnectorGroup("first", ${JSON.stringify(SITE)});
                const second = groupAfter(first, "second", 1);
                if (process.env.WITH_BAD) groupAfter(second, "bad", 97);`,
        });
        late.setEnv({ WITH_BAD: "true" });
        const create = { op: "create" };
        expect(await late.preview()).toMatchObject({ code: 0, steps: { first: create, second: create, bad: create } });
        const { code, output } = await late.up();
        expect(code).not.toBe(0);
        expect(output).toMatch(/property latitude value \{97\} has a problem: must be a number from -90 to 90/);
        expect(emulator.tenant().groups()).toHaveLength(2);
        const second = emulator.tenant().group(`after ${late.state("first")?.id}`);
        expect(second).toMatchObject({ latitude: "1", upgradeDay: "MONDAY", versionProfileId: "2" });
        late.setEnv({ WITH_BAD: "" });
        expect((await late.preview("--expect-no-changes")).code).toBe(0);
        late.remove();
    });
});
