import fc from "fast-check";
import { faults } from "./arbitraries";
import { commandsBehind } from "./behind";
import { command, whichStack } from "./command";
import { programCommands } from "./programs";
import { replacements } from "./replacements";
import type { World } from "./world";

const deploy = fc
    .tuple(whichStack, fc.boolean(), faults)
    .map(([which, adopt, troubles]) =>
        command("deploy", (world) => world.deploy(which, { adopt, faults: troubles }), [which, adopt, troubles]),
    );

const killedDeploy = fc
    .tuple(whichStack, fc.nat(5))
    .map(([which, after]) => command("killed deploy", (world) => world.killedDeploy(which, after), [which, after]));

const refresh = fc
    .tuple(whichStack, faults)
    .map(([which, troubles]) => command("refresh", (world) => world.refresh(which, troubles), [which, troubles]));

/**
 * Some commands more often than others.
 *
 * @param replayPath the commands that a failed run has reported to be enough
 */
export const commands = (maxCommands: number, replayPath?: string) =>
    fc.commands<World, World, false>(
        [
            ...programCommands,
            ...replacements,
            ...commandsBehind,
            ...[deploy, deploy, deploy, deploy, killedDeploy, killedDeploy, refresh, refresh],
        ],
        { maxCommands, size: "max", ...(replayPath === undefined ? {} : { replayPath }) },
    );
