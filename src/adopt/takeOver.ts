import { observe, withDefaults } from "../model/canonical";
import type { Reference, ResourceDefinition, Values } from "../model/definition";
import { differences } from "../model/diff";
import { omittedAs } from "../model/fields";
import { lockReason } from "../model/lock";
import { unescapedText } from "../model/rules";
import { type ApiObject, type Inputs, ownershipOf, type State, toInputs, toState } from "../model/state";
import { validate } from "../model/validate";
import type { AdoptedKind } from "./kinds";

/** The tenant and microtenant of an object, and their names in the program. */
export interface Place {
    readonly customerId: string;
    /** The tenant's label; absent for the default tenant. */
    readonly tenant?: string | undefined;
    readonly microtenantId: string;
    /** The microtenant's name in the program or in the tenant's settings. */
    readonly microtenantName?: string | undefined;
    /** Whether it is the microtenant of the tenant's settings, so that the program omits it. */
    readonly isTenants: boolean;
}

/** An adopted object: its resource in the program and in the state. */
export interface TakenOver {
    readonly kind: AdoptedKind;
    readonly id: string;
    readonly name: string;
    readonly place: Place;
    /** The arguments in the program, without defaults. */
    readonly args: Values;
    /** The state of the resource. */
    readonly inputs: Inputs;
    readonly outputs: State;
    /** The reason of its lock, if it is locked. */
    readonly locked: string | undefined;
}

/** Whether a name belongs to only one id. */
export type IsUnambiguous = (reference: Reference, name: string) => boolean;

/** The resource for an object, or the reason why a program cannot express the object. */
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
        // The microtenant is that of the parent object.
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
        name: String(outputs.name ?? answer.name),
        place,
        args,
        inputs: toInputs(definition, outputs),
        outputs,
        locked,
    };
}

/** The arguments that a program needs to match the object, without its tenant and microtenant. */
function saidOf(definition: ResourceDefinition, observed: Values): Values {
    const { fields } = definition;
    const computed = omittedAs(fields, "service").filter((name) => !fields[name]?.isSetting);
    const unsaid = new Set([...computed, "microtenantId"]);
    let said: Values = Object.fromEntries(
        Object.entries(observed).filter(([name]) => fields[name] && !unsaid.has(name)),
    );
    const meant = complete(definition, said);
    // One argument may imply another, so arguments are removed until no more can be removed.
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

/** Replaces ids by names. A reference to the default object of a create is omitted. */
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

/** Removes secrets from the files. A refresh reads them, if the service still shows them. */
function withoutSecrets({ outputs }: ResourceDefinition, answer: ApiObject): ApiObject {
    return Object.fromEntries(Object.entries(answer).filter(([name]) => !outputs[name]?.secret)) as ApiObject;
}
