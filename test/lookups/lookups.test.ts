import * as pulumi from "@pulumi/pulumi";
import * as zpa from "../../src";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { countCalls, signInsIn } from "../support/calls";

const BRANCH = "216196257331282000";
const OTHER = "72058304855015424";
const group = (name: string, more: Record<string, unknown> = {}) => ({
    name,
    latitude: "37.30",
    longitude: "-121.9",
    location: "San Jose",
    enabled: true,
    upgradeTimeInSecs: "900",
    microtenantId: "0",
    ...more,
});

let emulator: Emulator;
beforeEach(async () => {
    emulator = await startEmulator({
        tenants: [
            {
                ...DEFAULT_TENANT,
                maxGroups: 2_000,
                microtenants: [{ id: BRANCH, name: "Branch offices", enabled: true, criteriaAttribute: "AuthDomain" }],
                versionProfiles: [
                    { id: "0", name: "Default", visibilityScope: "ALL", upgradePriority: "WEEK" },
                    { id: "7", name: "Pilot", versions: [{ platform: "el8", version: "24.1.1", role: "CONNECTOR" }] },
                    { id: "8", name: "Twice" },
                    { id: "9", name: "Twice" },
                ],
            },
            {
                customerId: OTHER,
                clientId: "other",
                clientSecret: "other-secret",
                defaultVersionProfileId: "2",
                groups: [{ id: "5", ...group("Theirs") }],
            },
        ],
    });
    const common = { "zpa:baseUrl": emulator.url, "zpa:vanityDomain": "emulator" };
    const { customerId, clientId, clientSecret } = DEFAULT_TENANT;
    pulumi.runtime.setAllConfig({
        ...common,
        "zpa:customerId": customerId,
        "zpa:clientId": clientId,
        "zpa:clientSecret": clientSecret,
        "zpa:tenants": JSON.stringify({
            other: {
                customerId: OTHER,
                clientId: "other",
                clientSecret: "other-secret",
                vanityDomain: "other",
                baseUrl: emulator.url,
            },
            branch: {
                customerId,
                clientId,
                clientSecret,
                vanityDomain: "emulator",
                baseUrl: emulator.url,
                microtenantName: "Branch offices",
            },
            branchById: {
                customerId,
                clientId,
                clientSecret,
                vanityDomain: "emulator",
                baseUrl: emulator.url,
                microtenantId: BRANCH,
            },
        }),
    });
});
afterEach(() => emulator.close());
const add = (name: string, more = {}) => emulator.tenant().add("groups", group(name, more)).id;
const known = <T>(output: pulumi.Output<T>) => new Promise<T>((done) => output.apply(done));

describe("version profiles", () => {
    test("one that cannot be read is named if no other matches", async () => {
        emulator.fault({ kind: "values", path: "versionProfiles", id: "7", values: { id: "seven" } });
        await expect(zpa.getVersionProfile({ name: "Pilot" })).rejects.toThrow(
            /There are: .*\. "Pilot" \(id seven\) cannot be read: id: must be an id in decimal digits\.$/,
        );
    });

    test("any number of lookups by id or name make one call and one sign-in", async () => {
        const [byName, byId] = await Promise.all([
            zpa.getVersionProfile({ name: "Pilot" }),
            zpa.getVersionProfile({ id: "7" }),
        ]);
        expect(byName).toEqual(byId);
        expect(byName.versions).toEqual([{ platform: "el8", version: "24.1.1", role: "CONNECTOR" }]);
        expect((await known(zpa.getVersionProfileOutput({ name: pulumi.output("Pilot") }))).id).toBe("7");
        expect(await zpa.getVersionProfiles()).toHaveLength(4);
        expect((await known(zpa.getVersionProfilesOutput())).length).toBe(4);
        expect(countCalls(emulator.requests())).toEqual({ "GET versionProfiles 200": 1 });
        expect(signInsIn(emulator.requests())).toBe(1);
    });

    test("what a program does with a result does not change the next one", async () => {
        const profiles = await zpa.getVersionProfiles();
        const names = profiles.map(({ name }) => name);
        profiles.reverse();
        expect((await zpa.getVersionProfiles()).map(({ name }) => name)).toEqual(names);
        const pilot = await zpa.getVersionProfile({ name: "Pilot" });
        expect(() => Object.assign(pilot, { id: "8" })).toThrow(TypeError);
        expect(() => (pilot.versions as unknown[]).pop()).toThrow(TypeError);
        expect(() => Object.assign(pilot.versions![0]!, { version: "" })).toThrow(TypeError);
        expect((await zpa.getVersionProfile({ name: "Pilot" })).id).toBe("7");
    });

    test("the default profile is that of groups that do not override it; all lookups make one call", async () => {
        const profiles = await Promise.all([zpa.getDefaultVersionProfile(), zpa.getDefaultVersionProfile({})]);
        expect(profiles.map(({ id, name }) => `${id} ${name}`)).toEqual(["0 Default", "0 Default"]);
        expect((await known(zpa.getDefaultVersionProfileOutput())).upgradePriority).toBe("WEEK");
        expect(countCalls(emulator.requests())).toEqual({ "GET versionProfile 200": 1 });
        const other = await zpa.getDefaultVersionProfile({ tenant: "other" });
        expect(other.name).toBe("New Release");
        expect(other.id).toBe("2");
    });

    test("the errors for no match, several matches, another case, and neither id nor name say what to do", async () => {
        await expect(zpa.getVersionProfile({ name: "Nope" })).rejects.toThrow(
            /No visible version profile is named "Nope".*"Pilot" \(id 7\)/,
        );
        await expect(zpa.getVersionProfile({ name: "pilot" })).rejects.toThrow(/did you mean "Pilot" \(id 7\)\?/);
        await expect(zpa.getVersionProfile({ name: "Twice" })).rejects.toThrow(
            /2 visible version profiles are named "Twice".*id 8.*id 9.*by its id/,
        );
        await expect(zpa.getVersionProfile({ name: "Pliot" })).rejects.toThrow(
            /^No visible version profile is named "Pliot"; did you mean "Pilot" \(id 7\)\?/,
        );
        // @ts-expect-error: an id or a name is required
        await expect(zpa.getVersionProfile({})).rejects.toThrow(/requires either id or name/);
        // @ts-expect-error: they are mutually exclusive
        await expect(zpa.getVersionProfile({ id: "7", name: "Pilot" })).rejects.toThrow(/mutually exclusive/);
    });
});

describe("App Connector groups", () => {
    test("one is found by id or exact name, with parsed types, connectors and their versions", async () => {
        const id = add("R&D lab", {
            connectors: [
                {
                    id: "11",
                    name: "c1",
                    enabled: true,
                    assistantVersion: {
                        currentVersion: "24.1.1",
                        expectedVersion: "24.2.1",
                        upgradeStatus: "COMPLETE",
                        ctrlChannelStatus: "ZPN_STATUS_AUTHENTICATED",
                        platform: "el8",
                    },
                },
                { id: "13", name: "never seen" },
            ],
            serverGroups: [{ id: "12", name: "servers" }],
            lssAppConnectorGroup: true,
        });
        const found = await zpa.getAppConnectorGroup({ name: "R&D lab" });
        expect(found).toMatchObject({
            id,
            name: "R&D lab",
            latitude: 37.3,
            upgradeTimeInSecs: 900,
            lssAppConnectorGroup: true,
            readOnly: false,
        });
        expect(found.connectors).toEqual([
            {
                id: "11",
                name: "c1",
                enabled: true,
                currentVersion: "24.1.1",
                expectedVersion: "24.2.1",
                upgradeStatus: "COMPLETE",
                controlChannelStatus: "ZPN_STATUS_AUTHENTICATED",
                platform: "el8",
            },
            { id: "13", name: "never seen" },
        ]);
        expect(found.serverGroups).toEqual([{ id: "12", name: "servers" }]);
        expect(await zpa.getAppConnectorGroup({ id })).toEqual(found);
        expect((await known(zpa.getAppConnectorGroupOutput({ id: pulumi.output(id) }))).name).toBe("R&D lab");
        expect(countCalls(emulator.requests())).toEqual({ "GET appConnectorGroup 200": 1 });
        await expect(zpa.getAppConnectorGroup({ name: "r&d lab" })).rejects.toThrow(/did you mean "R&D lab"/);
        await expect(zpa.getAppConnectorGroup({ id: "99" })).rejects.toThrow(
            /No App Connector group has the id 99.*R&D lab/,
        );
    });

    test("all pages are read, of one microtenant by id or name, of the default one, or of all", async () => {
        for (let i = 0; i < 1_001; i++) add(`site ${i}`);
        add("branch site", { microtenantId: BRANCH });
        expect(await zpa.getAppConnectorGroups()).toHaveLength(1_001);
        const names = async (args: zpa.GetAppConnectorGroupsArgs) =>
            (await zpa.getAppConnectorGroups(args)).map((g) => g.name);
        expect(await names({ microtenantId: BRANCH })).toEqual(["branch site"]);
        expect(await names({ microtenantName: "Branch offices" })).toEqual(["branch site"]);
        expect(await names({ tenant: "branch" })).toEqual(["branch site"]);
        expect(await names({ tenant: "branchById" })).toEqual(["branch site"]);
        expect(signInsIn(emulator.requests())).toBe(1);
        expect(await names({ allMicrotenants: true })).toHaveLength(1_002);
        expect((await known(zpa.getAppConnectorGroupsOutput({ microtenantId: BRANCH }))).length).toBe(1);
        await expect(names({ microtenantName: "branch offices" })).rejects.toThrow(/did you mean "Branch offices"/);
        await expect(names({ microtenantId: "1", microtenantName: "x" })).rejects.toThrow(/mutually exclusive/);
        await expect(names({ allMicrotenants: true, microtenantId: "1" })).rejects.toThrow(/mutually exclusive/);
        emulator.clearRequests();
        await names({ allMicrotenants: true });
        expect(emulator.requests()).toEqual([]);
    });

    test("are filtered in ZPA's syntax or by a typed condition", async () => {
        for (const name of ["San Jose 1", "San Jose 2", "London"]) add(name);
        const names = async (search: zpa.GetAppConnectorGroupsArgs["search"]) =>
            (await zpa.getAppConnectorGroups({ search })).map((g) => g.name);
        expect(await names("name LIKE Jose")).toEqual(["San Jose 1", "San Jose 2"]);
        expect(await names({ field: "name", operator: "EQ", value: "San Jose 2" })).toEqual(["San Jose 2"]);
        // @ts-expect-error: an operator that the service does not know
        await expect(names({ field: "name", operator: "IS", value: "London" })).rejects.toThrow(/Invalid operand:IS/);
        await expect(names("name IS London")).rejects.toThrow(/Invalid operand:IS/);
    });

    test("of another tenant are read with that tenant's credentials", async () => {
        add("Ours");
        expect((await zpa.getAppConnectorGroups({ tenant: "other" })).map((g) => g.name)).toEqual(["Theirs"]);
        await expect(zpa.getAppConnectorGroups({ tenant: "acme" })).rejects.toThrow(
            /"acme".*configured ones are other, branch, branchById/,
        );
    });
});

test("microtenants are found by id or name", async () => {
    expect(await zpa.getMicrotenant({ name: "Branch offices" })).toMatchObject({
        id: BRANCH,
        criteriaAttribute: "AuthDomain",
    });
    expect(await zpa.getMicrotenant({ id: "0" })).toMatchObject({ name: "Default" });
    expect((await zpa.getMicrotenants()).map(({ id }) => id)).toEqual([BRANCH, "0"]);
    expect((await known(zpa.getMicrotenantOutput({ name: pulumi.output("Default") }))).id).toBe("0");
    expect((await known(zpa.getMicrotenantsOutput())).length).toBe(2);
    await expect(zpa.getMicrotenant({ name: "Nobody" })).rejects.toThrow(
        /No microtenant is named "Nobody".*Branch offices/,
    );
    expect(countCalls(emulator.requests())).toEqual({ "GET microtenants 200": 1 });
});

test("enrollment certificates are found by id or name", async () => {
    const connector = await zpa.getEnrollmentCertificate({ name: "Connector" });
    expect(connector).toMatchObject({ id: "6573", privateKeyPresent: true });
    expect(await zpa.getEnrollmentCertificate({ id: "6573" })).toEqual(connector);
    expect((await known(zpa.getEnrollmentCertificateOutput({ name: "Client" }))).id).toBe("6572");
    await expect(zpa.getEnrollmentCertificate({ name: "connector" })).rejects.toThrow(/did you mean "Connector"/);
    expect(countCalls(emulator.requests())).toEqual({ "GET enrollmentCert 200": 1 });
});

test("with preflight off a lookup queries the service, and the error says so if it cannot be reached", async () => {
    await emulator.close();
    pulumi.runtime.setConfig("zpa:preflight", "false");
    pulumi.runtime.setConfig("zpa:retrySecs", "0");
    await expect(zpa.getVersionProfile({ name: "Pilot" })).rejects.toThrow(
        /zpa:preflight is false, but getVersionProfile always queries the service\. Give the id/,
    );
});

test("incomplete settings are an error where the lookup is called, also with outputs", () => {
    pulumi.runtime.setAllConfig({});
    expect(() => zpa.getVersionProfileOutput({ name: "Pilot" })).toThrow(/zpa:customerId .*: is not set/);
});

describe("in a unit test with Pulumi's mocks", () => {
    test("a lookup calls the mocks and sends no request", async () => {
        const calls: unknown[] = [];
        pulumi.runtime.setAllConfig({});
        await pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
            call: (call) => {
                calls.push(call);
                return { id: "7" };
            },
        });
        expect((await known(zpa.getVersionProfileOutput({ name: pulumi.output("Pilot") }))).id).toBe("7");
        expect(calls).toEqual([{ token: "zpa:index:getVersionProfile", inputs: { name: "Pilot" } }]);
    });

    test("the error names the missing mock `call`", async () => {
        const newResource = ({ name, inputs }: pulumi.runtime.MockResourceArgs) => ({ id: name, state: inputs });
        await pulumi.runtime.setMocks({ newResource } as pulumi.runtime.Mocks);
        await expect(zpa.getMicrotenants()).rejects.toThrow(/needs the mock `call`/);
    });
});
