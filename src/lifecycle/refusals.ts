import { isZpaError } from "../api/errors";
import { lockReason, lockSaidBy } from "../model/lock";
import { Gone } from "./gone";
import type { Job } from "./job";
import { type Attempt, lockedError } from "./messages";

/** Errors whose text may indicate a lock. Other codes have a specific cause. */
const UNEXPLAINED = ["REFUSED", "FORBIDDEN", "CONFLICT"] as const;

/**
 * The error for a rejected change. It is reported as locked only if the object, read again, shows a lock, or if the id of
 * the service's error says so. Any other rejection is reported in the service's own words.
 */
export async function explainRefusal(
    job: Job,
    error: unknown,
    target: { id: string; microtenantId: string; what: string },
    attempt: Attempt,
): Promise<unknown> {
    if (!isZpaError(error)) return error;
    const verb = attempt === "delete" ? "deleted" : "updated";
    const reported = error.about(`${target.what} was not ${verb}`);
    if (!isZpaError(error, ...UNEXPLAINED)) return reported;
    const current = await job.objects.byId(target.id, target.microtenantId).catch(() => undefined);
    const shown = current === undefined || current instanceof Gone ? undefined : lockReason(current);
    if (shown) return lockedError(target.what, shown, attempt, undefined);
    const said = lockSaidBy(error);
    return said ? lockedError(target.what, said, attempt, error) : reported;
}
