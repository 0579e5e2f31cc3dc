import { readFileSync } from "node:fs";
import { DEFAULT_TENANT, startEmulator } from "../src/emulator";
import { extrasOf, outputsOf } from "../src/model/definition";
import { GROUP_MODEL } from "../src/resources/appConnectorGroup/model";
import { type Groups, type Outcome, Stack } from "../test/support/engine/stack";
import { median } from "./emulator";

export const OPERATIONS = ["create", "preview of nothing", "update", "refresh", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Medians of the whole `pulumi` command. */
export interface FloorRow {
    latencyMs: number;
    groups: number;
    operation: Operation;
    runs: number;
    seconds: number;
    cpuSeconds: number;
    /** This package to the provider that does nothing, pair by pair. */
    ratio: number;
    cpuRatio: number;
}

export interface FloorOptions {
    groups: number;
    latencyMs: number;
    runs: number;
    operations: readonly Operation[];
}

const PROPERTIES = [GROUP_MODEL.fields, extrasOf(GROUP_MODEL), outputsOf(GROUP_MODEL)].flatMap(Object.keys);

/** A dynamic provider that does nothing, for a class with as many properties. */
const FLOOR = `
const pulumi = require("@pulumi/pulumi");
const same = (value) => JSON.stringify(Object.entries(value).sort());
const provider = {
    check: async (_, inputs) => ({ inputs, failures: [] }),
    diff: async (_, olds, news) => ({ changes: same(olds) !== same(news) }),
    create: async (inputs) => ({ id: inputs.name, outs: inputs }),
    read: async (id, props) => ({ id, props }),
    update: async (_, olds, news) => ({ outs: news }),
    delete: async () => {},
};
const absent = Object.fromEntries(${JSON.stringify(PROPERTIES)}.map((name) => [name, undefined]));
class Floor extends pulumi.dynamic.Resource {
    constructor(name, args) {
        super(provider, name, { ...absent, ...args }, {}, "zpa", "Floor");
    }
}
for (const [name, { args }] of Object.entries(require("./groups.json"))) exports[name] = new Floor(name, args).id;
`;

type Provider = "ours" | "floor";
interface Sample {
    seconds: number;
    cpu: number;
}

/** Each operation with both providers in turn, so that a slow moment of the machine meets both. */
export async function measureAgainstFloor({ groups, latencyMs, runs, operations }: FloorOptions): Promise<FloorRow[]> {
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, maxGroups: 5_000 }] });
    const samples = new Map(operations.map((operation) => [operation, [] as Record<Provider, Sample>[]]));
    try {
        for (let run = 0; run < runs; run++) {
            emulator.reset();
            emulator.setLatency({ ms: latencyMs });
            const stacks: Record<Provider, Stack> = {
                ours: new Stack(emulator, { config: { "zpa:vanityDomain": "emulator" } }),
                floor: new Stack(emulator, { program: FLOOR }),
            };
            const order: Provider[] = run % 2 === 0 ? ["ours", "floor"] : ["floor", "ours"];
            for (const operation of OPERATIONS) {
                if (operation !== "create" && !operations.includes(operation)) continue;
                const pair = { ours: { seconds: 0, cpu: 0 }, floor: { seconds: 0, cpu: 0 } };
                for (const who of order) pair[who] = await measure(stacks[who], operation, groups);
                samples.get(operation)?.push(pair);
            }
            for (const stack of Object.values(stacks)) stack.remove();
        }
    } finally {
        await emulator.close();
    }
    return [...samples].map(([operation, pairs]) => ({
        latencyMs,
        groups,
        operation,
        runs,
        seconds: median(pairs.map(({ ours }) => ours.seconds)),
        cpuSeconds: median(pairs.map(({ ours }) => ours.cpu)),
        ratio: median(pairs.map(({ ours, floor }) => ours.seconds / floor.seconds)),
        cpuRatio: median(pairs.map(({ ours, floor }) => ours.cpu / floor.cpu)),
    }));
}

async function measure(stack: Stack, operation: Operation, groups: number): Promise<Sample> {
    stack.program(sites(groups, operation === "update" ? { description: "changed" } : {}));
    await stack.pulumi("whoami");
    const [cpu, begun] = [childrensCpuSeconds(), performance.now()];
    const { code, output } = await perform(stack, operation);
    if (code !== 0) throw new Error(output);
    return { seconds: (performance.now() - begun) / 1000, cpu: childrensCpuSeconds() - cpu };
}

function perform(stack: Stack, operation: Operation): Promise<Outcome> {
    switch (operation) {
        case "create":
        case "update":
            return stack.up();
        case "preview of nothing":
            return stack.preview("--expect-no-changes");
        default:
            return stack[operation]();
    }
}

const sites = (count: number, change: Record<string, unknown>): Groups =>
    Object.fromEntries(
        Array.from({ length: count }, (_, i) => [
            `site-${i}`,
            { args: { name: `Site ${i}`, location: "San Jose", latitude: 37.3, longitude: -121.9, ...change } },
        ]),
    );

const TICKS_PER_SECOND = 100;

/** User and system time of all ended child processes and their children; Linux only. */
function childrensCpuSeconds(): number {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}
