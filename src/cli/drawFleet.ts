import { existsSync, readFileSync } from "node:fs";
import { type AcceptedFinding, acceptanceOf, acceptedText, judge, parseAccepted } from "../fleet/accepted";
import { fleetData } from "../fleet/data";
import { type Finding, findingsOf, isAtLeast, openOf } from "../fleet/findings/findings";
import { SEVERITIES, type Severity } from "../fleet/findings/rules";
import { fleetOf } from "../fleet/fleetOf";
import { fleetReaders } from "../fleet/kinds";
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
    /** The path of the file with accepted findings. Default: none. */
    readonly accept?: string;
    /** Accepts what fails the check, for this reason. */
    readonly acceptNew?: string;
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
export async function drawFleet({ out, json, check, accept, acceptNew, tenant, stack }: DrawOptions): Promise<number> {
    if (out === STDOUT && json === STDOUT) throw new Error("Only one of --out and --json can be standard output (-).");
    if (acceptNew !== undefined && (accept === undefined || check === undefined))
        throw new Error("--accept-new needs --accept for the file, and --check for the severity.");
    const known = accept === undefined ? [] : readAccepted(accept, acceptNew !== undefined);
    const fleet = await readFleet(settingsOf(stack), tenant);
    const today = fleet.readAt.slice(0, 10);
    const found = judge(findingsOf(fleet), known, fleet, today);
    const added = acceptNew === undefined ? [] : failing(found.findings, check);
    const accepted = [...known, ...added.map((finding) => acceptanceOf(finding, today, acceptNew!))];
    const { findings, gone } = added.length === 0 ? found : judge(findingsOf(fleet), accepted, fleet, today);

    const files = [{ option: "--out", path: out, text: fleetPage(fleet, findings) }];
    const data = `${jsonText(fleetData(fleet, findings, gone), 4)}\n`;
    if (json !== undefined) files.push({ option: "--json", path: json, text: data });
    if (added.length > 0) files.push({ option: "--accept", path: accept!, text: acceptedText(accepted) });
    writeFiles(files);

    for (const problem of problemsOf(fleet)) console.error(printable(problem));
    // Standard output belongs to the file.
    const print = out === STDOUT || json === STDOUT ? console.error : console.log;
    print(`${out === STDOUT ? "" : `${out}: `}${totalsOf(fleet, findings)}`);
    for (const finding of failing(findings, check)) print(printable(lineOf(finding)));
    for (const entry of gone) print(printable(`gone ${goneText(entry)}; remove it from ${accept}`));
    if (added.length > 0) print(`${accept}: accepted ${plural(added.length, "finding")}.`);
    if (fleet.tenants.some((read) => extentOf(read) !== "complete")) return EXIT.unreadable;
    return failing(findings, check).length > 0 ? EXIT.findings : 0;
}

/** The accepted findings of a file. A file that is to be made may be missing. */
function readAccepted(file: string, mayBeMissing: boolean): AcceptedFinding[] {
    if (mayBeMissing && !existsSync(file)) return [];
    try {
        return parseAccepted(readFileSync(file, "utf8"));
    } catch (error) {
        throw new Error(`--accept ${file} cannot be read: ${(error as Error).message}`);
    }
}

async function readFleet(source: ReturnType<typeof settingsOf>, names: readonly string[] | undefined): Promise<Fleet> {
    const labels = names ? chosenTenants(names, source) : allTenants(source);
    const { report, tenants: progress } = progressOn(process.stderr);
    const now = new Date();
    const kinds = fleetReaders(now);
    const read = await readTenants({ source, labels, kinds: Object.values(kinds), report, progress });
    const fleet = fleetOf(read, kinds, now);
    if (fleet.tenants.some((read) => extentOf(read) !== "none")) return fleet;
    throw new CommandError(["No tenant could be read.", ...problemsOf(fleet)].join("\n"), EXIT.unreadable);
}

const problemsOf = ({ tenants }: Fleet) =>
    tenants.flatMap(({ label, problems }) => problems.map((problem) => `${label}: ${problem}`));

const failing = (findings: readonly Finding[], check: Severity | undefined) =>
    check ? openOf(findings).filter(({ rule }) => isAtLeast(rule.severity, check)) : [];

function totalsOf(fleet: Fleet, findings: readonly Finding[]): string {
    const open = openOf(findings);
    const counts = [...SEVERITIES]
        .reverse()
        .map((severity) => `${severity}: ${open.filter(({ rule }) => rule.severity === severity).length}`);
    if (open.length < findings.length) counts.push(`accepted: ${findings.length - open.length}`);
    const groups = plural(fleet.tenants.flatMap((tenant) => tenant.groups).length, "group");
    return `${groups}, ${coverageText(fleet)}. Findings: ${counts.join(", ")}.`;
}

const MAX_DETAIL = 2_000;

const namesOf = (groups: AcceptedFinding["groups"]) => groups.map(({ id, name }) => shown(name ?? id)).join(", ");

const lineOf = ({ rule, tenant, groups, detail }: Finding) =>
    `${rule.severity} ${rule.id}: ${tenant.label}: ${namesOf([...groups])}: ${shown(detail, MAX_DETAIL)}`;

const goneText = ({ rule, tenant, groups, since }: AcceptedFinding) =>
    `${rule}: ${tenant}: ${namesOf(groups)}: accepted since ${since}, not found any more`;
