import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { type Api, customerId, GROUP, names, send, signIn } from "./support";

let emulator: Emulator;
let api: Api;
let groupId: string;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
    groupId = (await api("POST", "/appConnectorGroup", GROUP)).json.id;
});

describe("auto-delete of disconnected connectors (docs/zpa-api.md#auto-delete-of-disconnected-connectors)", () => {
    const SCHEDULE = { customerId, enabled: true, deleteDisabled: false, frequency: "days", frequencyInterval: "7" };

    test("a tenant has one schedule: POST 204, GET, PUT 204, a second POST is rejected", async () => {
        expect((await api("GET", "/connectorSchedule")).json.id).toBe("resource.not.found");
        const made = await api("POST", "/connectorSchedule", SCHEDULE);
        expect([made.status, made.text]).toEqual([204, ""]);
        expect((await api("GET", "/connectorSchedule")).json).toEqual({ ...SCHEDULE, id: expect.any(String) });
        const again = await api("POST", "/connectorSchedule", SCHEDULE);
        expect([again.status, again.json.id]).toEqual([400, "resource.already.exist"]);
        const { id } = (await api("GET", "/connectorSchedule")).json;
        expect((await api("PUT", `/connectorSchedule/${id}`, { frequencyInterval: 90 })).status).toBe(204);
        expect((await api("GET", "/connectorSchedule")).json).toMatchObject({ frequencyInterval: "90", enabled: true });
        expect((await api("PUT", "/connectorSchedule/99", SCHEDULE)).json.id).toBe("resource.not.found");
    });

    test("the help page's path is the same schedule, with a number as its id", async () => {
        const url = `${emulator.url}/mgmtconfig/v1/customer/${customerId}/connectorSchedule`;
        const authorization = `Bearer ${api.token}`;
        const headers = { authorization, "content-type": "application/json" };
        expect((await send(url, { method: "POST", headers, body: JSON.stringify(SCHEDULE) })).status).toBe(204);
        const { id, ...fields } = (await api("GET", "/connectorSchedule")).json;
        expect((await send(url, { headers })).json).toEqual({ ...fields, id: Number(id) });
        expect((await send(url)).status).toBe(401);
        const groups = `${emulator.url}/mgmtconfig/v1/customer/${customerId}/appConnectorGroup`;
        expect((await send(groups, { headers })).status).toBe(404);
    });

    test.each([
        [{ frequency: undefined }, "missing.mandatory.params", "frequency"],
        [{ frequencyInterval: "6" }, "invalid.resource.argument", "frequencyInterval"],
        [{ frequency: "weeks" }, "invalid.resource.argument", "frequency"],
        [{ enabled: "yes" }, "invalid.resource.argument", "enabled"],
        [{ customerId: "1" }, "invalid.resource.argument", "customerId"],
    ])("%j is rejected", async (fields, id, field) => {
        const { status, json } = await api("POST", "/connectorSchedule", { ...SCHEDULE, ...fields });
        expect([status, json.id, json.reason]).toEqual([400, id, expect.stringContaining(field)]);
    });
});

test("sign-in domains, the tenant's own or those of its file", async () => {
    expect((await api("GET", "/authDomains")).json).toEqual({ authDomains: ["example.com", "emulator.zslogin.net"] });
    const own = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, authDomains: ["acme.test"] }] });
    expect((await (await signIn(own))("GET", "/authDomains")).json).toEqual({ authDomains: ["acme.test"] });
    await own.close();
});

test("the server groups of a group", async () => {
    const serverGroups = [{ id: "216196257331285001", name: "servers" }];
    expect((await api("GET", `/appConnectorGroup/${groupId}/sg`)).json).toMatchObject({
        id: groupId,
        serverGroups: [],
    });
    emulator.tenant().changeGroup(groupId, { serverGroups });
    expect((await api("GET", `/appConnectorGroup/${groupId}/sg`)).json).toMatchObject({
        name: GROUP.name,
        serverGroups,
    });
    expect((await api("GET", "/appConnectorGroup/99/sg")).json.id).toBe("resource.not.found");
});

test("versionProfileName in a write is ignored, versionProfileId is used", async () => {
    const sent = { ...GROUP, name: "b", overrideVersionProfile: true, versionProfileId: "0" };
    const { json } = await api("POST", "/appConnectorGroup", { ...sent, versionProfileName: "New Release" });
    expect(json).toMatchObject({ versionProfileId: "0", versionProfileName: "Default" });
    await api("PUT", `/appConnectorGroup/${json.id}`, { ...sent, versionProfileName: "New Release" });
    expect((await api("GET", `/appConnectorGroup/${json.id}`)).json).toMatchObject({
        versionProfileId: "0",
        versionProfileName: "Default",
    });
});

test("every tenant has the initial certificates", async () => {
    expect(names(await api("GET", "/enrollmentCert"))).toEqual([
        "Root",
        "Client",
        "Connector",
        "Service Edge",
        "Isolation Client",
    ]);
});

describe("POST /microtenants/search", () => {
    beforeEach(async () => {
        for (const name of ["Branch A", "Branch B", "Lab"])
            await api("POST", "/microtenants", {
                name,
                criteriaAttribute: "AuthDomain",
                criteriaAttributeValues: [`${name.at(-1)}.test`],
            });
    });
    const search = async (body: object) => names(await api("POST", "/microtenants/search", body));

    test("the Go client's groups of filters", async () => {
        const filters = [{ filterName: "name", operator: "EQ", value: "Branch B" }];
        const filterBy = { filterGroups: [{ filters, operator: "AND" }], operator: "AND" };
        expect(await search({ filterBy, pageBy: { page: 1, pageSize: 20 } })).toEqual(["Branch B"]);
    });

    test("the Python client's filters, with values of lists and pages", async () => {
        const like = (filterName: string, ...values: string[]) => [{ filterName, operator: "LIKE", values }];
        const by = (filterBy: object[], pageBy = {}) => ({ filterAndSortDto: { filterBy, pageBy } });
        expect(await search(by(like("name", "branch")))).toEqual(["Branch A", "Branch B"]);
        expect(await search(by(like("criteriaAttributeValues", "b.test")))).toEqual(["Lab", "Branch B"].sort());
        expect(await search(by(like("name", "A", "Lab"), { page: 2, pageSize: 1 }))).toHaveLength(1);
    });

    test("without a filter all are found; an unknown operator is rejected", async () => {
        expect(await search({})).toEqual(["Branch A", "Branch B", "Lab", "Default"]);
        const filterBy = [{ filterName: "name", operator: "XX", values: ["x"] }];
        expect((await api("POST", "/microtenants/search", { filterBy })).json).toMatchObject({
            id: "filtering.input.invalid.operand",
            params: ["XX"],
        });
    });
});

describe("searches (docs/zpa-api.md#lists)", () => {
    const HOUR_MS = 3_600_000;
    const connector = (name: string, status: string, daysAgo: number) => ({
        ...{ name, controlChannelStatus: status, appConnectorGroupId: groupId },
        lastBrokerDisconnectTime: `${Date.now() - daysAgo * 24 * HOUR_MS}000`,
    });
    beforeEach(() => {
        const tenant = emulator.tenant();
        tenant.add("connectors", connector("old", "ZPN_STATUS_DISCONNECTED", 20));
        tenant.add("connectors", connector("recent", "ZPN_STATUS_DISCONNECTED", 3));
        tenant.add("connectors", connector("back", "ZPN_STATUS_AUTHENTICATED", 20));
        tenant.add("groups", { ...GROUP, name: "Research AND Development" });
    });
    const search = async (path: string, text: string) =>
        names(await api("GET", `${path}?search=${encodeURIComponent(text)}`));

    test.each([
        ["controlChannelStatus EQ ZPN_STATUS_DISCONNECTED AND lastBrokerDisconnectTimeDuration GT 15d", ["old"]],
        ["controlChannelStatus EQ ZPN_STATUS_DISCONNECTED", ["old", "recent"]],
        ["lastBrokerDisconnectTimeDuration GT 15d", ["old", "back"]],
        ["lastBrokerDisconnectTimeDuration LT 3d 2h", ["recent"]],
        ["lastBrokerDisconnectTimeDuration GT 15d AND name NE old AND enabled EQ true", ["back"]],
        ["name LIKE e AND name LIKE c", ["recent"]],
    ])("%s", async (text, expected) => {
        expect(await search("/connector", text)).toEqual(expected);
    });

    test("AND can be part of a name", async () => {
        expect(await search("/appConnectorGroup", "name EQ Research AND Development")).toEqual([
            "Research AND Development",
        ]);
        expect(await search("/appConnectorGroup", "name LIKE Research AND location LIKE San")).toEqual([
            "Research AND Development",
        ]);
    });

    test("durations are reported in days, hours, minutes and seconds, on the emulator's clock", async () => {
        emulator.advanceClock(2 * HOUR_MS + 61_000);
        api = await signIn(emulator);
        const [old] = (await api("GET", "/connector?search=name+EQ+old")).json.list;
        expect(old.lastBrokerDisconnectTimeDuration).toMatch(/^20d 2h 1m [1-3]s$/);
    });
});
