import { DEFAULT_TENANT, type Emulator, type EmulatorOptions } from "../../src/emulator";
import type { CollectionOptions } from "../../src/emulator/customKinds";
import { startEmulatorWith } from "../../src/emulator/run";
import { type Api, customerId, JSON_TYPE, names, send, signIn } from "./support";

const BRANCH = "216196257331282000";
const TOYS: CollectionOptions = {
    path: "toy",
    required: ["name", "size"],
    decimals: ["size"],
    booleans: ["loud"],
    enums: { color: ["RED", "BLUE"] },
    defaults: { color: "RED" },
    wipedUnlessSent: ["size"],
};
const OPTIONS: EmulatorOptions = {
    limits: "off",
    tenants: [
        {
            ...DEFAULT_TENANT,
            microtenants: [{ id: BRANCH, name: "Branch" }],
            objects: { toy: [{ id: "216196257331290001", name: "seeded", size: "1" }] },
        },
    ],
};
let emulator: Emulator;
let api: Api;
beforeAll(async () => {
    emulator = await startEmulatorWith([TOYS], OPTIONS);
});
afterAll(() => emulator.close());
beforeEach(async () => {
    emulator.reset();
    api = await signIn(emulator);
    emulator.tenant().remove("toy", "216196257331290001");
});
const create = async (fields: object = {}, query = "") =>
    (await api("POST", `/toy${query}`, { name: "ball", size: 3, ...fields })).json;

test("an invented kind is created, read, listed, searched, updated and deleted like a group", async () => {
    const made = await api("POST", "/toy", { name: "ball", size: 3, note: "round" });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ name: "ball", size: "3", color: "RED", note: "round", readOnly: false });
    const { id } = made.json;
    await api("PUT", `/toy/${id}`, { size: 3, readOnly: true, id: "1", creationTime: "1" });
    expect((await api("GET", `/toy/${id}`)).json).toMatchObject({ id, creationTime: made.json.creationTime });
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    await create({ name: "kite" });
    expect((await api("GET", "/toy")).json).toMatchObject({ totalPages: "1", totalCount: "2" });
    expect(names(await api("GET", "/toy?pagesize=1&page=2"))).toEqual(["kite"]);
    expect(names(await api("GET", "/toy?search=name%20EQ%20ball"))).toEqual(["ball"]);
    const updated = await api("PUT", `/toy/${id}`, { note: "flat" });
    expect([updated.status, updated.text, updated.headers.get("content-type")]).toEqual([204, "", null]);
    const read = (await api("GET", `/toy/${id}`)).json;
    expect(read).toMatchObject({ name: "ball", note: "flat", color: "RED" });
    expect(read).not.toHaveProperty("size");
    expect((await api("DELETE", `/toy/${id}`)).status).toBe(204);
    expect((await api("GET", `/toy/${id}`)).json).toMatchObject({ id: "resource.not.found", params: [id] });
    expect(emulator.tenant().all("toy")).toHaveLength(1);
});

test.each([
    [{ size: undefined }, "missing.mandatory.params", ["size"]],
    [{ name: " " }, "missing.mandatory.params", ["name"]],
    [{ size: "big" }, "invalid.resource.argument", undefined],
    [{ color: "GREEN" }, "invalid.resource.argument", undefined],
    [{ loud: "yes" }, "invalid.resource.argument", undefined],
])("%j is rejected", async (fields, id, params) => {
    const json = await create(fields);
    expect([json.id, json.params]).toEqual([id, params]);
});

test("names in use, microtenants, locks, escapes and collapsed spaces work as for groups", async () => {
    await create({ name: "R&D  lab" });
    const [toy] = (await api("GET", "/toy")).json.list;
    expect(toy).toMatchObject({ name: "R&amp;D lab", nameWithoutTrim: "R&D  lab" });
    expect((await create({ name: "R&D lab" })).id).toBe("duplicate.entity.name");
    emulator.setNameTaken("409");
    expect((await api("POST", "/toy", { name: "R&D lab", size: 1 })).status).toBe(409);
    const branch = await create({ name: "R&D lab" }, `?microtenantId=${BRANCH}`);
    expect(branch.microtenantId).toBe(BRANCH);
    expect((await api("GET", `/toy/${branch.id}`)).json.id).toBe("resource.not.found");
    emulator.tenant().change("toy", toy.id, { restrictionType: "DECEPTION" });
    expect((await api("PUT", `/toy/${toy.id}`, { note: "x" })).json.id).toBe("restricted.entity");
    emulator.tenant().change("toy", toy.id, { restrictionType: null });
    emulator.tenant().enforceLock(toy.id);
    expect((await api("DELETE", `/toy/${toy.id}`)).status).toBe(400);
});

test("faults and list lag apply to them too", async () => {
    emulator.setListLag(10_000);
    const { id } = await create();
    expect(names(await api("GET", "/toy"))).toEqual([]);
    expect((await api("GET", `/toy/${id}`)).status).toBe(200);
    emulator.advanceClock(10_000);
    expect(names(await api("GET", "/toy"))).toEqual(["ball"]);
    emulator.fault({ kind: "malformedItem", path: "/toy" });
    expect((await api("GET", "/toy")).json.list).toHaveLength(2);
});

test("objects of a tenant file exist after a reset, and the control API supports the collection", async () => {
    emulator.reset();
    const url = `${emulator.url}/_emulator/tenants/${customerId}/toy`;
    expect((await send(url)).json).toMatchObject([{ name: "seeded", size: "1" }]);
    await send(url, { method: "POST", headers: JSON_TYPE, body: JSON.stringify({ name: "added" }) });
    expect(names(await (await signIn(emulator))("GET", "/toy"))).toEqual(["added", "seeded"]);
});

test.each([
    [{ path: "groups" }, /The collection groups already exists/],
    [{ path: "connector" }, /The collection connector already exists/],
    [{ path: "a/b" }, /must be one word/],
])("the collection %j is rejected", (collection, reason) => {
    expect(() => startEmulatorWith([collection])).toThrow(reason);
});
