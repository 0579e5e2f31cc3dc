import fc from "fast-check";
import { KEY } from "../support/pluginProcess";
import type { Declared } from "../support/smallEngine";
import { groupArgs, groupChange, invalidGroup, invalidKey, keyArgs, keyChange } from "./arbitraries";
import { anyOf, type Command, command, groupsIn, keysIn, pick, whichStack } from "./command";
import type { Stack, Stored, World } from "./world";

type Args = Readonly<Record<string, unknown>>;

const groupSlot = fc.constantFrom("a", "b", "c");
const keySlot = fc.constantFrom("k", "l", "m");

/** Arguments with a change; what is `undefined` is left out. */
const withChange = (args: Args, change: Args): Args =>
    Object.fromEntries(Object.entries({ ...args, ...change }).filter(([, value]) => value !== undefined));

const declareGroup = fc.tuple(whichStack, groupSlot, groupArgs).map(([which, name, args]) =>
    command(
        "declare group",
        (world) => {
            world.stack(which).program[name] = { args: withChange(args, {}) };
        },
        [which, name, args],
    ),
);

/** A key of a group of the program, or seldom of any group that the tenant has. */
const declareKey = fc.tuple(whichStack, keySlot, keyArgs, anyOf, fc.nat(9)).map(([which, name, given, index, chance]) =>
    command(
        "declare key",
        (world) => {
            const stack = world.stack(which);
            const args = withChange(given, {});
            const group = pick(groupsIn(stack), index);
            const other = pick(world.all("groups"), index);
            const options = chance < 5 ? { replacementTrigger: "first" } : {};
            if (chance > 0 && group) stack.program[name] = { kind: KEY, group, args, ...options };
            else if (other) {
                stack.program[name] = { kind: KEY, args: { ...args, appConnectorGroupId: other.id }, ...options };
            }
        },
        [which, name, given, index, chance],
    ),
);

/** Does something with one of the resources of a program. */
const toOne = <T>(
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

const rewrite = ({ program }: Stack, name: string, change: Partial<Declared>): void => {
    program[name] = { ...program[name]!, ...change };
};
const changeArgs = (world: World, which: number, name: string, change: Args) => {
    const stack = world.stack(which);
    rewrite(stack, name, { args: withChange(stack.program[name]!.args, change) });
};

const changeGroup = toOne("change group", groupsIn, groupChange, changeArgs);
const changeKey = toOne("change key", keysIn, keyChange, changeArgs);
const invalidGroups = toOne("invalid group", groupsIn, invalidGroup, (world, which, name, args) =>
    world.refuse(which, name, args),
);
const invalidKeys = toOne("invalid key", keysIn, invalidKey, (world, which, name, args) =>
    world.refuse(which, name, args),
);

const moveKey = toOne("move key", keysIn, anyOf, (world, which, name, index) => {
    const stack = world.stack(which);
    const group = pick(groupsIn(stack), index);
    const { appConnectorGroupId: _, ...args } = stack.program[name]!.args;
    if (group) rewrite(stack, name, { group, args });
});

/** Resource options that change what a replacement does. */
const options = toOne(
    "options",
    ({ program }) => Object.keys(program),
    fc.constantFrom<Partial<Declared>>(
        { deleteBeforeReplace: true },
        { deleteBeforeReplace: false },
        { retainOnDelete: true },
        { retainOnDelete: false },
        { replaceOnChanges: ["description", "maxUsage"] },
        { replaceOnChanges: ["name"] },
        { replaceOnChanges: [] },
    ),
    (world, which, name, changed) => rewrite(world.stack(which), name, changed),
);

let generation = 0;

/** The ways in which docs/enrollment.md, and Pulumi, have a key rotate. */
const rotate = toOne(
    "rotate",
    keysIn,
    fc.constantFrom("name", "name, retained", "trigger", "trigger and name"),
    async (world, which, name, how) => {
        const stack = world.stack(which);
        const { args } = stack.program[name]!;
        generation += 1;
        const renamed = { ...args, name: `generation ${generation}` };
        if (how.startsWith("name")) {
            if (how !== "name") {
                // The engine goes by the option that is in the state.
                rewrite(stack, name, { retainOnDelete: true });
                await world.deploy(which);
                if (!stack.program[name]) return;
            }
            rewrite(stack, name, { args: renamed, replaceOnChanges: ["name"] });
        } else {
            const isRenamed = how !== "trigger";
            rewrite(stack, name, {
                replacementTrigger: `generation ${generation}`,
                deleteBeforeReplace: !isRenamed,
                ...(isRenamed ? { args: renamed } : {}),
            });
        }
        await world.deploy(which);
    },
);

const drop = toOne(
    "drop",
    ({ program }) => Object.keys(program),
    fc.constant(undefined),
    (world, which, name) => {
        const stack = world.stack(which);
        delete stack.program[name];
        world.dropOrphans(stack);
    },
);

/** Arguments that say what an object is. */
function groupArgsOf(object: Stored): Args {
    const { name, description, location, latitude, longitude, enabled, upgradeDay, microtenantId = "0" } = object;
    return { name, description: description ?? "", location, latitude, longitude, enabled, upgradeDay, microtenantId };
}

function keyOf(object: Stored, stack: Stack): Declared {
    const { name, maxUsage, enabled, exportable, zcomponentId } = object;
    const args = { name, maxUsage, enabled, exportable };
    const group = groupsIn(stack).find((each) => stack.engine.state.get(each)?.id === zcomponentId);
    return { kind: KEY, ...(group ? { group, args } : { args: { ...args, appConnectorGroupId: zcomponentId } }) };
}

const importOne = fc.tuple(whichStack, groupSlot, keySlot, anyOf).map(([which, groupName, keyName, index]) =>
    command(
        "import",
        (world) => {
            const managed = new Set(world.stacks.flatMap((stack) => [...world.managedIds(stack)]));
            const object = pick(
                world.objects().filter(({ id }) => !managed.has(id)),
                index,
            );
            const stack = world.stack(which);
            const isGroup = object?.collection === "groups";
            const name = isGroup ? groupName : keyName;
            if (!object || stack.engine.state.has(name)) return;
            const declared = isGroup ? { args: groupArgsOf(object) } : keyOf(object, stack);
            stack.program[name] = { ...declared, import: object.id };
        },
        [which, groupName, keyName, index],
    ),
);

export const programCommands = [
    ...[declareGroup, declareGroup, declareKey, declareKey, declareKey],
    ...[changeGroup, changeGroup, changeGroup, changeKey, changeKey],
    ...[moveKey, options, rotate, drop, importOne, invalidGroups, invalidKeys],
];
