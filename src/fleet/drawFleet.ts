import { renameSync, rmSync, writeFileSync } from "node:fs";
import { jsonText, printable, shown } from "../model/outsideText";
import { settingsOf } from "../tenants/stackSettings";
import { fleetData } from "./data";
import { findingsOf, isAtLeast } from "./findings/findings";
import { SEVERITIES, type Severity } from "./findings/rules";
import type { Fleet } from "./model";
import { fleetPage } from "./page/page";
import { plural } from "./page/words";
import { readFleet } from "./tenants";

export interface DrawOptions {
    /** The path of the page. */
    readonly out: string;
    /** The path of the JSON file. Default: none. */
    readonly json?: string;
    /** The lowest severity that fails the check. Default: no check. */
    readonly check?: Severity;
    /** The labels of the tenants. Default: all configured tenants. */
    readonly tenant?: readonly string[];
    /** The stack with the settings. Default: only environment variables. */
    readonly stack?: string;
}

/**
 * Reads the fleet, writes the page and prints a summary.
 *
 * @returns whether everything could be read and the check did not fail
 * @throws Error if no tenant could be read; then nothing is written
 */
export async function drawFleet({ out, json, check, tenant, stack }: DrawOptions): Promise<boolean> {
    const report = withoutRepeats((message) => console.error(printable(message)));
    const fleet = await readFleet({ source: settingsOf(stack), labels: tenant, now: () => new Date(), report });
    const problems = fleet.tenants.flatMap(({ label, problems }) => problems.map((problem) => `${label}: ${problem}`));
    if (fleet.tenants.every(({ groups, problems }) => groups.length === 0 && problems.length > 0))
        throw new Error(`No tenant could be read.\n${problems.join("\n")}`);
    const [page, data] = [fleetPage(fleet), `${jsonText(fleetData(fleet), 4)}\n`];
    write("--out", out, page);
    if (json !== undefined) write("--json", json, data);
    for (const problem of problems) console.error(printable(problem));
    return summarize(fleet, out, check) && problems.length === 0;
}

/** Prints each message once, because tenants that wait for the same limit have the same message. */
function withoutRepeats(report: (message: string) => void): (message: string) => void {
    let last: string | undefined;
    return (message) => {
        if (message !== last) report(message);
        last = message;
    };
}

/** Replaces a file atomically. */
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

const MAX_DETAIL = 2_000;

/** Prints the totals and the findings that fail the check. Returns whether there are none. */
function summarize(fleet: Fleet, out: string, check: Severity | undefined): boolean {
    const findings = findingsOf(fleet);
    const counts = [...SEVERITIES]
        .reverse()
        .map((severity) => `${severity}: ${findings.filter(({ rule }) => rule.severity === severity).length}`);
    const groups = plural(fleet.tenants.flatMap((tenant) => tenant.groups).length, "group");
    const tenants = plural(fleet.tenants.length, "tenant");
    console.log(`${out}: ${groups} of ${tenants}. Findings: ${counts.join(", ")}.`);
    const failing = check ? findings.filter(({ rule }) => isAtLeast(rule.severity, check)) : [];
    for (const { rule, tenant, groups, detail } of failing) {
        const names = groups.map(({ name }) => shown(name)).join(", ");
        console.log(printable(`${rule.severity} ${rule.id}: ${tenant.label}: ${names}: ${shown(detail, MAX_DETAIL)}`));
    }
    return failing.length === 0;
}
