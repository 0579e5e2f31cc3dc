import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { ENDPOINTS } from "../../src/emulator/endpoints";
import { type Api, apiWith, customerId, GROUP, names, signIn } from "./support";

const FREE = "216196257331290001";
const BUSY = "216196257331290002";
const BRANCH_GROUP = "216196257331290003";
const CONNECTOR = "216196257331290010";
const BRANCH_CONNECTOR = "216196257331290011";
const KEY = "216196257331290020";
const BRANCH = "216196257331290030";
const EMPTY_BRANCH = "216196257331290031";
const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";
const OTHER = "72058304855015424";
const CODE = "AAAAA-11111";
const CODES = { componentGroupId: FREE, user_codes: [CODE] };
const SCHEDULE = { frequency: "days", frequencyInterval: "5", enabled: true };
const SCOPED = `?microtenantId=${BRANCH}`;

const group = (id: string, connector?: string, microtenantId = "0") => ({
    ...GROUP,
    id,
    name: `group ${id}`,
    microtenantId,
    ...(connector ? { connectors: [{ id: connector, name: "connector" }] } : {}),
});
const key = { id: KEY, name: "key", maxUsage: "5", usageCount: "0", enrollmentCertId: "6573", zcomponentId: BUSY };
let emulator: Emulator;
beforeAll(async () => {
    const tenant = {
        ...DEFAULT_TENANT,
        groups: [group(FREE), group(BUSY, CONNECTOR), group(BRANCH_GROUP, BRANCH_CONNECTOR, BRANCH)],
        provisioningKeys: [{ ...key, provisioningKey: "3|api.private.zscaler.com|x" }],
        microtenants: [
            { id: BRANCH, name: "Branch" },
            { id: EMPTY_BRANCH, name: "Empty" },
        ],
    };
    const other = { customerId: OTHER, clientId: "o", clientSecret: "o" };
    emulator = await startEmulator({ limits: "off", tenants: [tenant, other] });
});
afterAll(() => emulator.close());
beforeEach(() => {
    emulator.reset();
    emulator.tenant().showUserCode({ code: CODE });
    emulator.tenant().add("connectorSchedule", { id: "8", name: "schedule", ...SCHEDULE });
});

type Shape = "list" | "list without a count" | "array" | "object" | "other" | "nothing";
type Row = [method: string, path: string, status: number, shape: Shape, body: object | undefined];
const row = (method: string, path: string, status: number, shape: Shape, body?: object): Row => [
    method,
    path,
    status,
    shape,
    body,
];
/** Every call of docs/zpa-api.md#endpoints, #provisioning-keys, with the status and the shape of its response. */
const CALLS: readonly Row[] = [
    row("GET", "/appConnectorGroup", 200, "list"),
    row("GET", "/appConnectorGroup/summary", 200, "list"),
    row("GET", `/appConnectorGroup/${FREE}`, 200, "object"),
    row("POST", "/appConnectorGroup", 201, "object", GROUP),
    row("PUT", `/appConnectorGroup/${FREE}`, 204, "nothing", { ...GROUP, upgradeTimeInSecs: 900 }),
    row("DELETE", `/appConnectorGroup/${FREE}`, 204, "nothing"),
    row("GET", `/appConnectorGroup/${FREE}/sg`, 200, "object"),
    row("GET", "/visible/versionProfiles", 200, "list without a count"),
    row("GET", "/versionProfile", 200, "object"),
    row("GET", KEYS, 200, "list"),
    row("GET", `${KEYS}/${KEY}`, 200, "object"),
    row("POST", KEYS, 200, "object", { ...key, name: "second", maxUsage: 5, enrollmentCertId: 6573 }),
    row("PUT", `${KEYS}/${KEY}`, 204, "nothing", { name: "renamed" }),
    row("DELETE", `${KEYS}/${KEY}`, 204, "nothing"),
    row("GET", `/associationType/CONNECTOR_GRP/zcomponent/${BUSY}/provisioningKey`, 200, "array"),
    row("POST", "/CONNECTOR_GRP/usercodes", 200, "other", CODES),
    row("POST", "/associationType/CONNECTOR_GRP/usercodes", 200, "other", CODES),
    row("POST", "/CONNECTOR_GRP/usercodes/status", 200, "other", { userCodes: [CODE] }),
    row("POST", "/associationType/CONNECTOR_GRP/usercodes/status", 200, "other", { userCodes: [CODE] }),
    row("GET", "/enrollmentCert", 200, "list"),
    row("GET", "/enrollmentCert/6573", 200, "object"),
    row("GET", "/microtenants", 200, "list"),
    row("GET", "/microtenants/summary", 200, "array"),
    row("GET", `/microtenants/${BRANCH}`, 200, "object"),
    row("POST", "/microtenants/search", 200, "list", {}),
    row("POST", "/microtenants", 201, "object", { name: "New" }),
    row("PUT", `/microtenants/${BRANCH}`, 204, "nothing", { name: "Renamed" }),
    row("DELETE", `/microtenants/${EMPTY_BRANCH}`, 204, "nothing"),
    row("GET", "/connector", 200, "list"),
    row("GET", `/connector/${CONNECTOR}`, 200, "object"),
    row("PUT", `/connector/${CONNECTOR}`, 204, "nothing", { name: "renamed" }),
    row("DELETE", `/connector/${CONNECTOR}`, 204, "nothing"),
    row("POST", "/connector/bulkDelete", 204, "nothing", { ids: [CONNECTOR] }),
    row("GET", "/connectorSchedule", 200, "other"),
    row("POST", "/connectorSchedule", 204, "nothing", SCHEDULE),
    row("PUT", "/connectorSchedule/8", 204, "nothing", SCHEDULE),
    row("GET", "/authDomains", 200, "other"),
    row("GET", "/policySet/policyType/ACCESS_POLICY", 200, "object"),
    row("GET", "/policySet/rules/policyType/ACCESS_POLICY", 200, "list without a count"),
];

/** The numbers in a response. The service returns none. */
function numbersIn(value: unknown, at = "$"): string[] {
    if (typeof value === "number") return [at];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([field, inner]) => numbersIn(inner, `${at}.${field}`));
}

const everything = () =>
    [customerId, OTHER].flatMap((customer) =>
        (["groups", "provisioningKeys", "microtenants"] as const).map((kind) => emulator.tenant(customer).all(kind)),
    );

describe.each(["legacy", "oneapi"] as const)("with the auth scheme %s", (scheme) => {
    let api: Api;
    beforeEach(async () => {
        api = await signIn(emulator, scheme);
    });

    test.each(CALLS)("%s %s returns %i and %s", async (method, path, status, shape, body) => {
        // A tenant has one schedule.
        if (method === "POST" && path === "/connectorSchedule") emulator.tenant().remove("connectorSchedule", "8");
        const reply = await api(method, path, body);
        expect(reply.status).toBe(status);
        if (shape === "nothing") {
            expect([reply.text, reply.headers.get("content-type")]).toEqual(["", null]);
            return;
        }
        expect(reply.headers.get("content-type")).toMatch(/^application\/json/);
        expect(numbersIn(reply.json)).toEqual([]);
        expect(Array.isArray(reply.json)).toBe(shape === "array");
        if (shape.startsWith("list")) expect(reply.json.totalPages).toBe("1");
        if (shape === "list") expect(reply.json.totalCount).toBe(String(reply.json.list.length));
        if (shape === "list without a count") expect(reply.json).not.toHaveProperty("totalCount");
        if (shape === "object") expect(reply.json).toMatchObject({ id: expect.stringMatching(/^\d+$/) });
    });

    test.each(CALLS)("%s %s needs a token of its own customer", async (method, path, _status, _shape, body) => {
        const before = everything();
        const nobody = await apiWith(emulator, "no-such-token", scheme)(method, path, body);
        expect([nobody.status, nobody.json]).toEqual([
            401,
            scheme === "legacy"
                ? { id: "access.denied", reason: "Access denied" }
                : { detail: "unauthorized", type: "", title: "", status: "" },
        ]);
        expect((await apiWith(emulator, api.token, scheme, OTHER)(method, path, body)).status).toBe(403);
        expect(everything()).toEqual(before);
    });
});

test("the table above has every call that the emulator supports", () => {
    const calls = CALLS.map(([method, path]) => `${method} ${path.replace(/\/(\d{4,}|8)/, "/:id")}`);
    const answered = ENDPOINTS.map(
        ({ method, path }) => `${method} ${path.replace(":associationType", "CONNECTOR_GRP")}`,
    );
    expect(answered.sort()).toEqual(calls.sort());
});

test("enrollment certificates are listed only at v2, all else is only at v1", async () => {
    const { token } = await signIn(emulator);
    const at = async (version: string, path: string) => {
        const url = `${emulator.url}/mgmtconfig/${version}/admin/customers/${customerId}${path}`;
        return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
    };
    expect([await at("v2", "/enrollmentCert"), await at("v1", "/enrollmentCert")]).toEqual([200, 404]);
    expect([await at("v1", "/appConnectorGroup"), await at("v2", "/appConnectorGroup")]).toEqual([200, 404]);
});

test("connectors are read, changed and deleted in their own microtenant only", async () => {
    const api = await signIn(emulator);
    expect(names(await api("GET", "/connector"))).toHaveLength(1);
    const calls: [string, string, object?][] = [
        ["GET", `/connector/${BRANCH_CONNECTOR}`],
        ["PUT", `/connector/${BRANCH_CONNECTOR}`, { name: "renamed" }],
        ["DELETE", `/connector/${BRANCH_CONNECTOR}`],
        ["POST", "/connector/bulkDelete", { ids: [BRANCH_CONNECTOR] }],
    ];
    for (const call of calls)
        expect((await api(...call)).json).toMatchObject({ id: "resource.not.found", params: [BRANCH_CONNECTOR] });
    expect((await api("PUT", `/connector/${BRANCH_CONNECTOR}${SCOPED}`, { name: "renamed" })).status).toBe(204);
    expect(names(await api("GET", `/connector${SCOPED}`))).toEqual(["renamed"]);
    expect((await api("DELETE", `/connector/${BRANCH_CONNECTOR}${SCOPED}`)).status).toBe(204);
    expect(names(await api("GET", "/connector?microtenantId=null"))).toEqual(["connector"]);
});

test("groups are changed, deleted and summarized only in their own microtenant", async () => {
    const api = await signIn(emulator);
    const calls: [string, object?][] = [["GET"], ["PUT", GROUP], ["DELETE"]];
    for (const [method, body] of calls) {
        const reply = await api(method, `/appConnectorGroup/${BRANCH_GROUP}`, body);
        expect([reply.status, reply.json.id]).toEqual([400, "resource.not.found"]);
    }
    const ids = async (query: string) =>
        (await api("GET", `/appConnectorGroup/summary${query}`)).json.list.map(({ id }: { id: string }) => id);
    expect([await ids(""), await ids(SCOPED)]).toEqual([[FREE, BUSY], [BRANCH_GROUP]]);
    expect((await api("PUT", `/appConnectorGroup/${BRANCH_GROUP}${SCOPED}`, GROUP)).status).toBe(204);
});

// zscaler-sdk-python 1.11.3 updates provisioning keys with the microtenant only in the body.
test("a write can have its microtenant in the body; the query overrides it", async () => {
    const api = await signIn(emulator);
    const body = { ...GROUP, microtenantId: BRANCH };
    expect((await api("POST", "/appConnectorGroup", body)).json.microtenantId).toBe(BRANCH);
    const both = await api("POST", `/appConnectorGroup?microtenantId=${EMPTY_BRANCH}`, body);
    expect(both.json.microtenantId).toBe(EMPTY_BRANCH);
    const fresh = { name: "fresh", maxUsage: "1", enrollmentCertId: "6573", zcomponentId: BRANCH_GROUP };
    expect((await api("POST", `${KEYS}${SCOPED}`, fresh)).json.microtenantId).toBe(BRANCH);
    expect(names(await api("GET", KEYS))).toEqual(["key"]);
    const [made] = (await api("GET", `${KEYS}${SCOPED}`)).json.list;
    expect((await api("PUT", `${KEYS}/${made.id}`, { name: "changed" })).json.id).toBe("resource.not.found");
    const inBody = { name: "changed", microtenantId: BRANCH };
    expect((await api("PUT", `${KEYS}/${made.id}`, inBody)).status).toBe(204);
    expect((await api("PUT", `${KEYS}/${made.id}?microtenantId=0`, inBody)).json.id).toBe("resource.not.found");
    expect(names(await api("GET", `${KEYS}${SCOPED}`))).toEqual(["changed"]);
});
