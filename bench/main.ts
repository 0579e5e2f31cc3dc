import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensurePulumi } from "../scripts/pulumi-cli/ensure";
import { measureEmulator, median } from "./emulator";
import { type FloorRow, measureAgainstFloor, OPERATIONS, type Operation } from "./floor";
import { measureOperations, type Row } from "./operations";
import { measurePlugin, type PluginRow } from "./plugin";
import { measureTenants, type TenantsRow } from "./tenants";

const PARTS = ["floor", "plugin", "limits", "tenants", "emulator"];
const { values: flags } = parseArgs({
    options: {
        parts: { type: "string", default: PARTS.join(",") },
        groups: { type: "string", default: "1,100,500" },
        latency: { type: "string", default: "0,150" },
        runs: { type: "string", default: "5" },
        operations: { type: "string", default: OPERATIONS.join(",") },
    },
});
const listOf = (flag: keyof typeof flags) => flags[flag].split(",");
const SIZES = listOf("groups").map(Number);
const [TENANTS, SITES] = [50, 20];

const results: Record<string, unknown> = {
    machine: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version, date: new Date().toISOString() },
};
const text: string[] = [];
const say = (...lines: string[]) => {
    console.log(lines.join("\n"));
    text.push(...lines);
};

const MEASURE: Record<string, () => Promise<unknown>> = {
    async floor() {
        say("", FLOOR_HEAD);
        const rows: FloorRow[] = [];
        for (const latencyMs of listOf("latency").map(Number)) {
            for (const groups of SIZES) {
                const operations = listOf("operations") as Operation[];
                const measured = await measureAgainstFloor({ groups, latencyMs, runs: Number(flags.runs), operations });
                rows.push(...measured);
                say(...measured.map(floorLine));
            }
        }
        return rows;
    },
    async plugin() {
        const loadMs = measureLoad();
        say(
            "",
            `Loading the provider takes ${loadMs.toFixed(0)} ms of CPU time more than an empty Node process.`,
            "",
            PLUGIN_HEAD,
        );
        const rows: PluginRow[] = [];
        // The first figures are of code that Node has not compiled yet.
        for (const tenants of [1, 50])
            for (const groups of [1, 100, 500, 5_000]) rows.push(await measurePlugin(groups, tenants));
        say(...rows.map(pluginLine));
        return { loadMs, rows };
    },
    async limits() {
        say("", HEAD);
        const rows: Row[] = [];
        for (const door of ["oneapi", "legacy"] as const) {
            for (const groups of SIZES) {
                const measured = await measureOperations(door, groups);
                rows.push(...measured);
                say(...measured.map(line));
            }
        }
        return rows;
    },
    async tenants() {
        const rows = await measureTenants(TENANTS, SITES);
        say("", TENANTS_HEAD, ...rows.map(tenantsLine));
        return rows;
    },
    async emulator() {
        const figures = await measureEmulator();
        const { startMs, pageOf500Ms, requestsPerSecond } = figures;
        say(
            "",
            `The emulator: ready ${startMs.toFixed(0)} ms after its start, a page of 500 groups in ${pageOf500Ms.toFixed(1)} ms, ${requestsPerSecond.toFixed(0)} requests a second.`,
        );
        return figures;
    },
};

async function main(): Promise<void> {
    process.env.PULUMI_TEST_BIN = (await ensurePulumi()).bin;
    for (const part of listOf("parts")) {
        const measure = MEASURE[part];
        if (!measure) throw new Error(`There is no part ${part}; the parts are ${PARTS.join(", ")}.`);
        results[part] = await measure();
    }
    const folder = join(__dirname, "results");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "latest.json"), JSON.stringify(results, null, 2));
    writeFileSync(join(folder, "latest.md"), `${text.join("\n").trim()}\n`);
}

const FLOOR_HEAD =
    "| latency ms | groups | operation | runs | seconds | CPU seconds | ratio | CPU ratio |\n| --- | --- | --- | --- | --- | --- | --- | --- |";
const floorLine = (r: FloorRow) =>
    `| ${[r.latencyMs, r.groups, r.operation, r.runs, show(r.seconds, 1), show(r.cpuSeconds, 2), show(r.ratio, 2), show(r.cpuRatio, 2)].join(" | ")} |`;
const PLUGIN_HEAD = "| groups | tenants | check, ms a group | diff, ms a group |\n| --- | --- | --- | --- |";
const pluginLine = (r: PluginRow) => `| ${[r.groups, r.tenants, show(r.checkMs, 3), show(r.diffMs, 3)].join(" | ")} |`;
const HEAD =
    "| door | groups | operation | reads | writes | 429 | seconds | of these writing | least | ratio | state bytes a group | plugin MB |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";
const show = (value: number | undefined, digits = 0) => (value === undefined ? "–" : value.toFixed(digits));
const line = (r: Row) =>
    `| ${[r.door, r.groups, r.operation, r.reads, r.writes, r.refused429, show(r.seconds, 1), show(r.writeSeconds, 1), show(r.leastSeconds), show(r.ratio, 3), show(r.stateBytesPerGroup), show(r.peakPluginMb)].join(" | ")} |`;
const TENANTS_HEAD = "| operation | sign-ins | reads | writes | 429 | seconds |\n| --- | --- | --- | --- | --- | --- |";
const tenantsLine = (r: TenantsRow) =>
    `| ${[r.operation, r.signIns, r.reads, r.writes, r.refused429, show(r.seconds, 1)].join(" | ")} |`;

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
