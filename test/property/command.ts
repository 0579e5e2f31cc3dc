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

const isKey = ({ kind }: Declared) => kind?.model.type === "ProvisioningKey";
export const isSchedule = ({ kind }: Pick<Declared, "kind">) => kind?.model.type === "AppConnectorAutoDelete";
export const groupsIn = ({ program }: Stack): string[] =>
    Object.keys(program).filter((name) => !isKey(program[name]!) && !isSchedule(program[name]!));
export const schedulesIn = ({ program }: Stack): string[] =>
    Object.keys(program).filter((name) => isSchedule(program[name]!));
export const keysIn = ({ program }: Stack): string[] => Object.keys(program).filter((name) => isKey(program[name]!));

export type Args = Readonly<Record<string, unknown>>;

/** Arguments with a change; what is `undefined` is left out. */
export const withChange = (args: Args, change: Args): Args =>
    Object.fromEntries(Object.entries({ ...args, ...change }).filter(([, value]) => value !== undefined));

/** Does something with one of the resources of a program. */
export const toOne = <T>(
    what: string,
    names: (stack: Stack) => string[],
    given: fc.Arbitrary<T>,
    act: (world: World, which: number, name: string, given: T) => unknown,
): fc.Arbitrary<Command> =>
    fc.tuple(whichStack, anyOf, given).map(([which, index, value]) =>
        command(
            what,
            (world) => {
                const name = pick(names(world.stack(which)), index);
                return name === undefined ? undefined : act(world, which, name, value);
            },
            [which, index, value],
        ),
    );

export const rewrite = ({ program }: Stack, name: string, change: Partial<Declared>): void => {
    program[name] = { ...program[name]!, ...change };
};
