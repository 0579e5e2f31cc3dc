import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { ensurePulumi } from "../scripts/pulumi-cli/ensure";
import { measureEmulator, median } from "./emulator";
import { measureOperations, type Row } from "./operations";
import { measureTenants, type TenantsRow } from "./tenants";

const SIZES = (process.env.BENCH_GROUPS ?? "1,10,100,500").split(",").map(Number);
const [TENANTS, SITES] = [50, 20];

async function main(): Promise<void> {
    process.env.PULUMI_TEST_BIN = (await ensurePulumi()).bin;
    const emulator = await measureEmulator();
    console.log(
        `emulator: start ${emulator.startMs.toFixed(0)} ms, a page of 500 groups ${emulator.pageOf500Ms.toFixed(1)} ms, ${emulator.requestsPerSecond.toFixed(0)} requests/s`,
    );
    const pluginStartMs = measureLoad();
    console.log(`loading the provider in a fresh process: ${pluginStartMs.toFixed(0)} ms more than an empty one`);

    const rows: Row[] = [];
    for (const door of ["oneapi", "legacy"] as const) {
        for (const groups of SIZES) {
            const measured = await measureOperations(door, groups);
            rows.push(...measured);
            console.log(measured.map(line).join("\n"));
        }
    }
    const tenants = await measureTenants(TENANTS, SITES);
    console.log(tenants.map(tenantsLine).join("\n"));

    const folder = join(__dirname, "results");
    mkdirSync(folder, { recursive: true });
    const machine = {
        cpu: cpus()[0]?.model,
        cores: cpus().length,
        node: process.version,
        date: new Date().toISOString(),
    };
    writeFileSync(
        join(folder, "latest.json"),
        JSON.stringify({ machine, emulator, pluginStartMs, rows, tenants }, null, 2),
    );
    writeFileSync(
        join(folder, "latest.md"),
        `${[HEAD, ...rows.map(line)].join("\n")}\n\n${[TENANTS_HEAD, ...tenants.map(tenantsLine)].join("\n")}\n`,
    );
}

const HEAD =
    "| door | groups | operation | reads | writes | 429 | seconds | of these writing | least | ratio | state bytes a group | plugin MB |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |";
const show = (value: number | undefined, digits = 0) => (value === undefined ? "–" : value.toFixed(digits));
const line = (r: Row) =>
    `| ${[r.door, r.groups, r.operation, r.reads, r.writes, r.refused429, show(r.seconds, 1), show(r.writeSeconds, 1), show(r.leastSeconds), show(r.ratio, 3), show(r.stateBytesPerGroup), show(r.peakPluginMb)].join(" | ")} |`;
const TENANTS_HEAD = "| operation | sign-ins | reads | writes | 429 | seconds |\n| --- | --- | --- | --- | --- | --- |";
const tenantsLine = (r: TenantsRow) =>
    `| ${[r.operation, r.signIns, r.reads, r.writes, r.refused429, show(r.seconds, 1)].join(" | ")} |`;

/** Median of nine starts each, with and without the provider's module. */
function measureLoad(): number {
    const root = join(__dirname, "..");
    const run = (script: string) => {
        const started = performance.now();
        execFileSync(process.execPath, ["-e", script], { cwd: root });
        return performance.now() - started;
    };
    const times = (script: string) => median(Array.from({ length: 9 }, () => run(script)));
    return times('require("pulumi-zpa-connectors/provider").check({}, {}).catch(() => {})') - times("0");
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
});
