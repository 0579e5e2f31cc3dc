import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, InvalidArgumentError, program } from "commander";
import { OPERATIONS, type Outcome, type Report, readReport, summaryOf, writeReport } from "./report";
import { runTenant } from "./runTenant";

interface Options {
    only?: string[];
    resume?: boolean;
    parallel: number;
    timeout: number;
    tenants: string;
    report: string;
}

program
    .description("Runs the program for each tenant of a list, one stack a tenant.")
    .addArgument(
        new Argument("<operation>", "list prints the selected tenants as JSON").choices([...OPERATIONS, "list"]),
    )
    .option("--only <labels>", "these tenants, separated by commas", (labels) => labels.split(","))
    .option("--resume", "only what failed or is missing in the report")
    .option("--parallel <n>", "tenants at once", positive, 4)
    .option("--timeout <seconds>", "time limit of one tenant", positive, 600)
    .option("--tenants <file>", "the list of tenants", join(__dirname, "tenants.json"))
    .option("--report <file>", "where the report is written", "deploy-report.json")
    .action(deploy)
    .parseAsync()
    .catch((error: Error) => program.error(`error: ${error.message}`, { exitCode: 2 }));

async function deploy(operation: Report["operation"] | "list", options: Options): Promise<void> {
    const labels: string[] = JSON.parse(readFileSync(options.tenants, "utf8"));
    const previous = options.resume ? readReport(options.report) : undefined;
    const selected = select(labels, options, previous);
    if (operation === "list") return console.log(JSON.stringify(selected));
    if (previous && previous.operation !== operation) {
        throw new Error(
            `${options.report} is the report of "${previous.operation}"; resume that, or leave out --resume.`,
        );
    }

    const earlier = previous?.tenants.filter(({ tenant }) => labels.includes(tenant)) ?? [];
    const outcomes = new Map(earlier.map((outcome) => [outcome.tenant, outcome]));
    for (const tenant of selected) outcomes.set(tenant, pending(tenant));
    const startedAt = new Date().toISOString();
    const save = (finishedAt?: string): Report => {
        const report: Report = { version: 1, operation, startedAt, finishedAt, tenants: [...outcomes.values()] };
        writeReport(options.report, report);
        return report;
    };

    const stop = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop.abort());
    const queue = [...selected];
    const worker = async () => {
        for (let tenant = queue.shift(); tenant && !stop.signal.aborted; tenant = queue.shift()) {
            const run = { operation, timeoutSecs: options.timeout, stop: stop.signal };
            outcomes.set(tenant, await runTenant(tenant, run));
            console.log(`[${tenant}] ${outcomes.get(tenant)?.result}`);
            save();
        }
    };
    save();
    await Promise.all(Array.from({ length: options.parallel }, worker));
    console.log(summaryOf(save(new Date().toISOString())));
    if (selected.some((tenant) => outcomes.get(tenant)?.result !== "succeeded")) process.exitCode = 1;
}

function select(labels: readonly string[], { tenants, only }: Options, previous?: Report): string[] {
    const unknown = only?.filter((label) => !labels.includes(label)) ?? [];
    if (unknown.length > 0) throw new Error(`Not in ${tenants}: ${unknown.join(", ")}`);
    const succeeded = previous?.tenants.filter(({ result }) => result === "succeeded").map(({ tenant }) => tenant);
    return labels.filter((label) => (only?.includes(label) ?? true) && !succeeded?.includes(label));
}

function pending(tenant: string): Outcome {
    return { tenant, result: "pending", changes: {}, seconds: 0, errors: [] };
}

function positive(text: string): number {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0) return value;
    throw new InvalidArgumentError("Give a whole number above 0.");
}
