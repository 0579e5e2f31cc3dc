import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_TENANT, startEmulator } from "../src/emulator";
import { callsIn } from "../test/support/calls";
import { type Outcome, Stack } from "../test/support/engine/stack";
import { sites } from "./stacks";

export interface LimitsRow {
    api: "legacy" | "OneAPI";
    groups: number;
    operation: string;
    reads: number;
    writes: number;
    refused429: number;
    seconds: number;
    /** From the first write to the last, as they arrived. */
    writeSeconds: number | undefined;
    /** The least time that the limit allows for the writes, and the ratio of `writeSeconds` to it. */
    leastSeconds: number;
    ratio: number | undefined;
    /** The largest resident size of the plugin process. */
    peakPluginMb: number | undefined;
}

const WRITES_PER_WINDOW = 10;
const WINDOW_SECS = 10;

/** Measures every operation on this many groups with the real engine, with the rate limits enforced. */
export async function measureLimits(api: LimitsRow["api"], groups: number): Promise<LimitsRow[]> {
    const emulator = await startEmulator({ tenants: [{ ...DEFAULT_TENANT, maxGroups: 1_000 }], window: "sliding" });
    const stack = new Stack(emulator, { config: api === "OneAPI" ? { "zpa:vanityDomain": "emulator" } : {} });
    const rows: LimitsRow[] = [];
    const measure = async (operation: string, run: () => Promise<Outcome>) => {
        // Each operation begins with an empty window.
        if (api === "legacy" && groups > 1) await sleep(WINDOW_SECS * 1000 + 500);
        emulator.clearRequests();
        const memory = watchPlugin();
        const started = performance.now();
        const { code, output } = await run();
        const seconds = (performance.now() - started) / 1000;
        if (code !== 0) throw new Error(output);
        const calls = callsIn(emulator.requests());
        const reads = calls.filter((call) => call.startsWith("GET")).length;
        const writes = calls.length - reads;
        const leastSeconds = api === "legacy" ? (Math.ceil(writes / WRITES_PER_WINDOW) - 1) * WINDOW_SECS : 0;
        const sent = emulator
            .requests()
            .filter(({ method, path }) => method !== "GET" && path.includes("/mgmtconfig/"));
        const times = sent.map(({ time }) => Date.parse(time)).sort((a, b) => a - b);
        const writeSeconds = times.length > 1 ? (times.at(-1)! - times[0]!) / 1000 : undefined;
        rows.push({
            api,
            groups,
            operation,
            reads,
            writes,
            refused429: calls.filter((call) => call.endsWith("429")).length,
            seconds,
            leastSeconds: Math.max(0, leastSeconds),
            writeSeconds,
            ratio: leastSeconds > 0 && writeSeconds !== undefined ? writeSeconds / leastSeconds : undefined,
            peakPluginMb: memory(),
        });
    };
    try {
        stack.program(sites(groups));
        await measure("preview of creates", () => stack.preview());
        await measure("create", () => stack.up());
        await measure("preview, nothing to change", () => stack.preview("--expect-no-changes"));
        await measure("refresh", () => stack.refresh());
        stack.program(sites(groups, { description: "changed" }));
        await measure("update", () => stack.up());
        await measure("destroy", () => stack.destroy());
    } finally {
        stack.remove();
        await emulator.close();
    }
    return rows;
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
