import { fleetData } from "../fleet/data";
import { findingsOf, isAtLeast } from "../fleet/findings/findings";
import { SEVERITIES, type Severity } from "../fleet/findings/rules";
import { FLEET_KINDS, fleetOf } from "../fleet/fleetOf";
import { coverageText, extentOf, type Fleet } from "../fleet/model";
import { fleetPage } from "../fleet/page/page";
import { jsonText, printable, shown } from "../model/outsideText";
import { plural } from "../model/words";
import { readTenants } from "../tenants/readAll";
import { allTenants, chosenTenants } from "../tenants/selection";
import { settingsOf } from "../tenants/stackSettings";
import { CommandError, EXIT } from "./exit";
import { progressOn } from "./progress";
import { STDOUT, writeFiles } from "./writeFiles";

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
 * @returns the exit code
 * @throws CommandError if no tenant could be read; then nothing is written
 */
export async function drawFleet({ out, json, check, tenant, stack }: DrawOptions): Promise<number> {
    if (out === STDOUT && json === STDOUT) throw new Error("Only one of --out and --json can be standard output (-).");
    const fleet = await readFleet(settingsOf(stack), tenant);
    const files = [{ option: "--out", path: out, text: fleetPage(fleet) }];
    const data = `${jsonText(fleetData(fleet), 4)}\n`;
    if (json !== undefined) files.push({ option: "--json", path: json, text: data });
    writeFiles(files);
    for (const problem of problemsOf(fleet)) console.error(printable(problem));
    // Standard output belongs to the file.
    const print = out === STDOUT || json === STDOUT ? console.error : console.log;
    const failing = summarize(fleet, out, check, print);
    if (fleet.tenants.some((read) => extentOf(read) !== "complete")) return EXIT.unreadable;
    return failing > 0 ? EXIT.findings : 0;
}

async function readFleet(source: ReturnType<typeof settingsOf>, names: readonly string[] | undefined): Promise<Fleet> {
    const labels = names ? chosenTenants(names, source) : allTenants(source);
    const { report, tenants: progress } = progressOn(process.stderr);
    const fleet = fleetOf(await readTenants({ source, labels, kinds: FLEET_KINDS, report, progress }), new Date());
    if (fleet.tenants.some((read) => extentOf(read) !== "none")) return fleet;
    throw new CommandError(["No tenant could be read.", ...problemsOf(fleet)].join("\n"), EXIT.unreadable);
}

const problemsOf = ({ tenants }: Fleet) =>
    tenants.flatMap(({ label, problems }) => problems.map((problem) => `${label}: ${problem}`));

const MAX_DETAIL = 2_000;

/** Prints the totals and the findings that fail the check. Returns their number. */
function summarize(fleet: Fleet, out: string, check: Severity | undefined, print: (line: string) => void): number {
    const findings = findingsOf(fleet);
    const counts = [...SEVERITIES]
        .reverse()
        .map((severity) => `${severity}: ${findings.filter(({ rule }) => rule.severity === severity).length}`);
    const groups = plural(fleet.tenants.flatMap((tenant) => tenant.groups).length, "group");
    print(`${out === STDOUT ? "" : `${out}: `}${groups}, ${coverageText(fleet)}. Findings: ${counts.join(", ")}.`);
    const failing = check ? findings.filter(({ rule }) => isAtLeast(rule.severity, check)) : [];
    for (const { rule, tenant, groups, detail } of failing) {
        const names = groups.map(({ name }) => shown(name)).join(", ");
        print(printable(`${rule.severity} ${rule.id}: ${tenant.label}: ${names}: ${shown(detail, MAX_DETAIL)}`));
    }
    return failing.length;
}
