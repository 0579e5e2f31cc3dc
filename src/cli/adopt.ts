import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import type { Adoption, LeftOut } from "../adopt/adopt";
import { jsonText, printable, quoted, shown } from "../model/outsideText";
import { describeUnreadable } from "../model/unreadable";
import { plural } from "../model/words";
import type { SettingSource } from "../tenants/namedTenants";
import type { ReadTenant, UnreadTenant } from "../tenants/readAll";
import { CommandError, EXIT } from "./exit";

interface Flags {
    readonly out: string;
    readonly tenant?: string[];
    readonly allTenants?: boolean;
    readonly stack?: string;
    readonly fromExport?: string;
    readonly force?: boolean;
    readonly json?: boolean;
}

const PROGRAM = "index.ts";
const IMPORTS = "import.json";

export const adoptCommand = () =>
    new Command("adopt")
        .description("Generate a Pulumi program for the objects of a tenant, and a file to import them")
        .option("--out <dir>", "where to write index.ts and import.json", ".")
        .option("--tenant <label>", "adopt this tenant (repeatable)", (label, labels: string[] = []) => [
            ...labels,
            label,
        ])
        .addOption(new Option("--all-tenants", "adopt every configured tenant").conflicts("tenant"))
        .option("--stack <name>", "use the configuration of this stack (default: environment variables)")
        .option("--from-export <file>", "adopt only the objects in this `pulumi stack export` of another stack")
        .option("--force", "replace existing files")
        .option("--json", "print as JSON what would be written, and write nothing")
        .action(run);

async function run(flags: Flags): Promise<void> {
    const { out, stack, fromExport, force = false, json = false } = flags;
    if (out === "-") throw new Error("--out must be a folder. --json prints on standard output.");
    // The client is loaded only by commands that call the service.
    const { settingsOf } = await import("../tenants/stackSettings.js");
    const { checkFolder, createFolder, writeFiles } = await import("./writeFiles.js");
    const { readTenants } = await import("../tenants/readAll.js");
    const { describeTenant } = await import("../tenants/selection.js");
    const { readExport } = await import("../adopt/export.js");
    const { adopt } = await import("../adopt/adopt.js");
    const { KINDS } = await import("../adopt/kinds.js");
    const { programText } = await import("../adopt/program.js");
    const { importFile } = await import("../adopt/importFile.js");
    const { progressOn } = await import("./progress.js");
    if (!json) checkFolder("--out", out, [PROGRAM, IMPORTS], force);
    const selected = fromExport === undefined ? undefined : readExport(textOf(fromExport));
    const source = settingsOf(stack);
    const labels = await labelsOf(flags, source);
    const { report, tenants: progress } = progressOn(process.stderr);
    const kinds = KINDS.map(({ read }) => read);
    const read = await readTenants({ source, labels, kinds, report, progress });
    // A program for a part of a tenant would look complete.
    const failures = read.flatMap((tenant) => failureOf(tenant) ?? []);
    const complete = read.filter((tenant) => "microtenants" in tenant).filter((tenant) => !failureOf(tenant));
    const adoption = adopt(complete, selected);
    const problems = failures.map(({ label, why }) => `The ${describeTenant(label)} was not adopted: ${why}`);
    const lines = adoption.leftOut.map((left) => describe(left, describeTenant));
    if (adoption.resources.length === 0) {
        const why = [...problems, ...lines];
        throw new CommandError(
            ["There is nothing to adopt, so nothing was written.", ...why].join("\n"),
            problems.length > 0 ? EXIT.unreadable : EXIT.findings,
        );
    }
    if (problems.length > 0) process.exitCode = EXIT.unreadable;
    const files = {
        [PROGRAM]: programText(adoption.resources),
        [IMPORTS]: importFile(adoption.resources),
    };
    if (json) {
        const { leftOut } = adoption;
        console.log(jsonText({ files, leftOut, problems }, 2));
        return;
    }
    createFolder("--out", out);
    writeFiles(Object.entries(files).map(([file, text]) => ({ option: "--out", path: join(out, file), text })));
    for (const problem of problems) console.error(printable(problem));
    console.log(printable([summary(adoption), ...leftOutLines(lines), ...nextSteps(out, stack)].join("\n")));
}

async function labelsOf({ tenant, allTenants: all }: Flags, source: SettingSource): Promise<(string | undefined)[]> {
    const { configuredLabels } = await import("../tenants/configured.js");
    const { allTenants, chosenTenants } = await import("../tenants/selection.js");
    if (tenant) return chosenTenants(tenant, source);
    if (all) return allTenants(source);
    const configured = configuredLabels(source);
    const named = configured.filter((label) => label !== undefined);
    if (named.length === 0 || configured.includes(undefined)) return chosenTenants([undefined], source);
    throw new Error(
        `The default tenant is not configured. Choose with --tenant <label> or --all-tenants; there are ${named.join(", ")}.`,
    );
}

function failureOf(tenant: ReadTenant | UnreadTenant): { label: string | undefined; why: string } | undefined {
    const { label } = tenant;
    if ("problem" in tenant) return { label, why: tenant.problem };
    const [unreadable] = tenant.unreadable;
    const why = unreadable
        ? `its microtenant ${describeUnreadable(unreadable)}.`
        : tenant.microtenants.flatMap(({ listings }) => listings).find(({ problem }) => problem !== undefined)?.problem;
    return why === undefined ? undefined : { label, why };
}

function textOf(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new Error(`--from-export ${file} cannot be read: ${(error as Error).message}`);
    }
}

const describe = ({ tenant, noun, name, id, reason }: LeftOut, describeTenant: (label?: string) => string) =>
    `  ${describeTenant(tenant)}: ${noun} ${quoted(name ?? "")} (id ${shown(id ?? "unknown")}): ${reason}`;

const leftOutLines = (lines: readonly string[]) => (lines.length === 0 ? [] : ["Left out:", ...lines]);

function summary({ resources }: Adoption): string {
    const nouns = resources.map(({ object }) => object.kind.model.noun);
    const counts = [...new Set(nouns)].map((noun) => plural(nouns.filter((other) => other === noun).length, noun));
    return `Wrote ${PROGRAM} and ${IMPORTS}: ${counts.join(", ")}.`;
}

function nextSteps(out: string, stack: string | undefined): string[] {
    const where = stack === undefined ? "" : ` --stack ${stack}`;
    return [
        out === "." ? "Next:" : `Next, in ${out}:`,
        `  pulumi import --file ${IMPORTS} --generate-code=false${where}`,
        `  pulumi preview --expect-no-changes${where}`,
        `  pulumi up${where}    # ends the protection that the import has set`,
    ];
}
