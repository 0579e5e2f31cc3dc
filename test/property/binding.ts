import type { Resource } from "../support/smallEngine";
import { isDynamic } from "../support/surfaces";
import { count } from "./tally";
import { sameText } from "./text";
import type { Stack, Steps, World } from "./world";

/**
 * Whether what a preview says must be what happens: lists are current, no lock is hidden, and nothing stands in the way
 * of a delete. The engine asks no provider about deletes at preview, and the provider asks nothing about what the
 * program does not change.
 */
export function isBinding(world: World, stack: Stack, steps: Steps, adopt: boolean): boolean {
    const { engine, program } = stack;
    const objects = new Map(world.objects().map((object) => [object.id, object]));
    const held = [
        ...engine.state,
        ...engine.pending.map(({ name, held: old }) => [`${name} (${old.id})`, old] as const),
    ];
    const isLeaving = (name: string) => steps[name] === "delete" || steps[name] === "replace";

    const isHidden = held.some(([, { id }]) => world.hiddenLocks.has(id));
    // What the state says of a lock is believed until it is refreshed.
    const isLocked = ({ id, outs }: Resource) => objects.get(id)?.readOnly === true || outs.readOnly === true;
    const isLockedDelete = held.some(([name, old]) => isLeaving(name) && isLocked(old));

    // The keys of a group that are deleted before it.
    const leavesFirst = new Set(
        [...engine.state].flatMap(([name, { id, options }]) =>
            isLeaving(name) && options.group !== undefined && !options.retainOnDelete ? [id] : [],
        ),
    );
    const named = new Set(Object.values(program).map(({ args }) => args.appConnectorGroupId));
    const keepsKeys = (groupId: string) =>
        named.has(groupId) ||
        world.all("provisioningKeys").some((key) => key.zcomponentId === groupId && !leavesFirst.has(key.id));
    const isGroupInUse = held.some(
        ([name, { id, options }]) => isLeaving(name) && !options.retainOnDelete && keepsKeys(id),
    );

    // A retained object keeps its name, and so does another object that has taken the place of one that is gone. The
    // engine names no id where a trigger replaces.
    const isNameKept = [...engine.state].some(([name, { id, options, inputs }]) => {
        const isTriggered = options.replacementTrigger !== program[name]?.replacementTrigger;
        const staysTaken = options.retainOnDelete || (isTriggered && !objects.has(id));
        return steps[name] === "replace" && staysTaken && sameText(program[name]!.args.name, inputs.name);
    });
    const isGroupGone = Object.entries(program).some(([name, { group, args }]) => {
        const changes = steps[name] === "create" || steps[name] === "update" || steps[name] === "replace";
        const groupId = group === undefined ? args.appConnectorGroupId : engine.state.get(group)?.id;
        const isUnchanged = group === undefined || steps[group] === "same";
        return changes && groupId !== undefined && isUnchanged && !objects.has(String(groupId));
    });
    // What a key has to do with a group that is still to be created is compared when the group has its id.
    const managed = world.managedIds(stack);
    const isTaken = (name: unknown) =>
        world.all("provisioningKeys").some((key) => sameText(key.name, name) && !managed.has(key.id));
    const isGroupNew = Object.entries(program).some(([name, { group = "", args, import: importId = "" }]) => {
        if (!["create", "replace", "import"].includes(steps[group] ?? "")) return false;
        const { microtenantId = "0" } = program[group]!.args;
        const isElsewhere = (args.microtenantId ?? microtenantId) !== microtenantId;
        const isOther = steps[name] === "import" && objects.get(importId)?.zcomponentId !== program[group]!.import;
        return isElsewhere || isOther || (adopt && isTaken(args.name));
    });
    // A native provider is not told that the new object is created first.
    const isOrderUntold = [...engine.state].some(([name, { inputs }]) => {
        const declared = program[name];
        const isCreatedFirst = declared?.deleteBeforeReplace !== true;
        return (
            !isDynamic() && steps[name] === "replace" && isCreatedFirst && sameText(declared?.args.name, inputs.name)
        );
    });
    const isLagging = world.conditions.lagMs > 0;
    // The engine asks no provider about a new resource after the policies have changed it.
    // An object that an earlier run was to delete may be taken over, so that what refers to it stays.
    const isTakenBack = adopt && engine.pending.length > 0;
    const isTakenOver = adopt || Object.values(steps).includes("import");
    const isRemediated = world.conditions.policy && isTakenOver;
    const exceptions = {
        isLagging,
        isRemediated,
        isTakenBack,
        isHidden,
        isLockedDelete,
        isGroupInUse,
        isNameKept,
        isGroupGone,
        isGroupNew,
        isOrderUntold,
    };
    const found = Object.entries(exceptions).filter(([, isFound]) => isFound);
    for (const [exception] of found) count(`not binding: ${exception}`);
    return found.length === 0;
}
