import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

const BRANCH = "216196257331282000";

describe("nothing is lost", () => {
    let emulator: Emulator;
    let stack: Stack;
    beforeEach(async () => {
        const microtenants = [{ id: BRANCH, name: "Branch offices", enabled: true }];
        emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
        stack = new Stack(emulator, { config: { "zpa:retrySecs": "2" } });
    });
    afterEach(async () => {
        stack.remove();
        await emulator.close();
    });
    const group = () => emulator.tenant().groups()[0]!;

    test("a replacement whose new group is refused leaves the old one where it was, and the next run settles it", async () => {
        await stack.program({ site: { args: SITE } }).up();
        const before = stack.state("site");
        const body = { id: "invalid.resource.argument", reason: "One or more input fields location are not valid." };
        emulator.fault({ kind: "status", status: 400, body, method: "POST", path: "appConnectorGroup" });
        stack.program({ site: { args: { ...SITE, microtenantId: BRANCH } } });
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain("fields location are not valid");
        expect(
            emulator
                .tenant()
                .groups()
                .map(({ id }) => id),
        ).toEqual([before?.id]);
        expect(stack.state("site")?.id).toBe(before?.id);
        expect((await stack.up()).code).toBe(0);
        expect(group()).toMatchObject({ microtenantId: BRANCH, name: SITE.name });
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    test("--replace with deleteBeforeReplace keeps the name; only its preview needs zpa:preflight: false", async () => {
        const urn = "urn:pulumi:test::stack-under-test::pulumi-nodejs:dynamic/zpa:AppConnectorGroup::site";
        await stack.program({ site: { args: SITE, options: { deleteBeforeReplace: true } } }).up();
        const before = stack.state("site")?.id;
        // The engine checks the resource as it checks a new one, so its name looks like another group's.
        expect((await stack.preview("--replace", urn)).output).toContain("already exists");
        stack.config({ "zpa:preflight": "false" });
        expect(await stack.preview("--replace", urn)).toMatchObject({ code: 0, steps: { site: { op: "replace" } } });
        stack.config({});
        emulator.clearRequests();
        expect((await stack.up("--replace", urn)).code).toBe(0);
        expect(callsIn(emulator.requests()).filter((call) => !call.startsWith("GET"))).toEqual([
            "DELETE :id 204",
            "POST appConnectorGroup 201",
        ]);
        expect(group().name).toBe(SITE.name);
        expect(group().id).not.toBe(before);
    });

    test("an update that is refused leaves the state as it was, and shows again", async () => {
        await stack.program({ site: { args: SITE } }).up();
        const before = stack.state("site")?.outputs;
        const body = { id: "invalid.resource.argument", reason: "One or more input fields description are not valid." };
        emulator.fault({ kind: "status", status: 400, body, method: "PUT" });
        stack.program({ site: { args: { ...SITE, description: "changed" } } });
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toMatch(/App Connector group "San Jose DC1" \(id \d+\) was not updated: .*fields description/);
        expect(stack.state("site")?.outputs).toEqual(before);
        expect((await stack.preview()).steps.site).toEqual({ op: "update", diff: "~description" });
    });

    test("a service that is down is retried for zpa:retrySecs, then reported, with nothing changed", async () => {
        await stack.program({ site: { args: SITE } }).up();
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
            expect(stack.state("site")?.id).toBe(group().id);
        }
        emulator.clearFaults();
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a delete that is refused because the group is in use says by what, and keeps it", async () => {
        await stack.program({ site: { args: SITE } }).up();
        const key = { name: "key of the site", zcomponentId: group().id, enrollmentCertId: "6573", maxUsage: "1" };
        emulator.tenant().add("provisioningKeys", key);
        const { code, output } = await stack.destroy();
        expect(code).not.toBe(0);
        expect(output).toMatch(/still in use.*ProvisioningKey, key of the site/);
        expect(stack.state("site")?.id).toBe(group().id);
    });

    test("values that are not known before the run are let through the preview, and judged when they are", async () => {
        const program = (index: number) => `
            const zpa = require("pulumi-zpa-connectors");
            const first = new zpa.AppConnectorGroup("first", ${JSON.stringify(SITE)});
            const late = (values) => first.id.apply(() => values[${index}]);
            new zpa.AppConnectorGroup("second", {
                name: first.id.apply((id) => "after " + id), location: "x", latitude: late([1, 97]), longitude: 2,
                upgradeDay: late(["monday", "monday"]), versionProfileId: late(["2", "2"]),
            });`;
        const good = new Stack(emulator, { program: program(0) });
        expect(await good.preview()).toMatchObject({
            code: 0,
            steps: { first: { op: "create" }, second: { op: "create" } },
        });
        expect((await good.up()).code).toBe(0);
        const second = emulator
            .tenant()
            .groups()
            .find(({ name }) => name.startsWith("after "));
        expect(second).toMatchObject({ latitude: "1", upgradeDay: "MONDAY", versionProfileId: "2" });
        expect((await good.preview("--expect-no-changes")).code).toBe(0);
        await good.destroy();
        good.remove();

        const bad = new Stack(emulator, { program: program(1) });
        expect((await bad.preview()).code).toBe(0);
        const { code, output } = await bad.up();
        expect(code).not.toBe(0);
        expect(output).toMatch(/property latitude value \{97\} has a problem: must be a number from -90 to 90/);
        expect(emulator.tenant().groups()).toHaveLength(1);
        bad.remove();
    });

    test("zpa:preflight: false previews without reaching the service", async () => {
        stack
            .config({ "zpa:preflight": "false" })
            .program({ site: { args: { ...SITE, versionProfileName: "New Release" } } });
        expect((await stack.preview()).code).toBe(0);
        expect(emulator.requests()).toEqual([]);
        expect((await stack.up()).code).toBe(0);
        expect(group().versionProfileId).toBe("2");
        emulator.clearRequests();
        stack.program({ site: { args: { ...SITE, versionProfileName: "New Release", description: "x" } } });
        expect((await stack.preview()).steps).toEqual({ site: { op: "update", diff: "~description" } });
        expect(emulator.requests()).toEqual([]);
        expect(callsIn(emulator.requests())).toEqual([]);
    });

    test("two new groups with the same name, without a preview: one is made, the other is rejected with the resource that has the name", async () => {
        const { code, output } = await stack
            .program({ one: { args: SITE }, two: { args: SITE } })
            .up("--parallel", "1");
        expect(code).not.toBe(0);
        expect(output).toContain("is also the name of the resource");
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    test("one preview refuses a microtenant that does not exist, with those that do, and two new groups with one name", async () => {
        const nowhere = { ...SITE, name: "Nowhere", microtenantId: "42" };
        stack.program({ nowhere: { args: nowhere }, one: { args: SITE }, two: { args: SITE } });
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output).toMatch(/property microtenantId has a problem: No microtenant has the id 42/);
        expect(output).toContain("Branch offices");
        expect(output).toContain("is also the name of the resource");
    });

    test("reports each removed property that the service keeps, and none that it does not keep", async () => {
        const other = { ...SITE, name: "London DC1" };
        const kept = { cityCountry: "Gotham, US", dcHostingInfo: "rack 7" };
        const lost = { cityCountry: "Gotham, US", versionProfileName: "New Release" };
        stack.program({ site: { args: { ...SITE, ...kept } }, other: { args: { ...other, ...lost } } });
        await stack.up();
        // A group that moves has another city, and a profile's id stands for its name.
        const moved = { ...other, latitude: 51.5, longitude: 0, versionProfileId: "1" };
        stack.program({ site: { args: { ...SITE, upgradeDay: "MONDAY" } }, other: { args: moved } });
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
        expect(emulator.tenant().group(SITE.name)).toMatchObject({ ...kept, upgradeDay: "MONDAY" });
        expect(emulator.tenant().group(other.name)).toMatchObject({ cityCountry: "London, GB", versionProfileId: "1" });
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });
});
