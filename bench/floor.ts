import { readFileSync } from "node:fs";
import { DEFAULT_TENANT, startEmulator } from "../src/emulator";
import { extrasOf, outputsOf } from "../src/model/resourceModel";
import { GROUP_MODEL } from "../src/resources/appConnectorGroup/model";
import { ON_ONEAPI, type Outcome, Stack } from "../test/support/engine/stack";
import { startNativeService } from "./native";
import { median, sites, stateBytes } from "./stacks";
import { startVendorService, vendorPlugin } from "./vendor";

export const OPERATIONS = ["create", "preview of nothing", "update", "refresh", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Medians of the whole `pulumi` command. */
export interface Figures {
    seconds: number;
    /** User and system time of every process of the command. */
    cpuSeconds: number;
}

/** The median of the ratios of each pair of one provider to another. */
export interface Ratios {
    ratio: number;
    cpuRatio: number;
}

/** Another provider, and this package's dynamic resources to it. */
export type Comparison = Figures & Ratios;

/** The native provider. */
export interface NativeFigures extends Figures {
    toFloor: Ratios;
    toVendor?: Ratios;
}

export interface FloorRow {
    latencyMs: number;
    groups: number;
    operation: Operation;
    runs: number;
    ours: Figures;
    floor: Comparison;
    native?: NativeFigures;
    /** Only if the plugin of the vendor's provider is on PATH. */
    vendor?: Comparison;
    /** After a create: the size of a stored group. */
    stateBytesPerGroup?: number;
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

type Provider = "ours" | "native" | "floor" | "vendor";
type Samples = Partial<Record<Provider, Figures>>;

/** Runs each operation with all providers in turn, so that a slow moment of the machine affects all of them. */
export async function measureAgainstFloor({ groups, latencyMs, runs, operations }: FloorOptions): Promise<FloorRow[]> {
    const emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, maxGroups: 5_000 }] });
    const vendor = vendorPlugin() ? await startVendorService() : undefined;
    const native = await startNativeService();
    const samples = new Map(operations.map((operation) => [operation, [] as Samples[]]));
    let bytes: number | undefined;
    try {
        for (let run = 0; run < runs; run++) {
            for (const service of [emulator, native.emulator, vendor?.emulator]) {
                service?.reset();
                service?.setLatency({ ms: latencyMs });
            }
            const stacks: [Provider, Stack][] = [
                ["ours", new Stack(emulator, ON_ONEAPI)],
                ["native", native.stack()],
                ["floor", new Stack(emulator, { program: FLOOR })],
                ...(vendor ? [["vendor", vendor.stack()] satisfies [Provider, Stack]] : []),
            ];
            const order = run % 2 === 0 ? stacks : stacks.toReversed();
            for (const operation of OPERATIONS) {
                if (operation !== "create" && !operations.includes(operation)) continue;
                const sample: Samples = {};
                for (const [who, stack] of order) {
                    sample[who] = await measure(stack, operation, groups);
                    if (operation === "create" && who === "ours") bytes = stateBytes(stack) / groups;
                }
                samples.get(operation)?.push(sample);
            }
            for (const [, stack] of stacks) stack.remove();
        }
    } finally {
        await native.close();
        await vendor?.close();
        await emulator.close();
    }
    return [...samples].map(([operation, taken]) => ({
        ...{ latencyMs, groups, operation, runs },
        ours: figuresOf(taken, "ours"),
        floor: compared(taken, "floor"),
        native: {
            ...figuresOf(taken, "native"),
            toFloor: ratios(taken, "native", "floor"),
            ...(vendor ? { toVendor: ratios(taken, "native", "vendor") } : {}),
        },
        ...(vendor ? { vendor: compared(taken, "vendor") } : {}),
        ...(operation === "create" && bytes ? { stateBytesPerGroup: bytes } : {}),
    }));
}

const figuresOf = (taken: readonly Samples[], who: Provider): Figures => ({
    seconds: median(taken.map((sample) => sample[who]!.seconds)),
    cpuSeconds: median(taken.map((sample) => sample[who]!.cpuSeconds)),
});

function ratios(taken: readonly Samples[], one: Provider, other: Provider): Ratios {
    const ratio = (of: (figures: Figures) => number) =>
        median(taken.map((sample) => of(sample[one]!) / of(sample[other]!)));
    return { ratio: ratio(({ seconds }) => seconds), cpuRatio: ratio(({ cpuSeconds }) => cpuSeconds) };
}

const compared = (taken: readonly Samples[], other: Provider): Comparison => ({
    ...figuresOf(taken, other),
    ...ratios(taken, "ours", other),
});

async function measure(stack: Stack, operation: Operation, groups: number): Promise<Figures> {
    stack.program(sites(groups, operation === "update" ? { description: "changed" } : {}));
    await stack.pulumi("whoami");
    const [cpu, begun] = [childrensCpuSeconds(), performance.now()];
    const { code, output } = await perform(stack, operation);
    if (code !== 0) throw new Error(output);
    return { seconds: (performance.now() - begun) / 1000, cpuSeconds: childrensCpuSeconds() - cpu };
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

const TICKS_PER_SECOND = 100;

/** User and system time of all ended child processes and their children; Linux only. */
function childrensCpuSeconds(): number {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
    return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}
