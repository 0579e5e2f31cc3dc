import fc from "fast-check";
import { DEFAULT_TENANT, startEmulator } from "../../src/emulator";
import { GROUP, names, signIn } from "./support";

type Operation =
    | { do: "create"; name: string; fields: Record<string, unknown> }
    | { do: "update"; at: number; fields: Record<string, unknown> }
    | { do: "delete"; at: number }
    | { do: "get"; at: number }
    | { do: "page"; page: number; size: number }
    | { do: "find"; name: string };

const name = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const fields = fc.record(
    {
        latitude: fc.integer({ min: -90, max: 90 }).map(String),
        longitude: fc.integer({ min: -180, max: 180 }).map(String),
        location: fc.constantFrom("here", "there"),
        description: fc.constantFrom("", "x", "long text"),
        enabled: fc.boolean(),
        upgradeTimeInSecs: fc.integer({ min: 0, max: 95 }).map((n) => String(n * 900)),
        upgradeDay: fc.constantFrom("SUNDAY", "FRIDAY"),
    },
    { requiredKeys: [] },
);
const at = fc.nat({ max: 20 });
const operation: fc.Arbitrary<Operation> = fc.oneof(
    fc.record({ do: fc.constant("create" as const), name, fields }),
    fc.record({ do: fc.constant("update" as const), at, fields }),
    fc.record({ do: fc.constant("delete" as const), at }),
    fc.record({ do: fc.constant("get" as const), at }),
    fc.record({
        do: fc.constant("page" as const),
        page: fc.integer({ min: 1, max: 4 }),
        size: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({ do: fc.constant("find" as const), name }),
);
const DERIVED = ["latitude", "longitude", "cityCountry", "countryCode"];

test("6,000 random operations agree with a simple model of the tenant", async () => {
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, maxGroups: 6 }] });
    const api = await signIn(emulator);
    /** Groups by id, in the order of their creation, with the sent fields that are kept. */
    const model = new Map<string, Record<string, unknown>>();
    const idAt = (index: number) => [...model.keys()][index] ?? "216196257331289999";
    const shows = (group: Record<string, unknown>, expected: Record<string, unknown>) => {
        expect(group).toMatchObject(expected);
        for (const field of DERIVED)
            expect(field in group).toBe("latitude" in expected && "longitude" in expected ? true : field in expected);
    };

    for (const op of fc.sample(operation, { numRuns: 6_000, seed: 5 })) {
        if (op.do === "create") {
            const sent = { ...GROUP, ...op.fields, name: op.name };
            const reply = await api("POST", "/appConnectorGroup", sent);
            const taken = [...model.values()].some((group) => group.name === op.name);
            expect(reply.status).toBe(taken || model.size >= 6 ? 400 : 201);
            if (reply.status === 201) model.set(reply.json.id, { enabled: false, upgradeDay: "SUNDAY", ...sent });
        } else if (op.do === "update") {
            const id = idAt(op.at);
            const reply = await api("PUT", `/appConnectorGroup/${id}`, op.fields);
            const group = model.get(id);
            expect(reply.status).toBe(group ? 204 : 400);
            if (group) {
                for (const field of DERIVED) delete group[field];
                Object.assign(group, op.fields);
            }
        } else if (op.do === "delete") {
            const id = idAt(op.at);
            expect((await api("DELETE", `/appConnectorGroup/${id}`)).status).toBe(model.delete(id) ? 204 : 400);
        } else if (op.do === "get") {
            const id = idAt(op.at);
            const { status, json } = await api("GET", `/appConnectorGroup/${id}`);
            const group = model.get(id);
            expect(status).toBe(group ? 200 : 400);
            if (group) shows(json, group);
        } else if (op.do === "page") {
            const reply = await api("GET", `/appConnectorGroup?page=${op.page}&pagesize=${op.size}`);
            const inOrder = [...model.values()].sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
            const expected = inOrder.slice((op.page - 1) * op.size, op.page * op.size);
            expect(names(reply)).toEqual(expected.map((group) => group.name));
            expect(reply.json.totalPages).toBe(String(Math.max(1, Math.ceil(model.size / op.size))));
        } else {
            const found = names(await api("GET", `/appConnectorGroup?search=name%20EQ%20${op.name}`));
            expect(found).toEqual(
                [...model.values()].filter((group) => group.name === op.name).map((group) => group.name),
            );
        }
    }
    await emulator.close();
});
