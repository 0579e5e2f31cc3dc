#!/usr/bin/env node
import { Command } from "commander";

const { version } = require("pulumi-zpa-connectors/package.json") as { version: string };

import { emulatorCommand } from "./emulator";
import { fleetCommand } from "./fleet";
import { importLinesCommand } from "./importLines";

new Command("zpa-connectors")
    .description("Tools of pulumi-zpa-connectors")
    .version(version)
    .addCommand(emulatorCommand())
    .addCommand(importLinesCommand())
    .addCommand(fleetCommand())
    .parseAsync()
    .catch((error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    });
