import { isZpaError } from "../api/errors";
import type { Failure } from "../model/definition";
import { type Difference, known, replacing } from "../model/diff";
import { type LockEvidence, lockReason } from "../model/lock";
import { canonicalText, UNKNOWN } from "../model/rules";
import { type Inputs, optionalOf, type State } from "../model/state";
import { adoptObject } from "./create";
import { Gone } from "./gone";
import type { Job } from "./job";
import {
    driftNotice,
    goneNotice,
    hiddenReferenceNotice,
    lockedError,
    takenOverNotice,
    unmanagedNotice,
} from "./messages";
import { nameForCreate, nameForRename } from "./names";
import type { Plan } from "./operations";
import { noSuchMicrotenant } from "./place";
import type { RunContext } from "./ports";
import { hiddenReferences } from "./references";

/** Checks an object that is to be created or imported against the service. */
export async function previewCreate(job: Job, inputs: Inputs, importId: string | undefined): Promise<Failure[]> {
    const microtenantId = String(inputs.microtenantId ?? "0");
    if (microtenantId === UNKNOWN) return [];
    const failures = await job.objects.all(microtenantId).then(() => [], noSuchMicrotenant);
    if (failures.length > 0) return failures;
    if (importId !== undefined) return previewImport(job, importId, inputs);
    await warnOfHidden(job, inputs);
    const use = await nameForCreate(job, inputs);
    if (use.use === "taken") return [{ property: "name", reason: use.error.message }];
    if (use.use !== "adopt") return [];
    job.runtime.program.claimImport(inputs.customerId, use.object.id, job.urn);
    return previewImport(job, use.object.id, inputs);
}

async function previewImport(job: Job, id: string, inputs: Inputs): Promise<Failure[]> {
    try {
        await adoptObject(job, id, inputs);
    } catch (error) {
        if (isZpaError(error, "CLASH", "NOT_FOUND")) return [{ property: "import", reason: error.message }];
        throw error;
    }
    job.notice(takenOverNotice(job.describe(inputs.name, id)));
    return [];
}

/**
 * Checks a planned change against the service: the object may be deleted (it is then created again), locked, or changed
 * outside of Pulumi, or its new name may be in use.
 */
export async function previewUpdate(
    job: Job,
    id: string,
    held: State,
    inputs: Inputs,
    found: readonly Difference[],
): Promise<Plan> {
    const what = job.describe(held.name, id);
    const microtenantId = String(held.microtenantId ?? "0");
    const current = await job.objects.one(id, microtenantId);
    if (current instanceof Gone) {
        job.notice(goneNotice(what));
        return { changes: found, replaces: found.map((d) => d.property), deleteBeforeReplace: true };
    }
    const locked = lockReason(current);
    if (locked) return planForLocked(what, locked, found, inputs, job.context);
    const now = job.state(current, job.owner(inputs), held);
    const unseen = known(job.differences(now, inputs)).filter(
        ({ property }) => !found.some((d) => d.property === property),
    );
    // A change outside of Pulumi may require a replacement.
    const plan = planned([...found, ...unseen.filter(({ onChange }) => onChange === "replace")], held, inputs);
    if (plan.replaces.length > 0) return plan;
    const renamed = found.some((d) => d.property === "name" && d.to !== UNKNOWN);
    const taken = renamed && (await nameForRename(job, id, inputs.name, held));
    if (taken) throw taken.about(what);
    if (unseen.length > 0) job.notice(driftNotice(what, unseen));
    await warnOfHidden(job, inputs, found);
    const unmanaged = noLongerManaged(job, held, inputs, found);
    if (unmanaged.length > 0) job.notice(unmanagedNotice(what, unmanaged));
    job.noticesOf(current, { ...now, ...inputs });
    return plan;
}

/** An id that is not visible may be valid, so it is only a warning. */
async function warnOfHidden(job: Job, inputs: Inputs, changed?: readonly Difference[]): Promise<void> {
    for (const { property, id, visible } of await hiddenReferences(job.connection, job.definition.references, inputs)) {
        if (changed && !changed.some((d) => d.property === property)) continue;
        job.notice(hiddenReferenceNotice(job.definition.noun, inputs.name, property, id, visible));
    }
}

/** An update in place or a replacement. A replacement with the same name is deleted first. */
export function planned(found: readonly Difference[], held: State, inputs: Inputs): Plan {
    const place = ({ customerId, microtenantId }: Inputs | State) => `${customerId} ${microtenantId ?? "0"}`;
    const keepsName = canonicalText(String(held.name)) === canonicalText(String(inputs.name));
    return {
        changes: found,
        replaces: replacing(found),
        deleteBeforeReplace: place(held) === place(inputs) && keepsName,
    };
}

/**
 * Properties that the program no longer manages and the service keeps. Derived properties that change are not
 * included.
 */
function noLongerManaged({ definition }: Job, held: State, inputs: Inputs, found: readonly Difference[]): string[] {
    const { derivation } = definition;
    const isMoved = found.some(({ property }) => derivation?.from.includes(property));
    const derivedAnew = isMoved ? (derivation?.fields ?? []) : [];
    const byName = definition.references.map(({ name }) => name);
    return optionalOf(definition).filter(
        (name) =>
            held.managedFields?.includes(name) &&
            inputs[name] === undefined &&
            !derivedAnew.includes(name) &&
            !byName.includes(name),
    );
}

/**
 * The plan for a locked object: no change with `ignoreWhenLocked`, otherwise an error. While deploying, `update`
 * rejects a change in place: an error there fails only this resource, an error here the whole run.
 */
export function planForLocked(
    what: string,
    locked: LockEvidence,
    found: readonly Difference[],
    inputs: Inputs,
    context: RunContext,
): Plan {
    if (inputs.ignoreWhenLocked === true) return { changes: [], replaces: [], deleteBeforeReplace: false };
    const replaces = replacing(found);
    if (context.phase === "deploy" && replaces.length === 0) {
        return { changes: found, replaces, deleteBeforeReplace: false };
    }
    throw lockedError(what, locked, found);
}
