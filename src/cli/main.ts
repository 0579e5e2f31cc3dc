#!/usr/bin/env node
import { Command, CommanderError } from "commander";

const { version } = require("pulumi-zpa-connectors/package.json") as { version: string };

import { printable } from "../model/outsideText";
import { adoptCommand } from "./adopt";
import { checkCommand } from "./check";
import { emulatorCommand } from "./emulator";
import { CommandError, EXIT } from "./exit";
import { fleetCommand } from "./fleet";

const program = new Command("zpa-connectors").description("Tools of pulumi-zpa-connectors").version(version);
for (const command of [emulatorCommand(), fleetCommand(), adoptCommand(), checkCommand()])
    program.addCommand(command.exitOverride());

program
    .exitOverride()
    .parseAsync()
    .catch((error: unknown) => {
        // Commander has printed its own errors and the help.
        if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
        else {
            console.error(printable(error instanceof Error ? error.message : String(error)));
            process.exitCode = error instanceof CommandError ? error.exitCode : EXIT.usage;
        }
    });
