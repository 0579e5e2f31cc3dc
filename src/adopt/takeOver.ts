import { observe, withDefaults } from "../model/canonical";
import { differences } from "../model/diff";
import { omittedAs } from "../model/fields";
import { lockReason } from "../model/lock";
import type { Reference, ResourceModel, Values } from "../model/resourceModel";
import { unescapedText } from "../model/rules";
import { type ApiObject, type Inputs, ownershipOf, type State, toInputs, toState } from "../model/state";
import { validate } from "../model/validate";
import type { AdoptableKind } from "./kinds";

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
    readonly kind: AdoptableKind;
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
    kind: AdoptableKind,
    answer: ApiObject,
    place: Place,
    isUnambiguous: IsUnambiguous,
): TakenOver | { readonly reason: string } {
    const { model } = kind;
    const locked = lockReason(answer);
    const observed = observe(model, answer);
    const args: Values = {
        ...withNames(model, answer, observed, saidOf(model, observed), isUnambiguous),
        ...(locked === undefined ? {} : { ignoreWhenLocked: true }),
    };
    const { failures } = validate(model, args);
    if (failures.length > 0) return { reason: failures.map((f) => `${f.property} ${f.reason}`.trim()).join("; ") };
    const named = model.references.filter(({ name }) => args[name] !== undefined);
    const inputs: Inputs = {
        ...complete(model, args),
        ...Object.fromEntries(named.map(({ id }) => [id, observed[id]])),
        customerId: place.customerId,
        tenant: place.tenant,
        microtenantId: place.microtenantId,
        // The microtenant is that of the parent object.
        microtenantName: kind.load().parent ? undefined : place.microtenantName,
    };
    const outputs = toState(model, withoutSecrets(model, answer), ownershipOf(model, inputs));
    const found = differences(model, outputs, inputs);
    if (found.length > 0)
        return { reason: `the service reports no ${found.map(({ property }) => property).join(", ")}` };
    const { id } = answer;
    return {
        kind,
        id,
        name: String(outputs.name ?? answer.name),
        place,
        args,
        inputs: toInputs(model, outputs),
        outputs,
        locked,
    };
}

/** The arguments that a program needs to match the object, without its tenant and microtenant. */
function saidOf(model: ResourceModel, observed: Values): Values {
    const { fields } = model;
    const computed = omittedAs(fields, "service").filter((name) => !fields[name]?.isSetting);
    const unsaid = new Set([...computed, "microtenantId"]);
    let said: Values = Object.fromEntries(
        Object.entries(observed).filter(([name]) => fields[name] && !unsaid.has(name)),
    );
    const meant = complete(model, said);
    // One argument may imply another, so arguments are removed until no more can be removed.
    for (let before: Values | undefined; before !== said; ) {
        before = said;
        for (const name of Object.keys(said)) {
            const { [name]: _, ...shorter } = said;
            if (differences(model, complete(model, shorter), meant).length === 0) said = shorter;
        }
    }
    return said;
}

const complete = ({ fields, imply }: ResourceModel, args: Values): Values =>
    withDefaults(fields, imply ? imply(args) : args);

/** Replaces ids by names. A reference to the default object of a create is omitted. */
function withNames(
    { references }: ResourceModel,
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
function withoutSecrets({ outputs }: ResourceModel, answer: ApiObject): ApiObject {
    return Object.fromEntries(Object.entries(answer).filter(([name]) => !outputs[name]?.secret)) as ApiObject;
}
