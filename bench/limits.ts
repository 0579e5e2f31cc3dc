import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_TENANT, type RequestRecord, startEmulator } from "../src/emulator";
import { callsIn } from "../test/support/calls";
import { type Outcome, Stack } from "../test/support/engine/stack";

export interface LimitsRow {
    api: "legacy" | "OneAPI";
    groups: number;
    /** Each for a group of its own. */
    keys: number;
    /** The value of `--parallel`, if it is not the engine's default. */
    parallel?: number;
    operation: string;
    reads: number;
    writes: number;
    refused429: number;
    seconds: number;
    /** From the first write to the last, as they arrived. */
    writeSeconds: number | undefined;
    /** The least time that the limits allow for the writes, and the ratio of `writeSeconds` to it. */
    leastSeconds: number;
    ratio: number | undefined;
    /** The largest resident size of the plugin process. */
    peakPluginMb: number | undefined;
}

export type LimitsCase = Pick<LimitsRow, "api" | "groups" | "keys" | "parallel">;

/** What is measured for so many sites: on OneAPI also without keys, and with as many parallel operations as resources. */
export const limitsCases = (api: LimitsRow["api"], sites: number): LimitsCase[] => [
    ...(api === "OneAPI" ? [{ api, groups: sites, keys: 0 }] : []),
    { api, groups: sites, keys: sites },
    ...(api === "OneAPI" ? [{ api, groups: sites, keys: sites, parallel: 2 * sites }] : []),
];

const WRITES_PER_WINDOW = 10;
const WINDOW_SECS = 10;

const PROGRAM = `
const zpa = require("pulumi-zpa-connectors");
const { groups, keys, description, maxUsage } = require("./groups.json");
for (let i = 0; i < groups; i++) {
    const site = { name: "Site " + i, location: "x", latitude: 1, longitude: 1, description };
    const { id } = new zpa.AppConnectorGroup("group-" + i, site);
    if (i < keys) new zpa.ProvisioningKey("key-" + i, { name: "Key " + i, appConnectorGroupId: id, maxUsage });
}
`;

/** Measures every operation on groups and keys with the real engine, with the rate limits enforced. */
export async function measureLimits(limitsCase: LimitsCase): Promise<LimitsRow[]> {
    const { api, groups, keys, parallel } = limitsCase;
    const tenant = { ...DEFAULT_TENANT, maxGroups: 1_000, maxProvisioningKeys: 1_000 };
    const emulator = await startEmulator({ tenants: [tenant], window: "sliding" });
    const config = api === "OneAPI" ? { "zpa:vanityDomain": "emulator" } : {};
    const stack = new Stack(emulator, { config, program: PROGRAM });
    const flags = parallel === undefined ? [] : ["--parallel", String(parallel)];
    const rows: LimitsRow[] = [];
    const measure = async (operation: string, run: (...flags: string[]) => Promise<Outcome>) => {
        // Each operation begins with an empty window.
        await sleep(WINDOW_SECS * 1000 + 500);
        emulator.clearRequests();
        const memory = watchPlugin();
        const started = performance.now();
        const { code, output } = await run(...flags);
        const seconds = (performance.now() - started) / 1000;
        if (code !== 0) throw new Error(output);
        const calls = callsIn(emulator.requests());
        const reads = calls.filter((call) => call.startsWith("GET")).length;
        const sent = emulator
            .requests()
            .filter(({ method, path }) => method !== "GET" && path.includes("/mgmtconfig/"));
        const times = sent.map(({ time }) => Date.parse(time)).sort((a, b) => a - b);
        const writeSeconds = times.length > 1 ? (times.at(-1)! - times[0]!) / 1000 : undefined;
        const leastSeconds = leastFor(api, sent);
        rows.push({
            ...limitsCase,
            operation,
            reads,
            writes: sent.length,
            refused429: calls.filter((call) => call.endsWith("429")).length,
            seconds,
            leastSeconds,
            writeSeconds,
            ratio: leastSeconds > 0 && writeSeconds !== undefined ? writeSeconds / leastSeconds : undefined,
            peakPluginMb: memory(),
        });
    };
    const program = (change: object) => stack.program({ groups, keys, ...change } as never);
    try {
        program({ description: "first", maxUsage: 1 });
        await measure("preview of creates", stack.preview);
        await measure("create", stack.up);
        await measure("preview, nothing to change", (...more) => stack.preview("--expect-no-changes", ...more));
        await measure("refresh", stack.refresh);
        program({ description: "changed", maxUsage: 2 });
        await measure("update", stack.up);
        await measure("destroy", stack.destroy);
    } finally {
        stack.remove();
        await emulator.close();
    }
    return rows;
}

/** The legacy API counts all writes together, OneAPI those of each path. */
function leastFor(api: LimitsRow["api"], writes: readonly RequestRecord[]): number {
    const counts = new Map<string, number>();
    for (const { path } of writes) {
        const key = api === "legacy" ? "" : path.split("?")[0]!.replace(/\/\d+/g, "/:id");
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const most = Math.max(1, ...counts.values());
    return (Math.ceil(most / WRITES_PER_WINDOW) - 1) * WINDOW_SECS;
}

/** The largest resident size of a dynamic-provider process while it is watched; Linux only. */
function watchPlugin(): () => number | undefined {
    let peakKb = 0;
    const look = () => {
        for (const pid of pids()) {
            try {
                if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("dynamic-provider")) continue;
                const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
                peakKb = Math.max(peakKb, Number(peak ?? 0));
            } catch {
                // The process ended between the two looks.
            }
        }
    };
    const timer = setInterval(look, 200);
    return () => {
        clearInterval(timer);
        return peakKb > 0 ? peakKb / 1024 : undefined;
    };
}

function pids(): string[] {
    try {
        return readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    } catch {
        return [];
    }
}
