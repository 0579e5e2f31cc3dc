import fc from "fast-check";
import type { Declared } from "../support/smallEngine";
import { type Args, anyOf, groupsIn, keysIn, pick, rewrite, toOne, withChange } from "./command";
import { BRANCH } from "./tenant";

/** Resource options that change what a replacement does. */
const options = toOne(
    "options",
    ({ program }) => Object.keys(program),
    fc.constantFrom<Partial<Declared>>(
        { retainOnDelete: true },
        { retainOnDelete: false },
        { replaceOnChanges: ["description", "maxUsage"] },
        { replaceOnChanges: [] },
    ),
    (world, which, name, changed) => rewrite(world.stack(which), name, changed),
);

/** The order that the program asks for; without one the provider decides. */
const orders = fc.constantFrom<Partial<Declared>>(
    {},
    {},
    { deleteBeforeReplace: true },
    { deleteBeforeReplace: false },
);

let generation = 0;
const nextName = () => `generation ${++generation}`;

/** A change of the program, and of its options, that replaces an object. */
type Replacement = (declared: Declared) => { readonly change: Args; readonly options?: Partial<Declared> };

const triggered = (): Partial<Declared> => ({ replacementTrigger: nextName() });

const GROUP_REPLACEMENTS: Readonly<Record<string, Replacement>> = {
    microtenant: ({ args }) => ({ change: { microtenantId: args.microtenantId === BRANCH ? undefined : BRANCH } }),
    "microtenant and name": ({ args }) => ({
        change: { name: nextName(), microtenantId: args.microtenantId === BRANCH ? "0" : BRANCH },
    }),
    replaceOnChanges: () => ({ change: { description: nextName() }, options: { replaceOnChanges: ["description"] } }),
    trigger: () => ({ change: {}, options: { ...triggered(), deleteBeforeReplace: true } }),
    "trigger and name": () => ({ change: { name: nextName() }, options: triggered() }),
};

/** The ways in which docs/enrollment.md, and Pulumi, have a key rotate, and what else replaces one. */
const KEY_REPLACEMENTS: Readonly<Record<string, Replacement>> = {
    name: () => ({ change: { name: nextName() }, options: { replaceOnChanges: ["name"] } }),
    trigger: () => ({ change: {}, options: { ...triggered(), deleteBeforeReplace: true } }),
    "trigger and name": () => ({ change: { name: nextName() }, options: triggered() }),
    exportable: ({ args }) => ({ change: { exportable: args.exportable === false } }),
    replaceOnChanges: ({ args }) => ({
        change: { maxUsage: Number(args.maxUsage) + 1 },
        options: { replaceOnChanges: ["maxUsage"] },
    }),
};

const replacing = (what: string, names: Parameters<typeof toOne>[1], ways: Readonly<Record<string, Replacement>>) =>
    toOne(
        what,
        names,
        fc.record({ how: fc.constantFrom(...Object.keys(ways)), order: orders, isRetained: fc.nat(4) }),
        async (world, which, name, { how, order, isRetained }) => {
            const stack = world.stack(which);
            if (isRetained === 0) {
                // The engine goes by the option that is in the state.
                rewrite(stack, name, { retainOnDelete: true });
                await world.deploy(which);
                if (!stack.program[name]) return;
            }
            const declared = stack.program[name]!;
            const { change, options: asked } = ways[how]!(declared);
            const { deleteBeforeReplace: _, ...kept } = declared;
            stack.program[name] = { ...kept, ...order, ...asked, args: withChange(declared.args, change) };
            await world.deploy(which);
        },
    );

const replaceGroup = replacing("replace group", groupsIn, GROUP_REPLACEMENTS);
const rotateKey = replacing("rotate key", keysIn, KEY_REPLACEMENTS);

const moveKey = toOne("move key", keysIn, anyOf, (world, which, name, index) => {
    const stack = world.stack(which);
    const group = pick(groupsIn(stack), index);
    const { appConnectorGroupId: _, ...args } = stack.program[name]!.args;
    if (group) rewrite(stack, name, { group, args });
    return world.deploy(which);
});

export const replacements = [options, replaceGroup, replaceGroup, rotateKey, rotateKey, moveKey];
