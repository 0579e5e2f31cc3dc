import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensurePulumi } from "../scripts/pulumi-cli/ensure";
import { measureEmulator } from "./emulator";
import { type FloorRow, measureAgainstFloor, OPERATIONS, type Operation } from "./floor";
import { type LimitsRow, limitsCases, measureLimits } from "./limits";
import { text } from "./page";
import { measurePlugin, type PluginRow } from "./plugin";
import { type Part, type PartResults, type Results, timed, writeResults } from "./results";
import { median } from "./stacks";
import { measureTenants } from "./tenants";

/** `limits` and `tenants` wait for rate limits, so a run leaves them out unless they are asked for. */
const DEFAULT_PARTS = "floor,plugin,emulator";
const { values: flags } = parseArgs({
    options: {
        parts: { type: "string", default: DEFAULT_PARTS },
        groups: { type: "string", default: "1,100,500" },
        latency: { type: "string", default: "0,150" },
        runs: { type: "string", default: "5,3,1" },
        operations: { type: "string", default: OPERATIONS.join(",") },
        api: { type: "string", default: "OneAPI,legacy" },
    },
});
const listOf = (flag: keyof typeof flags) => flags[flag].split(",");
const SIZES = listOf("groups").map(Number);
const RUNS = listOf("runs").map(Number);
const [TENANTS, SITES] = [50, 4];

const MEASURE: { readonly [P in Part]: () => Promise<PartResults[P]> } = {
    async floor() {
        const rows: FloorRow[] = [];
        const operations = listOf("operations") as Operation[];
        for (const latencyMs of listOf("latency").map(Number)) {
            for (const [i, groups] of SIZES.entries()) {
                const runs = RUNS[i] ?? RUNS.at(-1)!;
                console.error(`${groups} groups, ${latencyMs} ms of latency, runs: ${runs} …`);
                rows.push(...(await measureAgainstFloor({ groups, latencyMs, runs, operations })));
            }
        }
        return rows;
    },
    async plugin() {
        const loadMs = measureLoad();
        const rows: PluginRow[] = [];
        // The first figures are of code that Node has not compiled yet.
        for (const tenants of [1, 50])
            for (const groups of [1, 100, 500, 5_000]) rows.push(await measurePlugin(groups, tenants));
        return { loadMs, rows };
    },
    emulator: measureEmulator,
    async limits() {
        const rows: LimitsRow[] = [];
        for (const api of listOf("api") as LimitsRow["api"][])
            for (const each of SIZES.flatMap((sites) => limitsCases(api, sites)))
                rows.push(...(await measureLimits(each)));
        return rows;
    },
    tenants: () => measureTenants(TENANTS, SITES),
};

async function main(): Promise<void> {
    const { bin } = await ensurePulumi();
    process.env.PULUMI_TEST_BIN = bin;
    const parts = listOf("parts") as Part[];
    for (const part of parts)
        if (!MEASURE[part])
            throw new Error(`There is no part ${part}; the parts are ${Object.keys(MEASURE).join(", ")}.`);
    const folder = join(__dirname, "results");
    mkdirSync(folder, { recursive: true });
    const results: Results = {};
    const shown: string[] = [];
    for (const part of parts) {
        Object.assign(results, { [part]: await timed<PartResults[Part]>(bin, MEASURE[part]) });
        shown.push(text(part, results));
        console.log(`\n${shown.at(-1)}`);
        // After each part, so that an interrupted run keeps what it has measured.
        writeResults(join(folder, "latest.json"), results);
        writeFileSync(join(folder, "latest.md"), `${shown.join("\n\n")}\n`);
    }
}

/** CPU time; median of nine starts each, with and without the provider's module and a first check. */
function measureLoad(): number {
    const print = "const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)";
    const run = (script: string) =>
        Number(
            execFileSync(process.execPath, ["-e", `${script}.then(() => { ${print} })`], {
                cwd: join(__dirname, ".."),
            }),
        );
    const times = (script: string) => median(Array.from({ length: 9 }, () => run(script)));
    return (
        times('require("pulumi-zpa-connectors/provider").check({}, {}).catch(() => {})') - times("Promise.resolve()")
    );
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
