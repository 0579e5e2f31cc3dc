import { Command, Option } from "commander";
import type { DrawOptions } from "./drawFleet";

export const fleetCommand = () =>
    new Command("fleet")
        .description("Draw every App Connector group of every configured tenant on one page")
        .option("--out <file>", "the page (- for standard output)", "fleet.html")
        .option("--json <file>", "write the same as data (- for standard output)")
        .addOption(
            new Option("--check <severity>", "exit with 1 on findings of this severity or worse").choices([
                "info",
                "warning",
                "error",
            ]),
        )
        .option("--accept <file>", "findings that are known and do not fail the check")
        .option("--accept-new <reason>", "add what fails the check to the file of --accept, with this reason")
        .option("--tenant <label>", "read this tenant only (repeatable)", (label, labels: string[] = []) => [
            ...labels,
            label,
        ])
        .addOption(new Option("--all-tenants", "read every configured tenant (the default)").conflicts("tenant"))
        .option("--stack <name>", "use the configuration of this stack (default: environment variables)")
        .action(run);

async function run(options: DrawOptions): Promise<void> {
    // The map data and its libraries are loaded only by this command.
    const { drawFleet } = await import("./drawFleet.js");
    process.exitCode = await drawFleet(options);
}
