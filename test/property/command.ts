import fc from "fast-check";
import type { Declared } from "../support/smallEngine";
import { count } from "./tally";
import type { Stack, World } from "./world";

export type Command = fc.AsyncCommand<World, World>;

/** A step of a run: it is always possible, shows its arguments where a run fails, and is counted. */
export function command(name: string, act: (world: World) => unknown, shown: unknown = ""): Command {
    return {
        check: () => true,
        async run(_, world) {
            count(`command ${name}`);
            await act(world);
        },
        toString: () =>
            `${name} ${JSON.stringify(shown, (_, value) => (value instanceof RegExp ? String(value) : value))}`,
    };
}

export const whichStack = fc.constantFrom(0, 0, 0, 1);
/** Which of the things that there are. */
export const anyOf = fc.nat(20);

export const pick = <T>(items: readonly T[], which: number): T | undefined => items[which % Math.max(1, items.length)];

const isKey = ({ kind }: Declared) => kind?.definition.type === "ProvisioningKey";
export const groupsIn = ({ program }: Stack): string[] => Object.keys(program).filter((name) => !isKey(program[name]!));
export const keysIn = ({ program }: Stack): string[] => Object.keys(program).filter((name) => isKey(program[name]!));
