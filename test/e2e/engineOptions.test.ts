import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { ON_ONEAPI, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

interface Said {
    name: string;
    args: Record<string, unknown>;
    options?: Record<string, unknown>;
}

interface Row {
    readonly option: string;
    readonly before?: Said;
    readonly after?: Said;
    /** What the engine does with the resource, in order; by its name after, or before if it is removed. */
    readonly steps: string[];
    /** How many objects the service has for it in the end. */
    readonly objects: number;
}

const REPLACED = ["delete-replaced", "replace", "create-replacement"];

/** @param change an argument with two values */
function rows(common: object, change: string, [from, to]: readonly [unknown, unknown], importId: string): Row[] {
    const said = (name: string, options: Record<string, unknown> = {}, value = from): Said => ({
        name,
        args: { ...common, name: `object ${name}`, [change]: value },
        options,
    });
    const replaced = { replaceOnChanges: [change] };
    const renamed = (name: string, options: Record<string, unknown>): Said => {
        const { args } = said(name, {}, to);
        return { name, args: { ...args, name: `new object ${name}` }, options };
    };
    const triggered = (value: string) => said("trigger", { replacementTrigger: value, deleteBeforeReplace: true });
    return [
        {
            option: "replaceOnChanges",
            before: said("on"),
            after: said("on", replaced, to),
            steps: REPLACED,
            objects: 1,
        },
        {
            option: "replaceOnChanges with another name",
            before: said("order"),
            after: renamed("order", replaced),
            steps: ["create-replacement", "replace", "delete-replaced"],
            objects: 1,
        },
        {
            option: "deleteBeforeReplace",
            before: said("first"),
            after: renamed("first", { ...replaced, deleteBeforeReplace: true }),
            steps: REPLACED,
            objects: 1,
        },
        {
            option: "ignoreChanges",
            before: said("ignored"),
            after: said("ignored", { ignoreChanges: [change] }, to),
            steps: ["same"],
            objects: 1,
        },
        { option: "replacementTrigger", before: triggered("1"), after: triggered("2"), steps: REPLACED, objects: 1 },
        { option: "retainOnDelete", before: said("kept", { retainOnDelete: true }), steps: ["delete"], objects: 1 },
        {
            option: "aliases",
            before: said("old"),
            after: { ...said("old"), name: "alias", options: { aliases: [{ name: "old" }] } },
            steps: ["same"],
            objects: 1,
        },
        { option: "import", after: said("imported", { import: importId }), steps: ["create"], objects: 1 },
        {
            option: "customTimeouts",
            after: said("late", { customTimeouts: { create: "1ms" } }),
            steps: ["create"],
            objects: 1,
        },
        { option: "none", before: said("plain"), after: said("plain", {}, to), steps: ["update"], objects: 1 },
    ];
}

const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
const { home, groups, keys } = require("./said.json");
for (const { name, args, options } of groups) new zpa.AppConnectorGroup(name, args, options);
for (const { name, args, options } of keys) {
    new zpa.ProvisioningKey(name, { appConnectorGroupId: home, ...args }, options);
}`;

/** The engine's steps of the last run by type and name, in order. */
function stepsOf({ folder }: Stack): Record<string, string[]> {
    const last = readdirSync(folder)
        .filter((file) => file.startsWith("events-"))
        .sort()
        .at(-1)!;
    const steps: Record<string, string[]> = {};
    for (const line of readFileSync(join(folder, last), "utf8").split("\n").filter(Boolean)) {
        const { urn, op } = JSON.parse(line).resourcePreEvent?.metadata ?? {};
        if (!urn) continue;
        const [type, name] = urn.split("zpa:").at(-1)!.split("::");
        const key = `${type} ${name}`;
        steps[key] = [...(steps[key] ?? []), op];
    }
    return steps;
}

describe("the resource options of the engine work", () => {
    let emulator: Emulator;
    let stack: Stack;
    let home: string;
    let tables: { type: string; kind: "groups" | "provisioningKeys"; rows: Row[] }[];
    const all = (side: "before" | "after") => {
        const of = (rows: Row[]) => rows.flatMap((row) => row[side] ?? []);
        stack.write("said.json", {
            home,
            groups: of(tables[0]!.rows),
            keys: of(tables[1]!.rows),
        });
    };

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator, { ...ON_ONEAPI, program: PROGRAM });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("for groups and for keys", async () => {
        const tenant = emulator.tenant();
        const site = { ...SITE, latitude: String(SITE.latitude), enabled: true };
        home = tenant.add("groups", site).id;
        const group = tenant.add("groups", { ...site, name: "object imported", description: "a" });
        const key = tenant.add("provisioningKeys", {
            name: "object imported",
            zcomponentId: home,
            enrollmentCertId: "6573",
            maxUsage: "1",
            enabled: true,
            exportable: true,
        });
        tables = [
            { type: "AppConnectorGroup", kind: "groups", rows: rows(SITE, "description", ["a", "b"], group.id) },
            { type: "ProvisioningKey", kind: "provisioningKeys", rows: rows({}, "maxUsage", [1, 2], key.id) },
        ];

        all("before");
        const before = await stack.up();
        expect({ ...before, steps: 0 }).toMatchObject({ code: 0 });
        all("after");
        const expected = Object.fromEntries(
            tables.flatMap(({ type, rows }) =>
                rows.map(({ option, before, after, steps }) => [
                    `${type} ${(after ?? before)!.name}`,
                    `${option}: ${steps}`,
                ]),
            ),
        );
        const found = () => {
            const steps = stepsOf(stack);
            return Object.fromEntries(
                tables.flatMap(({ type, rows }) =>
                    rows.map(({ option, before, after }) => {
                        const name = `${type} ${(after ?? before)!.name}`;
                        return [name, `${option}: ${steps[name] ?? "nothing"}`];
                    }),
                ),
            );
        };
        const preview = await stack.preview();
        expect(preview.output).not.toContain("error:");
        emulator.clearRequests();
        const { code, output } = await stack.up();
        expect({ code, output }).toMatchObject({ code: 0 });
        expect(found()).toEqual(expected);
        for (const { kind, rows } of tables) {
            const names = tenant.all(kind).map(({ name }) => name);
            for (const { option, before, after, objects } of rows) {
                const { name } = (after ?? before)!.args;
                expect([option, names.filter((other) => other === name).length]).toEqual([option, objects]);
            }
        }
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("protect keeps what the program removes", async () => {
        const protect = (row: Row): Row => ({ ...row, after: { ...row.after!, options: { protect: true } } });
        for (const table of tables) table.rows = table.rows.filter(({ option }) => option === "none").map(protect);
        all("after");
        expect((await stack.up()).code).toBe(0);
        for (const table of tables) table.rows = [];
        all("after");
        const { code, output } = await stack.preview();
        expect(code).not.toBe(0);
        expect(output.match(/cannot be deleted/g)?.length).toBeGreaterThan(0);
    });
});
