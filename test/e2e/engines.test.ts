import fc from "fast-check";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { groupArgs, groupChange, keyArgs, keyChange } from "../property/arbitraries";
import { withChange } from "../property/command";
import { BRANCH } from "../property/tenant";
import { ON_ONEAPI, Stack } from "../support/engine/stack";
import { KEY } from "../support/pluginProcess";
import { type Declared, type Op, SmallEngine } from "../support/smallEngine";

const TENANT = { ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch" }] };

/** Groups and keys of a file. A key has the group of its name in the file. */
const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
const declared = Object.entries(require("./groups.json"));
const groups = {};
for (const [name, { args, group }] of declared.filter(([, { group }]) => group === undefined)) {
    groups[name] = new zpa.AppConnectorGroup(name, args);
}
for (const [name, { args, group }] of declared.filter(([, { group }]) => group !== undefined)) {
    new zpa.ProvisioningKey(name, { ...args, appConnectorGroupId: groups[group].id });
}
`;

type Program = Record<string, Declared>;

/** A program, and what is changed in each of the following runs. */
const PROGRAMS: fc.Arbitrary<readonly Program[]> = fc
    .tuple(
        fc.tuple(groupArgs, groupArgs, keyArgs),
        fc.array(fc.tuple(groupChange, groupChange, keyChange), { minLength: 4, maxLength: 4 }),
    )
    .map(([[a, b, k], changes]) => {
        const first: Program = {
            a: { args: withChange(a, { ignoreWhenLocked: undefined }) },
            b: { args: withChange(b, { name: "Other site", ignoreWhenLocked: undefined }) },
            k: { kind: KEY, group: "a", args: withChange(k, { ignoreWhenLocked: undefined }) },
        };
        const programs = [first];
        for (const [ofA, ofB, ofKey] of changes) {
            const last = programs.at(-1)!;
            const change = (name: string, by: Record<string, unknown>) => ({
                [name]: { ...last[name]!, args: withChange(last[name]!.args, by) },
            });
            const { name: _, ...others } = ofB;
            programs.push({ ...last, ...change("a", ofA), ...change("b", others), ...change("k", ofKey) });
        }
        return programs;
    });

let emulators: Emulator[];
beforeAll(async () => {
    emulators = await Promise.all([0, 1].map(() => startEmulator({ limits: "off", tenants: [TENANT] })));
});
afterAll(() => Promise.all(emulators.map((emulator) => emulator.close())));

/** The steps that are not `same`, by the small engine's words. */
const changing = (steps: Readonly<Record<string, Op>>) =>
    Object.fromEntries(Object.entries(steps).filter(([, op]) => op !== "same"));

test("the small engine and the real one take the same steps for the same random program", async () => {
    const [programs] = fc.sample(PROGRAMS, { seed: 20_261_128, numRuns: 1 });
    const [forSmall, forReal] = emulators;
    const small = new SmallEngine(forSmall!);
    const real = new Stack(forReal!, { ...ON_ONEAPI, program: PROGRAM });
    const seen = new Set<string>();
    for (const program of programs!) {
        real.program(program as never);
        const planned = await small.preview(program);
        const shown = await real.preview();
        const steps = Object.fromEntries(
            Object.entries(shown.steps).map(([name, { op }]) => [name.replace("ProvisioningKey ", ""), op]),
        );
        expect({ refuses: shown.code !== 0 }).toEqual({ refuses: planned.failures.length > 0 });
        if (planned.failures.length > 0) continue;
        expect(steps).toEqual(changing(planned.steps));
        for (const op of Object.values(steps)) seen.add(op);
        const [done, deployed] = [await small.up(program), await real.up()];
        expect(done.failures).toEqual([]);
        expect(deployed).toMatchObject({ code: 0 });
        const objects = (emulator: Emulator) =>
            (["groups", "provisioningKeys"] as const).flatMap((collection) =>
                emulator
                    .tenant()
                    .all(collection)
                    .map(({ name, description, enabled }) => JSON.stringify({ name, description, enabled }))
                    .sort(),
            );
        expect(objects(forReal!)).toEqual(objects(forSmall!));
    }
    expect([...seen].sort()).toEqual(["create", "replace", "update"]);
});
