import type { ZpaError } from "../api/errors";
import { known } from "../model/diff";
import { lockReason } from "../model/lock";
import { canonicalText, UNKNOWN } from "../model/rules";
import type { ApiObject, Inputs } from "../model/state";
import type { Job } from "./job";
import { nameTakenError, type TakenAdvice } from "./messages";
import { reportsPlans } from "./ports";

/** Whether the name of a new object is free, can be taken over, or is in use. */
export type NameUse =
    | { readonly use: "free" }
    /** An identical object that the resource takes over, because `adoptIdentical` is set. */
    | { readonly use: "adopt"; readonly object: ApiObject }
    | { readonly use: "taken"; readonly error: ZpaError };

const FREE = { use: "free" } as const;

/** Whether a new object can have its name. Preview and create both use this rule. */
export async function nameForCreate(job: Job, inputs: Inputs): Promise<NameUse> {
    const scope = String(inputs.microtenantId ?? "0");
    if (inputs.name === UNKNOWN || scope === UNKNOWN) return FREE;
    const object = await job.objects.named(inputs.name, scope);
    if (!object) return FREE;
    const taken = (advice: TakenAdvice, owner?: string): NameUse => ({
        use: "taken",
        error: nameTakenError({
            noun: job.model.noun,
            name: canonicalText(String(inputs.name)),
            object,
            where: job.where(inputs),
            advice,
            owner,
        }),
    });
    if (job.objects.isOfThisRun(object.id, scope)) return taken("createdInThisRun");
    const { program, settings } = job.runtime;
    const own = program.ownObject(job.model.type, object.id, inputs, job.urn);
    if (own !== "no") {
        const isDeletedFirst = job.context.deleteBeforeReplace ?? program.isDeletedBeforeReplacing(job.urn);
        if (isDeletedFirst && reportsPlans(job.context)) return FREE;
        // What has the name after the delete is another object.
        if (own === "yes" || !isDeletedFirst) return taken("replacement");
    }
    if (reportsPlans(job.context) && program.isDeletedWithParent(inputs.customerId, object.id)) return FREE;
    const owner = program.ownerOf(inputs.customerId, object.id);
    if (owner !== undefined && owner !== job.urn) return taken("owned", owner);
    if (!isIdentical(job, object, inputs)) return taken("create");
    return settings.adoptIdentical ? { use: "adopt", object } : taken("identical");
}

/** Whether an object matches all arguments and is not locked. */
function isIdentical(job: Job, object: ApiObject, inputs: Inputs): boolean {
    if (lockReason(object)) return false;
    // Values that are unknown at preview are compared by the create.
    return known(job.differences(job.state(object, job.owner(inputs), inputs), inputs)).length === 0;
}
