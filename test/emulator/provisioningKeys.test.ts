import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { type Api, GROUP, names, signIn } from "./support";

const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";
const BRANCH = "216196257331282000";
const NO_PRIVATE_KEY = "216196257331282001";
let emulator: Emulator;
let api: Api;
let groupId: string;
beforeAll(async () => {
    const microtenants = [{ id: BRANCH, name: "Branch" }];
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
    groupId = (await api("POST", "/appConnectorGroup", GROUP)).json.id;
});

const key = (fields: object = {}) => ({
    ...{ name: "key", maxUsage: "2", enrollmentCertId: "6573", zcomponentId: groupId },
    ...fields,
});
const create = async (fields: object = {}) => (await api("POST", KEYS, key(fields))).json;
const read = async (id: string) => (await api("GET", `${KEYS}/${id}`)).json;
const update = async (id: string, fields: object) => {
    const { status, json } = await api("PUT", `${KEYS}/${id}`, fields);
    return status === 204 ? status : [status, json.id, json.reason];
};
const invalid = (fields: string) => [
    400,
    "invalid.resource.argument",
    `One or more input fields ${fields} are not valid.`,
];

describe("the key's value (docs/zpa-api.md#provisioning-keys)", () => {
    test("is returned by every read while the key is exportable", async () => {
        const { id, provisioningKey } = await create();
        expect(provisioningKey).toMatch(/^3\|api\.private\.zscaler\.com\|.{100,}/);
        expect((await read(id)).provisioningKey).toBe(provisioningKey);
        expect((await api("GET", KEYS)).json.list).toMatchObject([{ provisioningKey }]);
    });

    test("is not returned by reads and lists after exportable became false", async () => {
        const { id } = await create();
        expect(await update(id, { exportable: false })).toBe(204);
        expect(await read(id)).not.toHaveProperty("provisioningKey");
        expect((await api("GET", KEYS)).json.list[0]).not.toHaveProperty("provisioningKey");
        expect(await update(id, { exportable: true })).toEqual(invalid("exportable"));
        expect(await update(id, { exportable: false, name: "renamed" })).toBe(204);
        expect(await read(id)).toMatchObject({ exportable: false, name: "renamed" });
    });
});

describe("usage", () => {
    test("usageCount increases with each enrollment, and a write does not set it", async () => {
        const { id, usageCount } = await create({ usageCount: "7" });
        expect(usageCount).toBe("0");
        emulator.tenant().enroll("key");
        expect(await update(id, { usageCount: "0" })).toBe(204);
        expect((await read(id)).usageCount).toBe("1");
    });

    test("maxUsage can be raised and lowered, but not below usageCount", async () => {
        const { id } = await create();
        emulator.tenant().enroll(id);
        emulator.tenant().enroll(id);
        expect(await update(id, { maxUsage: "1" })).toEqual(invalid("maxUsage"));
        expect(await update(id, { maxUsage: 3 })).toBe(204);
        expect(await update(id, { maxUsage: "2" })).toBe(204);
        expect((await read(id)).maxUsage).toBe("2");
    });

    test.each(["0", "-1", "1.5", "many", "", 0, 1.5, null])("maxUsage %j is rejected", async (maxUsage) => {
        expect((await api("POST", KEYS, key({ maxUsage }))).status).toBe(400);
        expect(emulator.tenant().keys()).toEqual([]);
    });
});

describe("writes", () => {
    test("PUT merges, so a single field is enough", async () => {
        const before = await create();
        expect(await update(before.id, { name: "renamed" })).toBe(204);
        const { modifiedTime, zcomponentName, enrollmentCertName, microtenantName, ...after } = await read(before.id);
        expect({ ...after, modifiedTime: before.modifiedTime }).toEqual({ ...before, name: "renamed" });
        expect([zcomponentName, enrollmentCertName]).toEqual([GROUP.name, "Connector"]);
    });

    test("a certificate without its private key is rejected, by create and update", async () => {
        emulator.tenant().add("enrollmentCerts", { id: NO_PRIVATE_KEY, name: "Bare", privateKeyPresent: false });
        const { json } = await api("POST", KEYS, key({ enrollmentCertId: NO_PRIVATE_KEY }));
        expect([json.id, json.reason]).toEqual(invalid("enrollmentCertId").slice(1));
        const { id } = await create();
        expect(await update(id, { enrollmentCertId: NO_PRIVATE_KEY })).toEqual(invalid("enrollmentCertId"));
    });

    test("a group that does not exist or is in another microtenant is rejected", async () => {
        const branch = (await api("POST", `/appConnectorGroup?microtenantId=${BRANCH}`, GROUP)).json.id;
        for (const zcomponentId of ["216196257331289999", branch]) {
            const { status, json } = await api("POST", KEYS, key({ zcomponentId }));
            expect([status, json.id, json.reason]).toEqual(invalid("zcomponentId"));
        }
        const made = await api("POST", `${KEYS}?microtenantId=${BRANCH}`, key({ zcomponentId: branch }));
        expect([made.status, made.json.microtenantId]).toEqual([200, BRANCH]);
    });

    test.each(["400", "409", "allow"] as const)("a name that is in use, with the option %s", async (how) => {
        emulator.setNameTaken(how);
        await create();
        const { id } = await create({ name: "other" });
        expect((await api("POST", KEYS, key())).status).toBe(how === "allow" ? 200 : Number(how));
        expect((await api("PUT", `${KEYS}/${id}`, { name: "key" })).status).toBe(how === "allow" ? 204 : Number(how));
        expect(emulator.tenant().keys()).toHaveLength(how === "allow" ? 3 : 2);
    });

    test("a key can have the name of a group", async () => {
        expect((await api("POST", KEYS, key({ name: GROUP.name }))).status).toBe(200);
    });

    test("a tenant has 100 keys by default", async () => {
        for (let i = 0; i < 100; i++)
            emulator.tenant().add("provisioningKeys", key({ name: `key ${i}`, microtenantId: "0" }) as never);
        expect((await api("POST", KEYS, key())).json.id).toBe("resource.limit.reached");
    });
});

describe("locks (docs/zpa-api.md#locked-objects)", () => {
    test.each([{ readOnly: true }, { zscalerManaged: true }, { restrictionType: "DECEPTION" }])(
        "a key with %j is neither changed nor deleted",
        async (lock) => {
            const { id } = await create();
            emulator.tenant().changeKey(id, lock);
            expect((await api("PUT", `${KEYS}/${id}`, { name: "x" })).json.id).toBe("restricted.entity");
            expect((await api("DELETE", `${KEYS}/${id}`)).json.id).toBe("restricted.entity");
            expect(await read(id)).toMatchObject({ ...lock, name: "key" });
        },
    );

    test("a lock can be enforced although no field shows it", async () => {
        const { id } = await create();
        emulator.tenant().enforceLock(id);
        expect((await api("DELETE", `${KEYS}/${id}`)).status).toBe(400);
        expect(await read(id)).toMatchObject({ readOnly: false, zscalerManaged: false });
        emulator.tenant().enforceLock(id, false);
        expect((await api("DELETE", `${KEYS}/${id}`)).status).toBe(204);
        expect(emulator.tenant().keys()).toEqual([]);
    });
});

describe("association types (docs/zpa-api.md#endpoints)", () => {
    test.each(["SERVICE_EDGE_GRP", "NP_ASSISTANT_GRP"])(
        "%s: the list is empty if a tenant has no such keys",
        async (type) => {
            const { id } = await create();
            const path = `/associationType/${type}/provisioningKey`;
            const { status, json } = await api("GET", path);
            expect([status, json]).toEqual([200, { totalPages: "1" }]);
            expect((await api("GET", `${path}/${id}`)).json.id).toBe("resource.not.found");
            expect((await api("POST", path, key({ name: "x" }))).json.reason).toContain("zcomponentId");
        },
    );

    test("keys of another type are listed only under their type", async () => {
        await create();
        emulator.tenant().add("provisioningKeys", { name: "edge", associationType: "SERVICE_EDGE_GRP" });
        expect(names(await api("GET", KEYS))).toEqual(["key"]);
        const edge = await api("GET", "/associationType/SERVICE_EDGE_GRP/provisioningKey");
        expect(names(edge)).toEqual(["edge"]);
        expect(edge.json.list[0]).not.toHaveProperty("associationType");
    });

    test("an unknown type is rejected", async () => {
        const { status, json } = await api("GET", "/associationType/ELEPHANT_GRP/provisioningKey");
        expect([status, json.id]).toEqual([400, "invalid.resource.argument"]);
    });

    test("keys of one group", async () => {
        const other = (await api("POST", "/appConnectorGroup", { ...GROUP, name: "other" })).json.id;
        for (const name of ["a", "b"]) await create({ name });
        await create({ name: "c", zcomponentId: other });
        const of = (id: string) => api("GET", `/associationType/CONNECTOR_GRP/zcomponent/${id}/provisioningKey`);
        // A bare array, as the vendor's Go client expects.
        const namesOf = async (id: string) => (await of(id)).json.map(({ name }: { name: string }) => name);
        expect([await namesOf(groupId), await namesOf(other)]).toEqual([["a", "b"], ["c"]]);
        const none = (await api("POST", "/appConnectorGroup", { ...GROUP, name: "none" })).json.id;
        expect((await of(none)).json).toEqual([]);
        expect((await of("99")).json.id).toBe("resource.not.found");
    });
});

describe("enrollment (docs/zpa-api.md#provisioning-keys, #user-codes)", () => {
    test("a connector joins the key's group, named after the key, connected and up to date", async () => {
        const { id, provisioningKey } = await create();
        const first = emulator.tenant().enroll(provisioningKey);
        emulator.tenant().enroll("key", { reports: { controlChannelStatus: "ZPN_STATUS_DISCONNECTED" } });
        const { list } = (await api("GET", "/connector")).json;
        expect(list.map(({ name }: { name: string }) => name)).toEqual(["key-1", "key-2"]);
        expect(list[0]).toMatchObject({
            id: first.id,
            enabled: true,
            controlChannelStatus: "ZPN_STATUS_AUTHENTICATED",
            upgradeStatus: "COMPLETE",
            currentVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
            expectedVersion: list[0].currentVersion,
            lastBrokerConnectTimeDuration: "0s",
            platform: "el9",
            privateIp: expect.any(String),
            publicIp: expect.any(String),
            provisioningKeyId: id,
            provisioningKeyName: "key",
            enrollmentCert: { id: "6573", name: "Connector" },
            appConnectorGroupId: groupId,
            appConnectorGroupName: GROUP.name,
        });
        expect(list[1].controlChannelStatus).toBe("ZPN_STATUS_DISCONNECTED");
        const { connectors } = (await api("GET", `/appConnectorGroup/${groupId}`)).json;
        expect(connectors).toMatchObject([
            { name: "key-1", assistantVersion: { ctrlChannelStatus: "ZPN_STATUS_AUTHENTICATED" } },
            { name: "key-2", assistantVersion: { ctrlChannelStatus: "ZPN_STATUS_DISCONNECTED" } },
        ]);
    });

    test("a key that is used up, disabled or unknown is rejected, and no connector joins", async () => {
        const { id } = await create({ maxUsage: "1" });
        const tenant = emulator.tenant();
        tenant.enroll("key");
        expect(() => tenant.enroll("key")).toThrow(`The provisioning key key (${id}) is used up: 1 of 1 connectors.`);
        await update(id, { maxUsage: "2", enabled: false });
        expect(() => tenant.enroll("key")).toThrow(`The provisioning key key (${id}) is disabled.`);
        expect(() => tenant.enroll("3|x|y")).toThrow("has no such provisioning key");
        tenant.removeKey(id);
        expect(() => tenant.enroll("key")).toThrow("has no such provisioning key");
        expect(tenant.connectors()).toHaveLength(1);
    });

    test("the values that a connector reports can be changed, in both representations", async () => {
        await create();
        const { id } = emulator.tenant().enroll("key");
        emulator.tenant().changeConnector(id, { currentVersion: "1.0.0", description: "rack 4" });
        expect((await api("GET", `/connector/${id}`)).json).toMatchObject({ currentVersion: "1.0.0" });
        const { connectors } = (await api("GET", `/appConnectorGroup/${groupId}`)).json;
        expect(connectors).toMatchObject([{ description: "rack 4", assistantVersion: { currentVersion: "1.0.0" } }]);
        emulator.tenant().removeConnector(id);
        expect((await api("GET", `/appConnectorGroup/${groupId}`)).json).not.toHaveProperty("connectors");
    });
});

test("keys and connectors of a tenant file exist from the start and after a reset", async () => {
    const group = { id: "216196257331290001", ...GROUP };
    const seeded = { id: "216196257331290002", name: "seeded", maxUsage: "5", usageCount: "1", zcomponentId: group.id };
    const connector = { id: "216196257331290003", name: "seeded-1", appConnectorGroupId: group.id };
    const tenant = {
        ...DEFAULT_TENANT,
        groups: [group],
        provisioningKeys: [{ ...seeded, provisioningKey: "3|a|b" }],
        connectors: [{ ...connector, provisioningKeyId: seeded.id, controlChannelStatus: "ZPN_STATUS_DISCONNECTED" }],
    };
    const own = await startEmulator({ limits: "off", tenants: [tenant] });
    own.tenant().removeKey(seeded.id);
    own.reset();
    const call = await signIn(own);
    expect((await call("GET", KEYS)).json.list).toMatchObject([{ ...seeded, provisioningKey: "3|a|b" }]);
    expect((await call("GET", "/connector")).json.list).toMatchObject([
        { ...connector, provisioningKeyName: "seeded", controlChannelStatus: "ZPN_STATUS_DISCONNECTED" },
    ]);
    expect(own.tenant().enroll("seeded").name).toBe("seeded-2");
    await own.close();
});
