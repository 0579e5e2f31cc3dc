import { type Emulator, startEmulator } from "../../src/emulator";
import { type Api, customerId, GROUP, signIn } from "./support";

/**
 * The calls that the vendor's Go client makes, and so its Terraform provider, in the order of their own tests for keys
 * and user codes, with the bodies that the client's structures make. Read from zscaler/zscaler-sdk-go:
 * zscaler/zpa/services/provisioningkey (zpa_provisioning_key_connector_test.go at 5e14c75, zpa_provisioning_key.go at
 * 887077a), zscaler/zpa/services/oauth2_user (16898e7), zscaler/zpa/services/common (0c0ce3f), and v3.8.47 for the schedule
 * of connectors. `npm run vendor-client` runs the client itself.
 */
let emulator: Emulator;
let api: Api;
let groupId: string;
beforeAll(async () => {
    emulator = await startEmulator();
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator, "oneapi");
    groupId = (await api("POST", "/appConnectorGroup", { ...GROUP, enabled: true })).json.id;
});

const keysAt = (type: string) => `/associationType/${type}/provisioningKey`;
const KEYS = keysAt("CONNECTOR_GRP");
const TYPES = ["CONNECTOR_GRP", "SERVICE_EDGE_GRP", "NP_ASSISTANT_GRP"];

/** The types of a key in the Go client, which rejects a field of another type. */
const KEY_TYPES: Record<string, "string" | "boolean" | "object"> = {
    ...{ id: "string", name: "string", maxUsage: "string", usageCount: "string", provisioningKey: "string" },
    ...{ creationTime: "string", modifiedTime: "string", modifiedBy: "string", enabled: "boolean", ipAcl: "object" },
    ...{ enrollmentCertId: "string", enrollmentCertName: "string", zcomponentId: "string", zcomponentName: "string" },
    ...{ uiConfig: "string", microtenantId: "string", microtenantName: "string" },
};
type Key = Record<string, unknown>;

function decode(json: Key): Key {
    const known = Object.entries(json).filter(([field]) => field in KEY_TYPES);
    for (const [field, value] of known) expect([field, typeof value]).toEqual([field, KEY_TYPES[field]]);
    return Object.fromEntries(known);
}

/** `GetByName`: a search for the words, joined by `&`, and then the exact name in the result. */
async function getByName(type: string, name: string): Promise<Key | undefined> {
    const search = encodeURIComponent(name.replaceAll(" ", "&"));
    const { status, json } = await api("GET", `${keysAt(type)}?pagesize=500&page=1&search=${search}`);
    expect([status, Number(json.totalPages)]).toEqual([200, 1]);
    return (json.list ?? []).map(decode).find((key: Key) => String(key.name).toLowerCase() === name.toLowerCase());
}

async function getById(type: string, id: string): Promise<Key | undefined> {
    const { status, json } = await api("GET", `${keysAt(type)}/${id}`);
    if (status === 200) return decode(json);
    // The client's `IsObjectNotFound`.
    expect([status, json.id]).toEqual([400, "resource.not.found"]);
    return undefined;
}

test("the life of a key, as the Go client's own test and the Terraform resource have it", async () => {
    const { json: certificates } = await api("GET", "/enrollmentCert?pagesize=500&page=1&search=Connector");
    const enrollmentCertId = certificates.list.find((c: Key) => c.name === "Connector").id;
    const resource = {
        ...{ associationType: "CONNECTOR_GRP", name: "tests key", enrollmentCertId, maxUsage: "10" },
        ...{ appConnectorGroupId: groupId, appConnectorGroupName: GROUP.name, zcomponentId: groupId, enabled: true },
    };
    const made = await api("POST", KEYS, resource);
    expect(made.status).toBe(200);
    const id = String(made.json.id);
    expect(decode(made.json)).toMatchObject({ name: "tests key", maxUsage: "10", zcomponentId: groupId });

    const retrieved = await getById("CONNECTOR_GRP", id);
    expect(retrieved).toMatchObject({ id, name: "tests key" });
    // The update sends all fields that were read.
    const renamed = { ...retrieved, associationType: "CONNECTOR_GRP", name: "tests renamed" };
    const updated = await api("PUT", `${KEYS}/${id}`, renamed);
    expect([updated.status, updated.text]).toEqual([204, ""]);
    expect(await getById("CONNECTOR_GRP", id)).toMatchObject({
        ...retrieved,
        name: "tests renamed",
        modifiedTime: expect.any(String),
    });
    expect(await getByName("CONNECTOR_GRP", "tests renamed")).toMatchObject({ id });

    // `GetAllByZComponentID` decodes an array.
    const ofGroup = await api("GET", `/associationType/CONNECTOR_GRP/zcomponent/${groupId}/provisioningKey`);
    expect(ofGroup.json.map(decode)).toEqual([expect.objectContaining({ id, name: "tests renamed" })]);

    const byType = await Promise.all(TYPES.map((type) => getById(type, id)));
    expect(byType.map((key) => key?.id)).toEqual([id, undefined, undefined]);
    const namedByType = await Promise.all(TYPES.map((type) => getByName(type, "tests renamed")));
    expect(namedByType.map((key) => key?.id)).toEqual([id, undefined, undefined]);

    expect((await api("DELETE", `${KEYS}/${id}`)).status).toBe(204);
    expect(await getById("CONNECTOR_GRP", id)).toBeUndefined();
    expect((await api("DELETE", `/appConnectorGroup/${groupId}`)).status).toBe(204);
});

test("user codes, as the Go client sends and reads them", async () => {
    const code = emulator.tenant().showUserCode();
    const request = { componentGroupId: groupId, user_codes: [code] };
    const verified = await api("POST", "/CONNECTOR_GRP/usercodes", request);
    expect(verified.status).toBe(200);
    const { userCodes, ...about } = verified.json;
    // UserCodeResponse: strings, and a list of structures of strings.
    for (const value of [...Object.values(about), ...userCodes.flatMap((info: Key) => Object.values(info))])
        expect(typeof value).toBe("string");
    expect(userCodes).toEqual([expect.objectContaining({ userCode: code })]);
    const status = await api("POST", "/CONNECTOR_GRP/usercodes/status", { userCodes: [code] });
    // OauthUser: here the codes are strings.
    expect([status.json.userCodes, status.json.tenantId]).toEqual([[code], customerId]);
});

test("the schedule of connectors, whose id the Go client decodes as a string", async () => {
    const schedule = { customerId, deleteDisabled: true, enabled: true, frequency: "days", frequencyInterval: "5" };
    expect((await api("POST", "/connectorSchedule", schedule)).status).toBe(204);
    const { id, ...fields } = (await api("GET", "/connectorSchedule")).json;
    expect([typeof id, fields]).toEqual(["string", schedule]);
    const changed = { ...schedule, id, frequencyInterval: "7" };
    expect((await api("PUT", `/connectorSchedule/${id}`, changed)).status).toBe(204);
    expect((await api("GET", "/connectorSchedule")).json).toEqual(changed);
});
