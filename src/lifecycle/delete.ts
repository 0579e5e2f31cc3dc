import { isZpaError, type ZpaError } from "../api/errors";
import { lockReason } from "../model/lock";
import type { State } from "../model/state";
import { Gone } from "./gone";
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
        await job.connection.client.objects(job.model.api).delete(id, microtenantId);
    } catch (error) {
        if (!isZpaError(error)) throw error;
        const gone = Gone.saidBy(error, id) ?? (isInDoubt(error) && (await goneOrUnknown(job, id, microtenantId)));
        if (!gone) throw await explainRefusal(job, error, { id, microtenantId, what }, "delete");
    }
    job.objects.wrote(id, microtenantId, undefined);
    job.runtime.program.endCreate(job.model.type, held);
}

/** Errors of a delete after which the object may be gone: because of an earlier attempt, or of something in between. */
const isInDoubt = (error: ZpaError): boolean =>
    error.mayHaveHappened === true ||
    isZpaError(error, "REFUSED", "NOT_FOUND", "NO_SUCH_PATH", "UNAVAILABLE", "UNEXPECTED_ANSWER");

const goneOrUnknown = (job: Job, id: string, microtenantId: string): Promise<Gone | undefined> =>
    job.objects.goneAfterDelete(id, microtenantId).catch(() => undefined);
