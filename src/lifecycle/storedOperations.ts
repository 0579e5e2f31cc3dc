import { isZpaError } from "../api/errors";
import type { Failure } from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import type { Inputs, State } from "../model/state";
import { adoptObject, createObject } from "./create";
import { deleteObject } from "./delete";
import { Job } from "./job";
import { hiddenReferenceNotice, takenOverNotice } from "./messages";
import { nameForCreate } from "./names";
import { observe } from "./observe";
import type { Operations, Request } from "./operations";
import { noSuchMicrotenant } from "./place";
import { type Plan, planChange } from "./plan";
import { readObject } from "./read";
import { hiddenReferences } from "./references";
import type { StoredModel } from "./storedModel";
import { updateObject } from "./update";

/** The operations of every resource that the API stores as an object. */
export function storedOperations(model: StoredModel): Operations {
    const job = ({ runtime, connection, context }: Request) => new Job(model, runtime, connection, context);
    return {
        planCreate: (request, inputs) => planCreate(job(request), inputs),
        planImport: (request, id, inputs) => planImport(job(request), id, inputs),
        planUpdate: (request, id, held, inputs) => planUpdate(job(request), id, held, inputs),
        create: (request, inputs) => createObject(job(request), inputs),
        adopt: (request, id, inputs) => adoptObject(job(request), id, inputs),
        read: (request, id, owner, held) => readObject(job(request), id, owner, held),
        update: (request, id, held, inputs) => updateObject(job(request), id, held, inputs),
        delete: (request, id, held) => deleteObject(job(request), id, held),
    };
}

async function planCreate(job: Job, inputs: Inputs): Promise<Failure[]> {
    const failures = await inKnownMicrotenant(job, inputs);
    if (failures.length > 0 || inputs.microtenantId === UNKNOWN) return failures;
    for (const hidden of await hiddenReferences(job, inputs)) {
        job.notice(hiddenReferenceNotice(job.model.noun, inputs.name, hidden));
    }
    const use = await nameForCreate(job, inputs);
    if (use.use === "taken") return [{ property: "name", reason: use.error.message }];
    if (use.use !== "adopt") return [];
    job.runtime.program.claimImport(inputs.customerId, use.object.id, job.urn);
    return planTakeOver(job, use.object.id, inputs);
}

async function planImport(job: Job, id: string, inputs: Inputs): Promise<Failure[]> {
    const failures = await inKnownMicrotenant(job, inputs);
    if (failures.length > 0 || inputs.microtenantId === UNKNOWN) return failures;
    return planTakeOver(job, id, inputs);
}

async function inKnownMicrotenant({ objects }: Job, { microtenantId }: Inputs): Promise<Failure[]> {
    if (microtenantId === UNKNOWN) return [];
    return objects.all(String(microtenantId ?? "0")).then(() => [], noSuchMicrotenant);
}

async function planTakeOver(job: Job, id: string, inputs: Inputs): Promise<Failure[]> {
    try {
        await adoptObject(job, id, inputs);
    } catch (error) {
        if (isZpaError(error, "CLASH", "NOT_FOUND")) return [{ property: "import", reason: error.message }];
        throw error;
    }
    job.notice(takenOverNotice(job.describe(inputs.name, id)));
    return [];
}

async function planUpdate(job: Job, given: string | undefined, held: State, inputs: Inputs): Promise<Plan | undefined> {
    const id = given ?? (await job.objects.named(held.name, String(held.microtenantId ?? "0")))?.id;
    if (id === undefined) return undefined;
    const { model } = job;
    return planChange({ model, id, held, inputs }, await observe(job, id, held, inputs));
}
