import fc from "fast-check";
import { AUTO_DELETE, KEY } from "../support/pluginProcess";
import type { Declared } from "../support/smallEngine";
import {
    groupArgs,
    groupChange,
    invalidGroup,
    invalidKey,
    invalidSchedule,
    keyArgs,
    keyChange,
    scheduleArgs,
    scheduleChange,
} from "./arbitraries";
import {
    type Args,
    anyOf,
    command,
    groupsIn,
    keysIn,
    pick,
    rewrite,
    schedulesIn,
    toOne,
    whichStack,
    withChange,
} from "./command";
import type { Stack, Stored, World } from "./world";

const groupSlot = fc.constantFrom("a", "b", "c");
const keySlot = fc.constantFrom("k", "l", "m");

const declareGroup = fc.tuple(whichStack, groupSlot, groupArgs).map(([which, name, args]) =>
    command(
        "declare group",
        (world) => {
            world.stack(which).program[name] = { args: withChange(args, {}), replacementTrigger: "first" };
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
            const options = { replacementTrigger: "first" };
            if (chance > 0 && group) stack.program[name] = { kind: KEY, group, args, ...options };
            else if (other) {
                stack.program[name] = { kind: KEY, args: { ...args, appConnectorGroupId: other.id }, ...options };
            }
        },
        [which, name, given, index, chance],
    ),
);

/** Only the first stack has schedules, because a second stack would take them over. */
const declareSchedule = fc.tuple(fc.constantFrom("s", "t"), scheduleArgs).map(([name, args]) =>
    command(
        "declare schedule",
        (world) => {
            world.stack(0).program[name] = { kind: AUTO_DELETE, args: withChange(args, {}) };
        },
        [name, args],
    ),
);

const changeArgs = (
    world: World,
    which: number,
    name: string,
    { change, deploys }: { change: Args; deploys: boolean },
) => {
    const stack = world.stack(which);
    rewrite(stack, name, { args: withChange(stack.program[name]!.args, change) });
    return deploys ? world.deploy(which) : undefined;
};

const thenDeploys = <T>(change: fc.Arbitrary<T>) => fc.record({ change, deploys: fc.constantFrom(true, true, false) });

const changeGroup = toOne("change group", groupsIn, thenDeploys(groupChange), changeArgs);
const changeKey = toOne("change key", keysIn, thenDeploys(keyChange), changeArgs);
const invalidGroups = toOne("invalid group", groupsIn, invalidGroup, (world, which, name, args) =>
    world.refuse(which, name, args),
);
const changeSchedule = toOne("change schedule", schedulesIn, thenDeploys(scheduleChange), changeArgs);
const invalidSchedules = toOne("invalid schedule", schedulesIn, invalidSchedule, (world, which, name, args) =>
    world.refuse(which, name, args),
);
const invalidKeys = toOne("invalid key", keysIn, invalidKey, (world, which, name, args) =>
    world.refuse(which, name, args),
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
            return world.deploy(which);
        },
        [which, groupName, keyName, index],
    ),
);

export const programCommands = [
    ...[declareGroup, declareGroup, declareKey, declareKey, declareKey],
    ...[changeGroup, changeGroup, changeGroup, changeGroup, changeKey, changeKey, changeKey],
    ...[declareSchedule, declareSchedule, changeSchedule, changeSchedule],
    ...[drop, importOne, invalidGroups, invalidKeys, invalidSchedules],
];
