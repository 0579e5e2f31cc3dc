import { renameSync, rmSync, writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { Severity } from "../fleet/findings/rules";
import type { Fleet } from "../fleet/model";

interface Flags {
    readonly out: string;
    readonly json?: string;
    readonly check?: Severity;
    readonly tenant?: string[];
    readonly allTenants?: boolean;
    readonly stack?: string;
}

export const fleetCommand = () =>
    new Command("fleet")
        .description("Draw every App Connector group of every configured tenant on one page")
        .option("--out <file>", "the page", "fleet.html")
        .option("--json <file>", "write the same as data")
        .addOption(
            new Option("--check <severity>", "exit with 1 on findings of this severity or worse").choices([
                "info",
                "warning",
                "error",
            ]),
        )
        .option("--tenant <label>", "read this tenant only (repeatable)", (label, labels: string[] = []) => [
            ...labels,
            label,
        ])
        .addOption(new Option("--all-tenants", "read every configured tenant (the default)").conflicts("tenant"))
        .option("--stack <name>", "take the settings from this stack's configuration (default: the environment)")
        .action(run);

async function run({ out, json, check, tenant, stack }: Flags): Promise<void> {
    // The map's outlines and what draws them are for this command only.
    const { settingsOf } = await import("../fleet/stackSettings.js");
    const { readFleet } = await import("../fleet/tenants.js");
    const { fleetPage } = await import("../fleet/page/page.js");
    const { fleetData } = await import("../fleet/data.js");
    const report = (message: string) => console.error(message);
    const fleet = await readFleet({ source: settingsOf(stack), labels: tenant, now: () => new Date(), report });
    const problems = fleet.tenants.flatMap(({ label, problems }) => problems.map((problem) => `${label}: ${problem}`));
    if (problems.length > 0) process.exitCode = 1;
    if (fleet.tenants.every(({ groups, problems }) => groups.length === 0 && problems.length > 0))
        throw new Error(`No tenant could be read.\n${problems.join("\n")}`);
    const files: [option: string, file: string, text: string][] = [["--out", out, fleetPage(fleet)]];
    if (json !== undefined) files.push(["--json", json, `${JSON.stringify(fleetData(fleet), undefined, 4)}\n`]);
    for (const [option, file, text] of files) write(option, file, text);
    for (const problem of problems) console.error(problem);
    await summarize(fleet, out, check);
}

/** Whoever opens the file meanwhile sees the old one or the new one, never half of it. */
function write(option: string, file: string, text: string): void {
    const draft = `${file}.${process.pid}.tmp`;
    try {
        writeFileSync(draft, text);
        renameSync(draft, file);
    } catch (error) {
        rmSync(draft, { force: true });
        throw new Error(`${option} ${file} cannot be written: ${(error as Error).message}`);
    }
}

async function summarize(fleet: Fleet, out: string, check: Severity | undefined): Promise<void> {
    const { findingsOf, isAtLeast } = await import("../fleet/findings/findings.js");
    const { plural } = await import("../fleet/page/words.js");
    const { SEVERITIES } = await import("../fleet/findings/rules.js");
    const findings = findingsOf(fleet);
    const counts = [...SEVERITIES]
        .reverse()
        .map((severity) => `${severity}: ${findings.filter(({ rule }) => rule.severity === severity).length}`);
    const groups = plural(fleet.tenants.flatMap((tenant) => tenant.groups).length, "group");
    const tenants = plural(fleet.tenants.length, "tenant");
    console.log(`${out}: ${groups} of ${tenants}. Findings: ${counts.join(", ")}.`);
    const failing = check ? findings.filter(({ rule }) => isAtLeast(rule.severity, check)) : [];
    if (failing.length > 0) process.exitCode = 1;
    for (const { rule, tenant, groups, detail } of failing)
        console.log(
            `${rule.severity} ${rule.id}: ${tenant.label}: ${groups.map(({ name }) => name).join(", ")}: ${detail}`,
        );
}
