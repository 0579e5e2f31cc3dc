import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type EngineEvent, LocalWorkspace, type OpMap } from "@pulumi/pulumi/automation";

interface Outcome {
    tenant: string;
    changes: string;
    result: "done" | "FAILED";
    seconds: number;
    error?: string;
}

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { parallel: { type: "string", default: "4" }, tenants: { type: "string", default: "tenants.json" } },
});
const [operation = "preview"] = positionals;

async function main(): Promise<void> {
    if (operation !== "preview" && operation !== "up") throw new Error("Usage: deploy.ts [preview|up] [--parallel N]");
    const waiting: string[] = JSON.parse(readFileSync(join(__dirname, values.tenants), "utf8"));
    const outcomes: Outcome[] = [];
    const worker = async () => {
        for (let tenant = waiting.shift(); tenant !== undefined; tenant = waiting.shift()) {
            outcomes.push(await run(tenant));
        }
    };
    await Promise.all(Array.from({ length: Number(values.parallel) }, worker));
    summarise(outcomes.sort((a, b) => a.tenant.localeCompare(b.tenant)));
    if (outcomes.some(({ result }) => result === "FAILED")) process.exitCode = 1;
}

/** One tenant's stack. A failure is an outcome like any other, so the rest goes on. */
async function run(tenant: string): Promise<Outcome> {
    const started = Date.now();
    const seconds = () => (Date.now() - started) / 1000;
    const say = (text: string) => console.log(`[${tenant}] ${text}`);
    const errors: string[] = [];
    const onEvent = ({ resourcePreEvent, diagnosticEvent }: EngineEvent) => {
        const step = resourcePreEvent?.metadata;
        if (step && step.op !== "same") say(`${step.op} ${step.urn.split("::").at(-1)}`);
        if (diagnosticEvent?.severity === "error") errors.push(diagnosticEvent.message.trim());
    };
    try {
        say(`${operation} begins`);
        const stack = await LocalWorkspace.createOrSelectStack({ stackName: tenant, workDir: __dirname });
        const summary: OpMap =
            operation === "up"
                ? ((await stack.up({ onEvent, continueOnError: true })).summary.resourceChanges ?? {})
                : (await stack.preview({ onEvent })).changeSummary;
        say("done");
        return { tenant, changes: describe(summary), result: "done", seconds: seconds() };
    } catch (error) {
        const [reason = error instanceof Error ? error.message : String(error)] = errors;
        say(`FAILED: ${reason}`);
        return { tenant, changes: "", result: "FAILED", seconds: seconds(), error: reason };
    }
}

function describe(changes: OpMap): string {
    const counted = Object.entries(changes).filter(([op, count]) => op !== "same" && count);
    return counted.map(([op, count]) => `${count} ${op}`).join(", ") || "none";
}

function summarise(outcomes: readonly Outcome[]): void {
    const rows = outcomes.map(({ tenant, changes, result, seconds }) => [
        tenant,
        changes,
        result,
        `${seconds.toFixed(1)} s`,
    ]);
    const table = [["tenant", "changes", "result", "time"], ...rows];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]!.length)));
    console.log(
        `\n${table
            .map((row) =>
                row
                    .map((cell, i) => cell.padEnd(widths[i]!))
                    .join("  ")
                    .trimEnd(),
            )
            .join("\n")}`,
    );
    for (const { tenant, error } of outcomes) if (error) console.log(`\n${tenant}: ${error}`);
}

main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
});
