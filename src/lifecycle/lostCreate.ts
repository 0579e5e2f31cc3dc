import { isZpaError, type ZpaError } from "../api/errors";
import { Created, type LostCreate, namesakeIn } from "./created";
import type { Job } from "./job";
import { createdBesideError, lookingNotice } from "./messages";

/** How long lists may take to return a create, in milliseconds. It is not documented. */
const LOOK_FOR_MS = 15_000;
/** How long a create is looked for that may still be in progress, because only this side has ended the request. */
const LOOK_FOR_GIVEN_UP_MS = 60_000;

export interface Search {
    readonly microtenantId: string;
    /** Why the create is in doubt. */
    readonly doubt: ZpaError;
    /** Whether only this side has ended the request. */
    readonly isGivenUp: boolean;
}

/**
 * Looks for the object of a create whose response was lost. `none` if no list has shown it for so long that it does not
 * exist; `unknown` if the deadline, or the failure of a list, has ended the search before.
 *
 * @throws ZpaError if a new object has the name, but not what was sent
 */
export async function findLostCreate(
    job: Job,
    lost: LostCreate,
    { microtenantId, doubt, isGivenUp }: Search,
): Promise<Created | "none" | "unknown"> {
    const { clock } = job.runtime;
    const { report, signal } = job.connection.operation;
    /** A failed list, the deadline, or a cancellation. */
    const ended = (error: unknown): undefined => {
        if (!isZpaError(error) && !signal?.aborted) throw error;
    };
    const lookForMs = isGivenUp ? LOOK_FOR_GIVEN_UP_MS : LOOK_FOR_MS;
    const beganAt = clock.monotonic();
    for (let hasReported = false; ; hasReported = true) {
        const look = await job.objects.look(microtenantId).catch(ended);
        if (!look) return "unknown";
        const created = Created.foundIn(look.listing, lost);
        if (created) return created;
        const namesake = namesakeIn(look.listing, lost);
        if (namesake) {
            const where = job.where({ customerId: job.connection.client.customerId, microtenantId });
            throw createdBesideError({ noun: job.model.noun, name: lost.name, where }, namesake, doubt);
        }
        if (look.requestedAt - beganAt >= lookForMs) return "none";
        if (!hasReported) report(lookingNotice(job.model.noun, lost.name, doubt, lookForMs));
    }
}
