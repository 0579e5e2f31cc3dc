#!/usr/bin/env node
import { Command } from "commander";
import { version } from "../../package.json";
import { emulatorCommand } from "./emulator";

new Command("zpa-connectors")
    .description("Tools of pulumi-zpa-connectors")
    .version(version)
    .addCommand(emulatorCommand())
    .parseAsync()
    .catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    });
