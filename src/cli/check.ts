import { Command, Option } from "commander";
import { printable } from "../model/outsideText";
import type { TenantCheck } from "../tenants/checkTenant";
import { EXIT } from "./exit";

interface Flags {
    readonly json?: string;
    readonly tenant?: string[];
    readonly allTenants?: boolean;
    readonly stack?: string;
}

export const checkCommand = () =>
    new Command("check")
        .description("Show for each configured tenant how the API is reached and what the API client may read")
        .option("--json <file>", "write the same as data (- for standard output)")
        .option("--tenant <label>", "check this tenant only (repeatable)", (label, labels: string[] = []) => [
            ...labels,
            label,
        ])
        .addOption(new Option("--all-tenants", "check every configured tenant (the default)").conflicts("tenant"))
        .option("--stack <name>", "use the configuration of this stack (default: environment variables)")
        .action(run);

async function run({ json, tenant, stack }: Flags): Promise<void> {
    // The client is loaded only by commands that call the service.
    const { settingsOf } = await import("../tenants/stackSettings.js");
    const { allTenants, knownTenants } = await import("../tenants/selection.js");
    const { checkTenant } = await import("../tenants/checkTenant.js");
    const { systemClock } = await import("../api/clock.js");
    const { progressOn } = await import("./progress.js");
    const { writeFiles } = await import("./writeFiles.js");
    const source = settingsOf(stack);
    const labels = tenant ? knownTenants(tenant, source) : allTenants(source);
    const { report, tenants: progress } = progressOn(process.stderr);
    const options = { source, env: process.env, clock: systemClock, report };
    progress(0, labels.length);
    let done = 0;
    const checks = await Promise.all(
        labels.map(async (label) => {
            const check = await checkTenant(label, options);
            progress(++done, labels.length);
            return check;
        }),
    );
    if (json !== undefined) {
        const text = `${JSON.stringify({ version: 1, tenants: checks }, undefined, 4)}\n`;
        writeFiles([{ option: "--json", path: json, text }]);
    }
    if (json !== "-") console.log(printable(reportOf(checks)));
    if (checks.some(({ isReachable }) => !isReachable)) process.exitCode = EXIT.unreadable;
    else if (checks.some(({ problems }) => problems.length > 0)) process.exitCode = EXIT.findings;
}

const HEAD = ["tenant", "sign-in", "API", "proxy", "clock"];

/** One line for each tenant, then what is wrong. */
function reportOf(checks: readonly TenantCheck[]): string {
    const kinds = Object.keys(checks[0]!.objects) as (keyof TenantCheck["objects"])[];
    const rows = checks.map(({ label, signInHost, apiHost, proxy, clockAheadSecs: ahead, objects, limits }) => [
        label,
        signInHost ?? "–",
        apiHost ?? "–",
        proxy ?? "none",
        ahead === undefined ? "–" : `${ahead > 0 ? "+" : ""}${ahead} s`,
        ...kinds.map((kind) => {
            const { access, count } = objects[kind];
            return access === "may read" ? String(count) : access;
        }),
        limits.join("; ") || "–",
    ]);
    const table = [[...HEAD, ...kinds, "limits"], ...rows];
    const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
    const lines = table.map((row) =>
        row
            .map((cell, column) => cell.padEnd(widths[column]!))
            .join("  ")
            .trimEnd(),
    );
    const problems = checks.flatMap(({ label, problems }) => problems.map((problem) => `${label}: ${problem}`));
    return [...lines, ...(problems.length > 0 ? ["", ...problems] : [])].join("\n");
}
