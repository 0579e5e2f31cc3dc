import fc from "fast-check";
import ts from "typescript";
import { adopt } from "../../src/adopt/adopt";
import { importFile } from "../../src/adopt/importFile";
import { KINDS } from "../../src/adopt/kinds";
import { programText } from "../../src/adopt/program";
import { type Emulator, startEmulator } from "../../src/emulator";
import { readTenants } from "../../src/tenants/readAll";
import { callsIn } from "../support/calls";
import { pluginProviders, settingsOf } from "../support/pluginProcess";
import { urnOf } from "../support/urn";
import { compile, run } from "./compile";
import { MICROTENANTS, tenant } from "./world";

/** A schedule in each microtenant that has a group. */
function addSchedules(emulator: Emulator): number {
    const tenant = emulator.tenant();
    const microtenants = [...new Set(tenant.groups().map(({ microtenantId }) => String(microtenantId)))].sort();
    for (const [i, microtenantId] of microtenants.entries())
        tenant.add("connectorSchedule", {
            ...{ id: String(8 + i), name: "connector schedule", microtenantId, frequency: "days" },
            ...{ frequencyInterval: i % 2 ? "5" : "90", enabled: i % 2 === 0, deleteDisabled: i > 1 },
        });
    return microtenants.length;
}

const options = { report: () => {}, kinds: KINDS.map(({ read }) => read) };

test("a random adopted tenant has the state that the provider would have, and its program changes nothing", async () => {
    await fc.assert(
        fc.asyncProperty(tenant({ groups: 20, keys: 12 }), async (seed) => {
            const emulator = await startEmulator({ limits: "off", tenants: [seed] });
            try {
                const count = 32 + addSchedules(emulator);
                const settings = settingsOf(emulator);
                const source = { config: (key: string) => settings[key], env: {} };
                const read = async () =>
                    (await readTenants({ source, labels: [undefined], ...options })).filter((t) => "microtenants" in t);
                const { resources, leftOut } = adopt(await read());
                expect(leftOut).toEqual([]);
                expect(resources).toHaveLength(count);
                const calls = callsIn(emulator.requests());
                expect(calls.length).toBeLessThanOrEqual(1 + 3 * (MICROTENANTS.length + 1));
                const files = [programText(resources), importFile(resources)];
                const again = adopt(await read()).resources;
                expect([programText(again), importFile(again)]).toEqual(files);
                expect(files.join("")).not.toContain("secret-");

                const imported = (JSON.parse(files[1]!).resources as Imported[]).map(asTheProviderSeesIt);
                expect(new Set(imported.map(({ type, name }) => `${type} ${name}`)).size).toBe(count);
                expect(compile(files[0]!)).toEqual([]);
                const { groups, keys, autoDeletes } = pluginProviders(
                    emulator,
                    {},
                    { reporter: { notice: () => {}, wait: () => {} } },
                );
                const providerOf = (type: string) =>
                    /Key$/.test(type) ? keys : /AutoDelete$/.test(type) ? autoDeletes : groups;
                emulator.clearRequests();
                const declared = new Map(run(files[0]!, imported).map((d) => [`${d.type} ${d.name}`, d.args]));
                expect(declared.size).toBe(imported.length);
                for (const { type, name, id, inputs, outputs } of imported) {
                    const provider = providerOf(type);
                    const args = declared.get(`${type} ${name}`)!;
                    const checked = await provider.check(inputs, {
                        ...args,
                        __run: { deploying: false, urn: urnOf(name) },
                    });
                    expect(checked.failures).toEqual([]);
                    expect(await provider.diff(id, outputs, checked.inputs)).toEqual({ changes: false });
                }
                expect(callsIn(emulator.requests())).toEqual([]);
                for (const { type, id, inputs, outputs } of imported) {
                    const provider = providerOf(type);
                    const found = await provider.read(id, outputs);
                    const { provisioningKey: _, ...props } = found.props;
                    const { __provider: _i, ...written } = inputs;
                    const { __provider: _o, provisioningKey: _k, ...held } = outputs;
                    expect({ id: found.id, props, inputs: found.inputs }).toEqual({ id, props: held, inputs: written });
                }
            } finally {
                await emulator.close();
            }
        }),
        { numRuns: 10, endOnFailure: true },
    );
});

interface Imported {
    type: string;
    name: string;
    id: string;
    inputs: Record<string, unknown>;
    outputs: Record<string, unknown>;
}

/** The engine passes secrets as plain values. */
const asTheProviderSeesIt = (imported: Imported): Imported =>
    /Key$/.test(imported.type)
        ? { ...imported, outputs: { ...imported.outputs, provisioningKey: null as never } }
        : imported;

test("the compiler that checks the programs rejects an invalid one", () => {
    expect(ts.version).toMatch(/^6/);
    expect(
        compile('import * as zpa from "pulumi-zpa-connectors";\nnew zpa.AppConnectorGroup("a", { nme: "b" });'),
    ).toEqual([expect.stringContaining("nme")]);
});
