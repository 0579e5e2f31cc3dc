import { withDefaults } from "../model/canonical";
import type { Failure, Values } from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import type { Inputs } from "../model/state";
import { validate } from "../model/validate";
import type { Kind } from "./kind";
import { describeScope, movedByVariable, onlyOneFailure, sameNameFailure } from "./messages";
import type { Request } from "./operations";
import { placeInMicrotenant, placeInTenant, settingsFailures, variableThatMoves } from "./place";
import { type RunContext, reportsPlans } from "./ports";
import { findReference } from "./references";
import type { Runtime } from "./runtime";

/** The arguments of a resource on their way to inputs. A pass completes `inputs`. */
export interface Draft {
    readonly kind: Kind;
    readonly runtime: Runtime;
    readonly context: RunContext;
    readonly given: Readonly<Record<string, unknown>>;
    /** The inputs in the state, if the resource has an object. */
    readonly held: Inputs | undefined;
    /** Whether an object is to be created. */
    readonly isNew: boolean;
    /** The arguments that are valid and not absent. */
    args: Values;
    inputs: Inputs;
    /** The tenant of the resource, once it is known. */
    request(): Request;
}

type Pass = (draft: Draft) => Failure[] | Promise<Failure[]>;

/** All of these passes are made. None of them asks the service. */
const OFFLINE: readonly Pass[] = [validateArguments, checkSettings, findTenant];
/** Each of these passes needs the result of the one before. */
const ONLINE: readonly Pass[] = [findMicrotenant, resolveNames, claimPlace];

/** Validates and completes the arguments of a resource. */
export async function runPasses(draft: Draft): Promise<Failure[]> {
    const failures: Failure[] = [];
    for (const pass of OFFLINE) failures.push(...(await pass(draft)));
    if (draft.inputs.customerId === UNKNOWN) return failures;
    for (const pass of ONLINE) if (failures.length === 0) failures.push(...(await pass(draft)));
    return failures;
}

function validateArguments(draft: Draft): Failure[] {
    const {
        kind: { model },
        given,
        isNew,
        runtime,
    } = draft;
    const { args, failures } = validate(model, given);
    const { imply, fields, references, rulesForNew } = model;
    draft.args = args;
    draft.inputs = { ...withDefaults(fields, imply ? imply(args) : args), customerId: UNKNOWN };
    // An object that is referred to by name has no default id.
    for (const { name, id } of references) {
        if (draft.inputs[name] !== undefined && args[id] === undefined) delete draft.inputs[id];
    }
    const now = runtime.clock.now() / 1000;
    return isNew ? [...failures, ...(rulesForNew?.(draft.inputs, now) ?? [])] : failures;
}

function checkSettings({ runtime: { settingsError } }: Draft): Failure[] {
    return settingsFailures(settingsError, undefined);
}

function findTenant({ kind, runtime, inputs, args }: Draft): Failure[] {
    return placeInTenant(runtime, inputs, args, kind.parent !== undefined);
}

async function findMicrotenant(draft: Draft): Promise<Failure[]> {
    const { kind, runtime, context, held, inputs, args, request } = draft;
    const failures = await placeInMicrotenant(request(), kind, held, inputs);
    if (!held) return failures;
    const variable = kind.parent ? undefined : variableThatMoves(runtime, held, inputs, args);
    if (variable && reportsPlans(context)) runtime.noticeOnce(movedByVariable(variable));
    runtime.program.holds(kind.model.type, held, context.urn);
    return failures;
}

/**
 * Replaces names by ids. A name that has not changed is not looked up again. Without preflight, a name is looked up only
 * when it is needed.
 */
async function resolveNames({ kind: { model }, runtime, held, inputs, request }: Draft): Promise<Failure[]> {
    for (const reference of model.references) {
        const name = inputs[reference.name];
        if (typeof name !== "string" || name === UNKNOWN) continue;
        const isKnown = ["customerId", reference.name].every((p) => held?.[p] === inputs[p]) && held?.[reference.id];
        if (isKnown) inputs[reference.id] = held[reference.id];
        else if (runtime.settings.preflight && inputs.microtenantId !== UNKNOWN) {
            const found = await findReference(request().connection, reference, inputs, name);
            if ("failure" in found) return [found.failure];
            inputs[reference.id] = found.id;
        }
    }
    return [];
}

/** Claims the name, or the microtenant of a resource that is the only one of its kind there. */
function claimPlace({ kind: { model }, runtime: { program }, context, held, inputs }: Draft): Failure[] {
    const { type, noun } = model;
    const { urn } = context;
    if (model.oneInMicrotenant) {
        const { customerId, microtenantId = "0" } = inputs;
        if (microtenantId === UNKNOWN) return [];
        const where = describeScope(customerId, String(microtenantId));
        return onlyOneFailure(noun, where, program.claim(`${type} of ${where}`, urn));
    }
    // The name of a new object is claimed when it is planned, because an import needs no free name.
    if (!held) return [];
    return sameNameFailure(program.claimName(type, inputs, urn));
}
