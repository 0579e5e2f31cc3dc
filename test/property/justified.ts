import type { Declared, Resource } from "../support/smallEngine";
import { isSchedule } from "./command";
import { sameText } from "./text";
import type { Stack, Stored, World } from "./world";

interface Case {
    readonly declared: Declared;
    readonly held: Resource | undefined;
    /** The object that the message names by its id. */
    readonly object: Stored | undefined;
    readonly program: Stack["program"];
}

const isLocked = ({ object, held }: Case) => object?.readOnly === true || held?.outs.readOnly === true;

/** The program does not let the old object be deleted first, and the engine does not ask the provider. */
function isCreatedFirst({ declared, held }: Case): boolean {
    const isTriggered = held?.options.replacementTrigger !== declared.replacementTrigger;
    const isAsked = isTriggered || held?.isDeleted === true;
    return declared.deleteBeforeReplace === false || (isAsked && declared.deleteBeforeReplace !== true);
}

const hasTwin = ({ declared, program }: Case) =>
    Object.values(program).filter((other) => sameText(other.args.name, declared.args.name)).length > 1;

const microtenantOf = ({ declared: { args, group = "" }, program }: Pick<Case, "declared" | "program">) =>
    args.microtenantId ?? program[group]?.args.microtenantId ?? "0";

/** Another schedule of the program has, or had, the microtenant. */
function hasScheduleTwin({ declared, program }: Case, state: ReadonlyMap<string, Resource>): boolean {
    const placesOf = (name: string, { args }: Pick<Declared, "args">) => [
        args.microtenantId ?? "0",
        state.get(name)?.outs.microtenantId,
    ];
    const own = Object.keys(program).find((name) => program[name] === declared)!;
    const ownPlaces = placesOf(own, declared);
    return Object.entries(program).some(
        ([name, other]) =>
            name !== own &&
            isSchedule(other) &&
            placesOf(name, other).some((place) => place && ownPlaces.includes(place)),
    );
}

/** What a preview may refuse, and what must be so then. */
const REFUSALS: readonly (readonly [RegExp, (found: Case) => boolean])[] = [
    [/is also the name of the resource/, hasTwin],
    [/It is the object that this resource replaces/, isCreatedFirst],
    [/already exists in/, ({ object, declared }) => sameText(object?.name, declared.args.name)],
    [/cannot be changed: it is locked/, isLocked],
    [/cannot be imported as it is|belongs to the resource/, ({ object }) => object !== undefined],
    [/^\S+: appConnectorGroupId: No App Connector group/, ({ object, declared }) => !object || isElsewhere(declared)],
    // An import of what somebody else has set.
    [/upgradeDay: must be one of/, ({ declared }) => declared.args.upgradeDay === "FUNDAY"],
    [
        /^\S+: import: No /,
        ({ object, ...found }) => found.declared.group !== undefined || object?.microtenantId !== microtenantOf(found),
    ],
];

/** Only a key that names its own microtenant, or somebody else's group, can be in another place than its group. */
const isElsewhere = ({ args }: Declared) => args.microtenantId !== undefined || args.appConnectorGroupId !== undefined;

/** Whether a preview is right to refuse: one that refuses what is possible is as wrong as one that promises too much. */
export function isJustified(world: World, { program, engine }: Stack, failure: string): boolean {
    if (world.conditions.lagMs > 0) return true;
    const name = failure.split(":")[0]!;
    const id = [...failure.matchAll(/\bid (\d+)/g)].at(-1)?.[1];
    const object = world.objects().find((each) => each.id === id);
    const found = { declared: program[name]!, held: engine.state.get(name), object, program };
    if (isSchedule(found.declared)) return hasScheduleTwin(found, engine.state);
    const refusal = REFUSALS.find(([pattern]) => pattern.test(failure));
    return refusal?.[1](found) ?? false;
}
