import { type Emulator, startEmulator } from "../../src/emulator";
import { type Api, customerId, GROUP, JSON_TYPE, names, send, signIn } from "./support";

/** The paths of the vendor's Go client and of its Python client (docs/zpa-api.md#user-codes). */
const SHORT = "/CONNECTOR_GRP/usercodes";
const LONG = "/associationType/CONNECTOR_GRP/usercodes";
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

const confirm = (codes: unknown, path = SHORT) => api("POST", path, { componentGroupId: groupId, user_codes: codes });
const connectors = async () => names(await api("GET", "/connector"));

test("a machine shows a code XXXXX-XXXXX; confirming it makes its connector join the group", async () => {
    const code = emulator.tenant().showUserCode({ name: "rack-4", reports: { platformDetail: "AWS" } });
    expect(code).toMatch(/^[A-Z0-9]{5}-[A-Z0-9]{5}$/);
    expect(await connectors()).toEqual([]);
    const { status, json } = await confirm([code]);
    expect([status, json]).toEqual([
        200,
        {
            componentGroupId: groupId,
            zcomponentId: groupId,
            tenantId: customerId,
            configCloudName: expect.any(String),
            enrollmentServer: expect.any(String),
            nonceAssociationType: expect.any(String),
            userCodes: [{ userCode: code, status: "VERIFIED" }],
        },
    ]);
    expect((await api("GET", "/connector")).json.list).toMatchObject([
        { name: "rack-4", appConnectorGroupId: groupId, platformDetail: "AWS" },
    ]);
});

test("the Python client's path takes its body, and answers codes as texts", async () => {
    const code = emulator.tenant().showUserCode();
    const { status, json } = await api("POST", LONG, { componentGroupId: groupId, userCodes: [code] });
    expect([status, json.userCodes]).toEqual([200, [code]]);
    expect(await connectors()).toEqual([`${GROUP.name}-1`]);
});

test.each([SHORT, LONG])("the status at %s returns the confirmed codes", async (path) => {
    const [open, done] = [emulator.tenant().showUserCode(), emulator.tenant().showUserCode()];
    await confirm([done]);
    const { status, json } = await api("POST", `${path}/status`, { userCodes: [open, done] });
    expect([status, json]).toEqual([
        200,
        expect.objectContaining({ tenantId: customerId, componentGroupId: groupId, userCodes: [done] }),
    ]);
    expect((await api("POST", `${path}/status`, {})).json.params).toEqual(["userCodes"]);
    expect((await api("POST", `${path}/status`, { userCodes: ["x"] })).json.id).toBe("user.code.invalid");
});

describe("refusals, with status 400 and the code", () => {
    test.each(["abcde-fghij", "ABCDE", "ABCDEFGHIJ", "ABCDE-FGHIJ-K", ""])("malformed: %j", async (code) => {
        const { status, json } = await confirm([code]);
        expect([status, json.id, json.params]).toEqual([400, "user.code.invalid", [code]]);
    });

    test("unknown", async () => {
        const { status, json } = await confirm(["ABCDE-12345"]);
        expect([status, json]).toEqual([
            400,
            { id: "user.code.unknown", reason: "The user code ABCDE-12345 is not known", params: ["ABCDE-12345"] },
        ]);
    });

    test("used: a code is valid once", async () => {
        const code = emulator.tenant().showUserCode();
        await confirm([code]);
        const { status, json } = await confirm([code]);
        expect([status, json.id]).toEqual([400, "user.code.used"]);
        expect(await connectors()).toHaveLength(1);
    });

    test("expired: a code is valid for ten minutes, or as long as a test sets", async () => {
        const code = emulator.tenant().showUserCode();
        const short = emulator.tenant().showUserCode({ lifeSecs: 60 });
        emulator.advanceClock(61_000);
        expect((await confirm([short])).json.id).toBe("user.code.expired");
        emulator.advanceClock(540_000);
        api = await signIn(emulator);
        expect((await confirm([code])).json.id).toBe("user.code.expired");
        expect(await connectors()).toEqual([]);
    });

    test("if one of several codes is rejected, no connector joins", async () => {
        const code = emulator.tenant().showUserCode();
        expect((await confirm([code, "ABCDE-12345"])).status).toBe(400);
        expect(await connectors()).toEqual([]);
        expect((await confirm([code, code])).status).toBe(200);
        expect(await connectors()).toHaveLength(1);
    });

    test("the error names missing and invalid fields", async () => {
        expect((await api("POST", SHORT, {})).json.params).toEqual(["componentGroupId", "user_codes"]);
        expect((await confirm([])).json.params).toEqual(["user_codes"]);
        expect((await confirm("ABCDE-12345")).json.id).toBe("invalid.resource.argument");
        const nobody = await api("POST", SHORT, { componentGroupId: "99", user_codes: ["ABCDE-12345"] });
        expect(nobody.json).toMatchObject({ id: "resource.not.found", params: ["99"] });
    });
});

test.each([
    ["short", 200, 404],
    ["associationType", 404, 200],
    ["both", 200, 200],
] as const)("paths switched to %s: %i at the Go client's, %i at the Python client's", async (paths, short, long) => {
    emulator.setUserCodePaths(paths);
    expect((await confirm([emulator.tenant().showUserCode()], SHORT)).status).toBe(short);
    expect((await confirm([emulator.tenant().showUserCode()], LONG)).status).toBe(long);
    const status = { userCodes: ["ABCDE-12345"] };
    expect((await api("POST", `${SHORT}/status`, status)).status).toBe(short);
    expect((await api("POST", `${LONG}/status`, status)).status).toBe(long);
});

test("enrollment and codes over HTTP", async () => {
    const control = async (path: string, body: unknown) =>
        send(`${emulator.url}/_emulator${path}`, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) });
    const tenant = `/tenants/${customerId}`;
    const { code } = (await control(`${tenant}/userCodes`, { name: "by-code" })).json;
    await confirm([code]);
    await control(`${tenant}/provisioningKeys`, { name: "key", maxUsage: "1", usageCount: "0", zcomponentId: groupId });
    expect((await control(`${tenant}/enroll`, { key: "key" })).json).toMatchObject({ name: "key-1" });
    const refused = await control(`${tenant}/enroll`, { key: "key" });
    expect([refused.status, refused.json.error]).toEqual([400, expect.stringContaining("is used up")]);
    expect((await control(`${tenant}/userCodes`, { code: "x" })).status).toBe(400);
    expect(await connectors()).toEqual(["by-code", "key-1"]);
    await send(`${emulator.url}/_emulator/userCodePaths`, { method: "PUT", headers: JSON_TYPE, body: '"short"' });
    expect((await confirm(["ABCDE-12345"], LONG)).status).toBe(404);
});
