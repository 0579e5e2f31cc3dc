import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const OPERATIONS = ["preview", "up"] as const;

const Change = z.object({
    op: z.string(),
    resource: z.string(),
    type: z.string(),
    properties: z.record(z.string(), z.object({ old: z.unknown().optional(), new: z.unknown().optional() })),
});

const Outcome = z.strictObject({
    tenant: z.string(),
    /** `pending`: the run ended before this tenant was started. */
    result: z.enum(["succeeded", "failed", "timed-out", "pending"]),
    /** The number of resources by operation (`create`, `update`, …), without unchanged ones. */
    changes: z.record(z.string(), z.number()),
    /** Each change with its properties before and after. Secrets are hidden. */
    resources: z.array(Change).default([]),
    seconds: z.number(),
    errors: z.array(z.string()),
    warnings: z.array(z.string()).default([]),
    notices: z.array(z.string()).default([]),
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

/** The outcomes of all reports in a folder and below, such as the artifacts of one job per tenant. */
export function readReports(folder: string): Outcome[] {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
    return files.sort().flatMap((file) => readReport(join(folder, file))!.tenants);
}

/** Replaces a file atomically, so that a killed run leaves a complete one. */
export function write(file: string, text: string): void {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
}

export function pending(tenant: string): Outcome {
    const nothing = { changes: {}, resources: [], seconds: 0, errors: [], warnings: [], notices: [] };
    return { tenant, result: "pending", ...nothing };
}
