import type { ZpaError } from "../errors";

export interface RetryPolicy {
    /** Total time of one call with all its repetitions, waiting for rate limits not counted. */
    readonly totalMs: number;
    readonly firstDelayMs: number;
    readonly longestDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { totalMs: 120_000, firstDelayMs: 300, longestDelayMs: 15_000 };

/** Whether the same request may be sent again after this error. */
export function mayRepeat(error: ZpaError, idempotent: boolean): boolean {
    switch (error.code) {
        case "RATE_LIMIT":
        case "CONTENTION":
            return true;
        case "UNAVAILABLE":
            // Even "retryable" may come from a gateway after the work was done: whoever sent it looks first.
            return idempotent;
        case "NETWORK":
            return idempotent ? error.mayHaveHappened === true || isPassing(error) : isPassing(error);
        case "UNEXPECTED_ANSWER":
            return idempotent && !REDIRECTS.test(String(error.status));
        default:
            return false;
    }
}

const REDIRECTS = /^3/;
const isPassing = (error: ZpaError) => error.reason === "EAI_AGAIN";

/** Exponential backoff with full jitter on its upper half; `random` is in 0…1. */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
    const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** attempt);
    return ceiling / 2 + (ceiling / 2) * random;
}
