import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, InvalidArgumentError, program } from "commander";
import { reviewMarkdown, reviewText } from "pulumi-zpa-connectors/review";
import { OPERATIONS, type Outcome, pending, type Report, readReport, readReports, write } from "./report";
import { runTenant } from "./runTenant";

interface Options {
    only?: string[];
    resume?: boolean;
    parallel: number;
    timeout: number;
    tenants: string;
    report: string;
    summary?: string;
    reports: string;
}

program
    .description("Runs the program for each tenant of a list, one stack a tenant.")
    .addArgument(
        new Argument("<operation>", "list prints the selected tenants as JSON, summary reads reports").choices([
            ...OPERATIONS,
            "list",
            "summary",
        ]),
    )
    .option("--only <labels>", "these tenants, separated by commas", (labels) => labels.split(","))
    .option("--resume", "only what failed or is missing in the report")
    .option("--parallel <n>", "tenants at once", positive, 4)
    .option("--timeout <seconds>", "time limit of one tenant", positive, 600)
    .option("--tenants <file>", "the list of tenants", join(__dirname, "tenants.json"))
    .option("--report <file>", "where the report is written", "deploy-report.json")
    .option("--summary <file>", "write the review as Markdown too")
    .option("--reports <folder>", "the reports that summary reads", "reports")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .action(deploy)
    .parseAsync()
    .catch((error: Error) => program.error(`error: ${error.message}`));

async function deploy(operation: Report["operation"] | "list" | "summary", options: Options): Promise<void> {
    const labels: string[] = JSON.parse(readFileSync(options.tenants, "utf8"));
    const previous = options.resume ? readReport(options.report) : undefined;
    const selected = select(labels, options, previous);
    if (operation === "list") return console.log(JSON.stringify(selected));
    if (operation === "summary") {
        const read = new Map(readReports(options.reports).map((outcome) => [outcome.tenant, outcome]));
        const all = selected.map((tenant) => read.get(tenant) ?? pending(tenant));
        return review("Review", all, options);
    }
    if (previous && previous.operation !== operation) {
        throw new Error(
            `${options.report} is the report of "${previous.operation}"; resume that, or leave out --resume.`,
        );
    }

    const earlier = previous?.tenants.filter(({ tenant }) => labels.includes(tenant)) ?? [];
    const outcomes = new Map(earlier.map((outcome) => [outcome.tenant, outcome]));
    for (const tenant of selected) outcomes.set(tenant, pending(tenant));
    const startedAt = new Date().toISOString();
    const save = (finishedAt?: string) => {
        const report: Report = { version: 1, operation, startedAt, finishedAt, tenants: [...outcomes.values()] };
        write(options.report, `${JSON.stringify(report, undefined, 4)}\n`);
    };

    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop.abort());
    const queue = [...selected];
    const worker = async () => {
        for (let tenant = queue.shift(); tenant && !stop.signal.aborted; tenant = queue.shift()) {
            const run = { operation, timeoutSecs: options.timeout, stop: stop.signal };
            const outcome = await runTenant(tenant, run);
            outcomes.set(tenant, outcome);
            const counts = Object.entries(outcome.changes).map(([op, count]) => `${count} ${op}`);
            const done = `${outcome.result} after ${outcome.seconds.toFixed(1)} s`;
            console.log(`[${tenant}] ${done}: ${counts.join(", ") || "no changes"}`);
            save();
        }
    };
    save();
    await Promise.all(Array.from({ length: options.parallel }, worker));
    save(new Date().toISOString());
    const title = operation === "preview" ? "Preview" : "Update";
    review(
        title,
        selected.map((tenant) => outcomes.get(tenant)!),
        options,
    );
}

/** Prints what changes, what is rare first. The exit code is 1 if a tenant did not succeed. */
function review(title: string, outcomes: readonly Outcome[], { summary }: Options): void {
    if (summary) write(summary, reviewMarkdown(title, outcomes));
    console.log(reviewText(outcomes));
    if (outcomes.some(({ result }) => result !== "succeeded")) process.exitCode = 1;
}

function select(labels: readonly string[], { tenants, only }: Options, previous?: Report): string[] {
    const unknown = only?.filter((label) => !labels.includes(label)) ?? [];
    if (unknown.length > 0) throw new Error(`Not in ${tenants}: ${unknown.join(", ")}`);
    const succeeded = previous?.tenants.filter(({ result }) => result === "succeeded").map(({ tenant }) => tenant);
    return labels.filter((label) => (only?.includes(label) ?? true) && !succeeded?.includes(label));
}

function positive(text: string): number {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new InvalidArgumentError("Give a whole number above 0.");
}
