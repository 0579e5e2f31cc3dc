import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

export const OPERATIONS = ["preview", "up"] as const;

const Outcome = z.strictObject({
    tenant: z.string(),
    /** `pending`: the run ended before this tenant was started. */
    result: z.enum(["succeeded", "failed", "timed-out", "pending"]),
    /** The number of resources by operation (`create`, `update`, …), without unchanged ones. */
    changes: z.record(z.string(), z.number()),
    seconds: z.number(),
    errors: z.array(z.string()),
});
export type Outcome = z.output<typeof Outcome>;

/** The report of a run. Fields may be added to version 1; none is renamed or removed. */
export const Report = z.object({
    version: z.literal(1),
    operation: z.enum(OPERATIONS),
    startedAt: z.iso.datetime(),
    /** Absent during the run, and after a run that was killed. */
    finishedAt: z.iso.datetime().optional(),
    tenants: z.array(Outcome),
});
export type Report = z.output<typeof Report>;

export function readReport(file: string): Report | undefined {
    return existsSync(file) ? Report.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

/** Replaces the file atomically, so that a killed run leaves a complete report. */
export function writeReport(file: string, report: Report): void {
    writeFileSync(`${file}.new`, `${JSON.stringify(report, undefined, 4)}\n`);
    renameSync(`${file}.new`, file);
}

/** A summary of the report as text. */
export function summaryOf({ tenants }: Report): string {
    const rows = tenants.map(({ tenant, changes, result, seconds }) => {
        const counts = Object.entries(changes).map(([op, count]) => `${count} ${op}`);
        return [tenant, result, `${seconds.toFixed(1)} s`, counts.join(", ") || "no changes"];
    });
    const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
    const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
    const errors = tenants.flatMap(({ tenant, errors }) => errors.map((error) => `\n${tenant}: ${error}`));
    return [...lines, ...errors].join("\n");
}
