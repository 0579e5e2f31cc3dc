import { observe, withDefaults } from "../model/canonical";
import type { Reference, ResourceDefinition, Values } from "../model/definition";
import { differences } from "../model/diff";
import { omittedAs } from "../model/fields";
import { lockReason } from "../model/lock";
import { unescapedText } from "../model/rules";
import { type ApiObject, type Inputs, ownershipOf, type State, toInputs, toState } from "../model/state";
import { validate } from "../model/validate";
import type { AdoptedKind } from "./kinds";

/** Where an object is, and how a program says so. */
export interface Place {
    readonly customerId: string;
    /** The tenant's label; absent for the default tenant. */
    readonly tenant?: string | undefined;
    readonly microtenantId: string;
    /** The name by which the program, or the tenant's settings, refer to the microtenant. */
    readonly microtenantName?: string | undefined;
    /** Whether the tenant's settings name the microtenant, so that the program does not. */
    readonly isTenants: boolean;
}

/** An object of the service as a resource of a program. */
export interface TakenOver {
    readonly kind: AdoptedKind;
    readonly id: string;
    readonly name: string;
    readonly place: Place;
    /** What the program says, defaults left out. */
    readonly args: Values;
    /** What the state would hold. */
    readonly inputs: Inputs;
    readonly outputs: State;
    /** Why the service refuses changes, if it does. */
    readonly locked: string | undefined;
}

/** Whether a name stands for one id only. */
export type IsUnambiguous = (reference: Reference, name: string) => boolean;

/** The resource that an object becomes, or why no program would say the same as the service. */
export function takeOver(
    kind: AdoptedKind,
    answer: ApiObject,
    place: Place,
    isUnambiguous: IsUnambiguous,
): TakenOver | { readonly reason: string } {
    const { definition } = kind;
    const locked = lockReason(answer);
    const observed = observe(definition, answer);
    const args: Values = {
        ...withNames(definition, answer, observed, saidOf(definition, observed), isUnambiguous),
        ...(locked === undefined ? {} : { ignoreWhenLocked: true }),
    };
    const { failures } = validate(definition, args);
    if (failures.length > 0) return { reason: failures.map((f) => `${f.property} ${f.reason}`.trim()).join("; ") };
    const named = definition.references.filter(({ name }) => args[name] !== undefined);
    const inputs: Inputs = {
        ...complete(definition, args),
        ...Object.fromEntries(named.map(({ id }) => [id, observed[id]])),
        customerId: place.customerId,
        tenant: place.tenant,
        microtenantId: place.microtenantId,
        // An object that belongs to another one is in the microtenant of that one.
        microtenantName: definition.parent ? undefined : place.microtenantName,
    };
    const outputs = toState(definition, withoutSecrets(definition, answer), ownershipOf(definition, inputs));
    const found = differences(definition, outputs, inputs);
    if (found.length > 0)
        return { reason: `the service reports no ${found.map(({ property }) => property).join(", ")}` };
    const { id } = answer;
    return {
        kind,
        id,
        name: String(outputs.name),
        place,
        args,
        inputs: toInputs(definition, outputs),
        outputs,
        locked,
    };
}

/** What a program has to say so that it means what was observed; the place is said apart. */
function saidOf(definition: ResourceDefinition, observed: Values): Values {
    const { fields } = definition;
    const unsaid = new Set([...omittedAs(fields, "service"), "microtenantId"]);
    let said: Values = Object.fromEntries(
        Object.entries(observed).filter(([name]) => fields[name] && !unsaid.has(name)),
    );
    const meant = complete(definition, said);
    // One argument may imply another, so what has to stay is known once nothing can go any more.
    for (let before: Values | undefined; before !== said; ) {
        before = said;
        for (const name of Object.keys(said)) {
            const { [name]: _, ...shorter } = said;
            if (differences(definition, complete(definition, shorter), meant).length === 0) said = shorter;
        }
    }
    return said;
}

const complete = ({ fields, imply }: ResourceDefinition, args: Values): Values =>
    withDefaults(fields, imply ? imply(args) : args);

/** Names in the places of ids. What a create finds by a name of its own is said where it is another one. */
function withNames(
    { references }: ResourceDefinition,
    answer: ApiObject,
    observed: Values,
    said: Values,
    isUnambiguous: IsUnambiguous,
): Values {
    const args = { ...said };
    for (const reference of references) {
        const id = observed[reference.id];
        const reported = answer[reference.name];
        const name = typeof reported === "string" ? unescapedText(reported) : undefined;
        const isOther = reference.otherwise !== undefined && name !== undefined && name !== reference.otherwise;
        if (args[reference.id] === undefined && !isOther) continue;
        delete args[reference.id];
        if (name !== undefined && isUnambiguous(reference, name)) args[reference.name] = name;
        else args[reference.id] = id;
    }
    return args;
}

/** Files hold no secret: a refresh reads it, where the service still shows it. */
function withoutSecrets({ outputs }: ResourceDefinition, answer: ApiObject): ApiObject {
    return Object.fromEntries(Object.entries(answer).filter(([name]) => !outputs[name]?.secret)) as ApiObject;
}
