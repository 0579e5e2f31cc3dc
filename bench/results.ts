import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { EmulatorFigures } from "./emulator";
import type { FloorRow } from "./floor";
import type { LimitsRow } from "./limits";
import type { PluginRow } from "./plugin";
import type { TenantsRow } from "./tenants";

/** When and on what a part was measured. */
export interface RunInfo {
    date: string;
    cpu: string;
    cores: number;
    node: string;
    cli: string;
    sdk: string;
    minutes?: number;
    /** The machine's load average over a minute when the part began. */
    load?: number;
}

export interface PartResults {
    floor: FloorRow[];
    plugin: { loadMs: number; rows: PluginRow[] };
    emulator: EmulatorFigures;
    limits: LimitsRow[];
    tenants: TenantsRow[];
}
export type Part = keyof PartResults;
export type Results = { [P in Part]?: { run: RunInfo; result: PartResults[P] } };

/** The committed results that `docs/benchmark.md` shows. */
export const MEASURED = join(__dirname, "measured.json");

export const readResults = (file: string): Results => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});

/** Four digits after the point are more than any figure here is good for. */
export function writeResults(file: string, results: Results): void {
    const rounded = (_key: string, value: unknown) => (typeof value === "number" ? Number(value.toFixed(4)) : value);
    writeFileSync(file, `${JSON.stringify(results, rounded, 4)}\n`);
}

/** Measures a part, with when and where. */
export async function timed<T>(pulumiBin: string, measure: () => Promise<T>): Promise<{ run: RunInfo; result: T }> {
    const sdk: { version: string } = require("@pulumi/pulumi/package.json");
    const [date, begun, load] = [new Date().toISOString(), performance.now(), loadavg()[0]!];
    const result = await measure();
    return {
        run: {
            ...{ date, load, node: process.version, sdk: sdk.version },
            cpu: cpus()[0]?.model ?? "unknown",
            cores: cpus().length,
            cli: execFileSync(join(pulumiBin, "pulumi"), ["version"], { encoding: "utf8" }).trim(),
            minutes: (performance.now() - begun) / 60_000,
        },
        result,
    };
}
