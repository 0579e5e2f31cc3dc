import { type Emulator, startEmulator } from "../../src/emulator";
import { type Api, GROUP, JSON_TYPE, names, send, signIn } from "./support";

// docs/zpa-api.md#rate-limits-and-retries: it is not documented when reads return a write, and a list that was
// requested before a create has lacked it.
let emulator: Emulator;
let api: Api;
beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
});

const HOUR = 3_600_000;
const create = async (name: string) => (await api("POST", "/appConnectorGroup", { ...GROUP, name })).json.id as string;
const listed = async (path = "/appConnectorGroup") => names(await api("GET", path));

test("without a lag, lists return writes immediately", async () => {
    await create("a");
    expect(await listed()).toEqual(["a"]);
});

test("lists return old objects; reads by id and writes use the current ones", async () => {
    const before = await create("before");
    emulator.setListLag(HOUR);
    const fresh = await create("fresh");
    await api("PUT", `/appConnectorGroup/${before}`, { ...GROUP, name: "renamed" });
    expect(await listed()).toEqual(["before"]);
    expect(await listed("/appConnectorGroup?search=name%20EQ%20fresh")).toEqual([]);
    expect(await listed("/appConnectorGroup/summary")).toEqual(["before"]);
    expect((await api("GET", `/appConnectorGroup/${fresh}`)).json.name).toBe("fresh");
    expect((await api("GET", `/appConnectorGroup/${before}`)).json.name).toBe("renamed");
    expect((await api("POST", "/appConnectorGroup", { ...GROUP, name: "fresh" })).status).toBe(400);
});

test("a deleted group stays in lists during the lag", async () => {
    const id = await create("going");
    emulator.setListLag(HOUR);
    await api("DELETE", `/appConnectorGroup/${id}`);
    expect((await api("GET", `/appConnectorGroup/${id}`)).json.id).toBe("resource.not.found");
    expect(await listed()).toEqual(["going"]);
});

test("`Date` has the time of the emulator's clock, like `creationTime`", async () => {
    emulator.advanceClock(3_600_000);
    const answer = await api("GET", "/appConnectorGroup");
    const aheadMs = Date.parse(answer.headers.get("date")!) - Date.now();
    expect(Math.round(aheadMs / 60_000)).toBe(60);
});

test("each write becomes visible when its time has come, on the emulator's clock", async () => {
    emulator.setListLag(600_000);
    await create("first");
    emulator.advanceClock(300_000);
    await create("second");
    expect(await listed()).toEqual([]);
    emulator.advanceClock(400_000);
    expect(await listed()).toEqual(["first"]);
    emulator.advanceClock(400_000);
    expect(await listed()).toEqual(["first", "second"]);
});

test("a lag ends when it is set to 0, and with a reset", async () => {
    const control = (ms: unknown) =>
        send(`${emulator.url}/_emulator/listLag`, { method: "PUT", headers: JSON_TYPE, body: JSON.stringify({ ms }) });
    expect((await control(HOUR)).status).toBe(204);
    await create("a");
    expect(await listed()).toEqual([]);
    expect((await control(0)).status).toBe(204);
    expect(await listed()).toEqual(["a"]);
    emulator.setListLag(HOUR);
    emulator.reset();
    api = await signIn(emulator);
    await create("b");
    expect(await listed()).toEqual(["b"]);
    for (const wrong of [-1, "1", null]) expect((await control(wrong)).status).toBe(400);
});

test("every list lags: provisioning keys, microtenants, connectors, and objects that a test adds", async () => {
    const group = await create("a");
    emulator.setListLag(HOUR);
    const keys = "/associationType/CONNECTOR_GRP/provisioningKey";
    await api("POST", keys, { name: "k", maxUsage: "1", enrollmentCertId: "6573", zcomponentId: group });
    await api("POST", "/microtenants", { name: "m" });
    emulator.tenant().changeGroup(group, { connectors: [{ id: "9", name: "c" }] });
    emulator.tenant().add("groups", { ...GROUP, name: "theirs" });
    const lists = () => Promise.all([keys, "/microtenants", "/connector", "/appConnectorGroup"].map(listed));
    expect(await lists()).toEqual([[], ["Default"], [], ["a"]]);
    emulator.advanceClock(HOUR);
    api = await signIn(emulator);
    expect(await lists()).toEqual([["k"], ["m", "Default"], ["c"], ["a", "theirs"]]);
});
