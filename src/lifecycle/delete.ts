import { isZpaError, type ZpaError } from "../api/errors";
import { lockReason } from "../model/lock";
import type { State } from "../model/state";
import type { Job } from "./job";
import { lockedError } from "./messages";
import { explainRefusal } from "./refusals";

export async function deleteObject(job: Job, id: string, held: State): Promise<void> {
    const what = job.describe(held.name, id);
    const microtenantId = String(held.microtenantId ?? "0");
    if (job.objects.isKnownGone(id, microtenantId)) return;
    const locked = lockReason(held);
    if (locked) throw lockedError(what, locked, "delete");
    try {
        await job.connection.client.objects(job.definition.api).delete(id, microtenantId);
    } catch (error) {
        if (!isZpaError(error)) throw error;
        if (error.code !== "NOT_FOUND" && !(isInDoubt(error) && (await isGone(job, id, microtenantId)))) {
            throw await explainRefusal(job, error, { id, microtenantId, what }, "delete");
        }
    }
    job.objects.wrote(id, microtenantId, undefined);
    job.runtime.program.endCreate(job.definition.type, held);
}

/** Errors of a retried delete that may mean that the first attempt succeeded. */
const isInDoubt = (error: ZpaError): boolean => error.mayHaveHappened === true || error.code === "REFUSED";

/** Whether a delete has deleted the object although it returned an error. */
const isGone = (job: Job, id: string, microtenantId: string): Promise<boolean> =>
    job.objects.byId(id, microtenantId).then(
        (object) => object === undefined,
        () => false,
    );
