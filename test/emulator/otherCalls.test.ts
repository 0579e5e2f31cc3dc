import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { type Api, customerId, GROUP, names, signIn } from "./support";

const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";
let emulator: Emulator;
let api: Api;
let groupId: string;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off", tenants: [DEFAULT_TENANT] });
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
    groupId = (await api("POST", "/appConnectorGroup", GROUP)).json.id;
});

describe("version profiles (docs/zpa-api.md#version-profiles)", () => {
    test("the known and the custom profiles are visible; pages and search work", async () => {
        const { json } = await api("GET", "/visible/versionProfiles");
        expect(json.list).toEqual(
            expect.arrayContaining([
                expect.objectContaining({
                    id: "0",
                    name: "Default",
                    visibilityScope: "ALL",
                    upgradePriority: "WEEK",
                    customerId,
                }),
                expect.objectContaining({ id: "2", name: "New Release" }),
                expect.objectContaining({ name: "Pilot sites 2026", visibilityScope: "CUSTOM" }),
            ]),
        );
        expect(names(await api("GET", "/visible/versionProfiles?search=name%20EQ%20New%20Release"))).toEqual([
            "New Release",
        ]);
        expect(names(await api("GET", "/visible/versionProfiles?pagesize=2&page=2"))).toHaveLength(2);
    });
});

describe("enrollment certificates (docs/zpa-api.md#enrollment-certificates)", () => {
    test("one is read at v1", async () => {
        expect((await api("GET", "/enrollmentCert/6573")).json).toMatchObject({ id: "6573", name: "Connector" });
        expect((await api("GET", "/enrollmentCert/1")).json).toMatchObject({ id: "resource.not.found", params: ["1"] });
    });

    test("are found by name, at v2", async () => {
        const { status, json } = await api("GET", "/enrollmentCert?search=name%20EQ%20Connector");
        expect(status).toBe(200);
        expect(json.list).toEqual([
            expect.objectContaining({ id: "6573", name: "Connector", privateKeyPresent: true, allowSigning: true }),
        ]);
    });
});

describe("provisioning keys (docs/zpa-api.md#provisioning-keys)", () => {
    const key = () => ({ name: "key 1", maxUsage: 10, enrollmentCertId: "6573", zcomponentId: groupId });

    test("create returns 200 with the secret; reads return names and counts; update merges; delete", async () => {
        const { status, json } = await api("POST", KEYS, key());
        expect(status).toBe(200);
        expect(json).toMatchObject({
            name: "key 1",
            maxUsage: "10",
            usageCount: "0",
            enabled: true,
            exportable: true,
        });
        expect(json.provisioningKey).toMatch(/^3\|api\.private\.zscaler\.com\|/);
        expect((await api("PUT", `${KEYS}/${json.id}`, { name: "renamed" })).status).toBe(204);
        expect((await api("GET", `${KEYS}/${json.id}`)).json).toMatchObject({
            name: "renamed",
            maxUsage: "10",
            zcomponentName: GROUP.name,
            enrollmentCertName: "Connector",
            provisioningKey: json.provisioningKey,
        });
        expect(names(await api("GET", KEYS))).toEqual(["renamed"]);
        const referenced = await api("DELETE", `/appConnectorGroup/${groupId}`);
        expect(referenced.json).toMatchObject({ id: "resource.referenced", params: ["ProvisioningKey", "renamed"] });
        expect((await api("DELETE", `${KEYS}/${json.id}`)).status).toBe(204);
        expect((await api("DELETE", `/appConnectorGroup/${groupId}`)).status).toBe(204);
    });

    // zscaler-oneapi-sdk-python 1.0.0 sends ids as numbers, which exceed the safe integers of JavaScript.
    test("ids can be sent as numbers of any length", async () => {
        const long = `{"name":"k","maxUsage":5,"enrollmentCertId":6573,"zcomponentId":${groupId}}`;
        const { status, json } = await api("POST", KEYS, long, { "content-type": "application/json" });
        expect([status, json.zcomponentId]).toEqual([200, groupId]);
        const profile = `{"overrideVersionProfile":true,"versionProfileId":216196257331281940,"description":"9007199254740993"}`;
        await api("PUT", `/appConnectorGroup/${groupId}`, profile, { "content-type": "application/json" });
        expect((await api("GET", `/appConnectorGroup/${groupId}`)).json).toMatchObject({
            versionProfileId: "216196257331281940",
            versionProfileName: "Pilot sites 2026",
            description: "9007199254740993",
        });
    });

    test("the value of a key that is not exportable is only in the response to its create", async () => {
        const { json } = await api("POST", KEYS, { ...key(), exportable: false });
        expect(json.provisioningKey).toBeDefined();
        expect((await api("GET", `${KEYS}/${json.id}`)).json).not.toHaveProperty("provisioningKey");
    });

    test("null counts as omitted; fields with a wrong type are rejected by name", async () => {
        const nulls = { uiConfig: null, ipAcl: null, enabled: null };
        const { status, json } = await api("POST", KEYS, { ...key(), ...nulls });
        expect([status, json.enabled]).toEqual([200, true]);
        expect((await api("PUT", `${KEYS}/${json.id}`, { ...nulls, name: null })).status).toBe(204);
        expect((await api("POST", KEYS, { ...key(), name: null })).json.params).toEqual(["name"]);
        const wrong = { uiConfig: {}, ipAcl: [[]], exportable: "no" };
        const { reason } = (await api("PUT", `${KEYS}/${json.id}`, wrong)).json;
        expect(reason).toContain("uiConfig, exportable, ipAcl");
    });

    test("sent numbers are returned as strings", async () => {
        const { json } = await api("POST", KEYS, { ...key(), enrollmentCertId: 6573 });
        expect(json).toMatchObject({ maxUsage: "10", enrollmentCertId: "6573" });
        await api("PUT", `${KEYS}/${json.id}`, { maxUsage: 20, enrollmentCertId: 6572 });
        expect((await api("GET", `${KEYS}/${json.id}`)).json).toMatchObject({
            maxUsage: "20",
            enrollmentCertId: "6572",
            enrollmentCertName: "Client",
        });
    });

    test("missing and invalid fields are rejected by name", async () => {
        expect((await api("POST", KEYS, {})).json.params).toEqual([
            "name",
            "maxUsage",
            "enrollmentCertId",
            "zcomponentId",
        ]);
        const wrong = { ...key(), maxUsage: "many", enrollmentCertId: "1", zcomponentId: "1" };
        expect((await api("POST", KEYS, wrong)).json.reason).toMatch(/maxUsage, enrollmentCertId, zcomponentId/);
        await api("POST", KEYS, key());
        expect((await api("POST", KEYS, key())).json.id).toBe("duplicate.entity.name");
        expect((await api("GET", `${KEYS}/99`)).json.id).toBe("resource.not.found");
    });
});

describe("microtenants (docs/zpa-api.md#microtenants)", () => {
    test("create, read, list, summary as an array, update, delete", async () => {
        const { status, json } = await api("POST", "/microtenants", {
            name: "Branches",
            criteriaAttribute: "AuthDomain",
        });
        expect(status).toBe(201);
        expect((await api("GET", `/microtenants/${json.id}`)).json).toMatchObject({ name: "Branches", enabled: true });
        expect(names(await api("GET", "/microtenants"))).toEqual(["Branches", "Default"]);
        expect((await api("GET", "/microtenants/summary")).json).toEqual([
            { id: json.id, name: "Branches", enabled: true },
            { id: "0", name: "Default", enabled: true },
        ]);
        expect((await api("PUT", `/microtenants/${json.id}`, { name: "Offices" })).status).toBe(204);
        expect((await api("PUT", `/microtenants/${json.id}`, { name: null, enabled: null })).status).toBe(204);
        expect((await api("GET", `/microtenants/${json.id}`)).json).toMatchObject({ name: "Offices", enabled: true });
        await api("POST", `/appConnectorGroup?microtenantId=${json.id}`, GROUP);
        expect((await api("DELETE", `/microtenants/${json.id}`)).json.id).toBe("resource.referenced");
        const [group] = (await api("GET", `/appConnectorGroup?microtenantId=${json.id}`)).json.list;
        await api("DELETE", `/appConnectorGroup/${group.id}?microtenantId=${json.id}`);
        expect((await api("DELETE", `/microtenants/${json.id}`)).status).toBe(204);
        expect((await api("GET", `/microtenants/${json.id}`)).json.id).toBe("resource.not.found");
    });

    test("the Default microtenant cannot be deleted, and names must be unique", async () => {
        expect((await api("DELETE", "/microtenants/0")).status).toBe(400);
        expect((await api("POST", "/microtenants", { name: "Default" })).json.id).toBe("duplicate.entity.name");
        expect((await api("POST", "/microtenants", {})).json.params).toEqual(["name"]);
        const wrong = { name: 5, description: {}, enabled: "yes", criteriaAttributeValues: "acme.com" };
        const { status, json } = await api("POST", "/microtenants", wrong);
        expect([status, json.id]).toEqual([400, "invalid.resource.argument"]);
        expect(json.reason).toContain("name, description, enabled, criteriaAttributeValues");
    });
});

test("a new object never gets the id of an object in a tenant file", async () => {
    const own = await startEmulator({ limits: "off" });
    const first = own.tenant().add("groups", { ...GROUP, name: "probe" }).id;
    await own.close();
    const microtenants = [{ id: first, name: "Branch" }];
    const filled = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
    const call = await signIn(filled);
    expect((await call("POST", "/microtenants", { name: "New" })).json.id).not.toBe(first);
    expect(filled.tenant().all("microtenants")).toHaveLength(3);
    await filled.close();
});

describe("connectors", () => {
    const CONNECTORS = ["1", "2", "3"].map((n) => ({
        id: `21619625733128500${n}`,
        name: `connector-${n}`,
        currentVersion: "24.1.1",
        controlChannelStatus: "ZPN_STATUS_AUTHENTICATED",
    }));
    beforeEach(() => emulator.tenant().changeGroup(groupId, { connectors: CONNECTORS }));

    test("are listed with their group, version and status, in lists of groups too", async () => {
        const { json } = await api("GET", "/connector");
        expect(json.list[0]).toMatchObject({
            ...CONNECTORS[0],
            appConnectorGroupId: groupId,
            appConnectorGroupName: GROUP.name,
        });
        expect((await api("GET", `/connector/${CONNECTORS[1]!.id}`)).json.name).toBe("connector-2");
        expect((await api("GET", "/appConnectorGroup")).json.list[0].connectors).toHaveLength(3);
    });

    // The vendor's pages on App Connector groups and on App Connectors show the same connector in both forms.
    test("assistantVersion of a group's connector is part of the connector in the list of connectors", async () => {
        const key = { name: "enrolled", maxUsage: "1", enrollmentCertId: "6573", zcomponentId: groupId };
        const provisioningKeyId = (await api("POST", KEYS, key)).json.id;
        const assistantVersion = {
            id: "9",
            currentVersion: "22.73.4",
            ctrlChannelStatus: "ZPN_STATUS_AUTHENTICATED",
            lastUpgradedTime: "1647708563",
            upgradeStatus: "COMPLETE",
            loneWarrior: true,
        };
        const connector = { id: "9", name: "c", provisioningKeyId, assistantVersion };
        emulator.tenant().changeGroup(groupId, { connectors: [connector] });
        expect((await api("GET", `/appConnectorGroup/${groupId}`)).json.connectors).toEqual([connector]);
        expect((await api("GET", "/connector/9")).json).toEqual({
            id: "9",
            name: "c",
            enabled: true,
            currentVersion: "22.73.4",
            controlChannelStatus: "ZPN_STATUS_AUTHENTICATED",
            lastUpgradeTime: "1647708563",
            upgradeStatus: "COMPLETE",
            location: GROUP.location,
            provisioningKeyId,
            provisioningKeyName: "enrolled",
            enrollmentCert: { id: "6573", name: "Connector" },
            appConnectorGroupId: groupId,
            appConnectorGroupName: GROUP.name,
            microtenantName: "Default",
        });
    });

    test("are updated and deleted, one or several", async () => {
        const [first, second, third] = CONNECTORS.map((connector) => connector.id);
        const changes = { name: "renamed", enabled: false, description: null };
        expect((await api("PUT", `/connector/${first}`, changes)).status).toBe(204);
        expect((await api("GET", `/connector/${first}`)).json).toMatchObject({ name: "renamed", enabled: false });
        expect((await api("DELETE", `/connector/${first}`)).status).toBe(204);
        expect((await api("POST", "/connector/bulkDelete", { ids: [second, third] })).status).toBe(204);
        expect(names(await api("GET", "/connector"))).toEqual([]);
        expect((await api("GET", `/appConnectorGroup/${groupId}`)).json).not.toHaveProperty("connectors");
        expect((await api("DELETE", `/connector/${first}`)).json.id).toBe("resource.not.found");
        expect((await api("POST", "/connector/bulkDelete", {})).json.params).toEqual(["ids"]);
    });
});

test("the two reads of the vendor's provider before it deletes a group", async () => {
    expect((await api("GET", "/policySet/policyType/ACCESS_POLICY")).json).toMatchObject({
        name: "Global_Policy",
        policyType: "1",
    });
    const rules = await api("GET", "/policySet/rules/policyType/ACCESS_POLICY?page=1&pagesize=500");
    expect([rules.status, rules.json]).toEqual([200, { totalPages: "1" }]);
});
