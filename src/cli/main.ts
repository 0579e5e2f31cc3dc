#!/usr/bin/env node
import { Command } from "commander";

const { version } = require("pulumi-zpa-connectors/package.json") as { version: string };

import { printable } from "../model/outsideText";
import { adoptCommand } from "./adopt";
import { emulatorCommand } from "./emulator";
import { fleetCommand } from "./fleet";

new Command("zpa-connectors")
    .description("Tools of pulumi-zpa-connectors")
    .version(version)
    .addCommand(emulatorCommand())
    .addCommand(fleetCommand())
    .addCommand(adoptCommand())
    .parseAsync()
    .catch((error: unknown) => {
        console.error(printable(error instanceof Error ? error.message : String(error)));
        process.exitCode = 1;
    });
