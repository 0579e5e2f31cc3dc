import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { Adoption, LeftOut } from "../adopt/adopt";
import type { FailedTenant } from "../adopt/read";
import { jsonText, printable, quoted, shown } from "../model/outsideText";
import type { SettingSource } from "../tenants/namedTenants";

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
    // The client is loaded only by commands that call the service.
    const { settingsOf } = await import("../tenants/stackSettings.js");
    const { checkFolder, writeFiles } = await import("./writeFiles.js");
    const { configuredLabels } = await import("../tenants/configured.js");
    const { readTenants, describeTenant, plural } = await import("../adopt/read.js");
    const { readExport } = await import("../adopt/export.js");
    const { adopt } = await import("../adopt/adopt.js");
    const { programText } = await import("../adopt/program.js");
    const { importFile } = await import("../adopt/importFile.js");
    if (!json) checkFolder("--out", out, [PROGRAM, IMPORTS], force);
    const selected = fromExport === undefined ? undefined : readExport(textOf(fromExport));
    const source = settingsOf(stack);
    const labels = labelsOf(flags, source, configuredLabels);
    const read = await readTenants({ source, labels, report: (message) => console.error(printable(message)) });
    const failed = read.filter((tenant) => "problem" in tenant);
    const adoption = adopt(
        read.filter((tenant) => "customerId" in tenant),
        selected,
    );
    if (failed.length > 0) process.exitCode = 1;
    const problems = failed.map((tenant) => problemOf(tenant, describeTenant));
    const lines = adoption.leftOut.map((left) => describe(left, describeTenant));
    if (adoption.resources.length === 0) {
        const why = [...problems, ...lines];
        throw new Error(["There is nothing to adopt, so nothing was written.", ...why].join("\n"));
    }
    const files = {
        [PROGRAM]: programText(adoption.resources),
        [IMPORTS]: importFile(adoption.resources),
    };
    if (json) {
        const { leftOut } = adoption;
        console.log(jsonText({ files, leftOut, problems }, 2));
        return;
    }
    writeFiles("--out", out, files);
    for (const problem of problems) console.error(printable(problem));
    console.log(printable([summary(adoption, plural), ...leftOutLines(lines), ...nextSteps(out, stack)].join("\n")));
}

function labelsOf(
    { tenant, allTenants }: Flags,
    source: SettingSource,
    configuredLabels: (source: SettingSource) => (string | undefined)[],
): (string | undefined)[] {
    if (tenant) return [...new Set(tenant)];
    const configured = configuredLabels(source);
    const named = configured.filter((label) => label !== undefined);
    if (allTenants && configured.length > 0) return configured;
    if (allTenants || named.length === 0 || configured.includes(undefined)) return [undefined];
    throw new Error(
        `The default tenant is not configured. Choose with --tenant <label> or --all-tenants; there are ${named.join(", ")}.`,
    );
}

function textOf(file: string): string {
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new Error(`--from-export ${file} cannot be read: ${(error as Error).message}`);
    }
}

type DescribeTenant = (label: string | undefined) => string;

const problemOf = ({ label, problem }: FailedTenant, describeTenant: DescribeTenant) =>
    `The ${describeTenant(label)} was not adopted: ${problem}`;

const describe = ({ tenant, noun, name, id, reason }: LeftOut, describeTenant: DescribeTenant) =>
    `  ${describeTenant(tenant)}: ${noun} ${quoted(name ?? "")} (id ${shown(id ?? "unknown")}): ${reason}`;

const leftOutLines = (lines: readonly string[]) => (lines.length === 0 ? [] : ["Left out:", ...lines]);

function summary({ resources }: Adoption, plural: (count: number, noun: string) => string): string {
    const nouns = resources.map(({ object }) => object.kind.definition.noun);
    const counts = [...new Set(nouns)].map((noun) => plural(nouns.filter((other) => other === noun).length, noun));
    return `Wrote ${PROGRAM} and ${IMPORTS}: ${counts.join(", ")}.`;
}

function nextSteps(out: string, stack: string | undefined): string[] {
    const where = stack === undefined ? "" : ` --stack ${stack}`;
    return [
        out === "." ? "Next:" : `Next, in ${out}:`,
        `  pulumi import --file ${IMPORTS} --generate-code=false${where}`,
        `  pulumi preview --expect-no-changes${where}`,
        // A refresh before the first `up` would record the values of keys in plain text.
        `  pulumi up${where}    # before the first refresh: it marks the values of keys as secrets`,
    ];
}
