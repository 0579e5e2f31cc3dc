import type { ZpaError } from "../errors";

export interface RetryPolicy {
    /** How long a call that belongs to no operation may be repeated, waiting for rate limits not counted. */
    readonly totalMs: number;
    readonly firstDelayMs: number;
    readonly longestDelayMs: number;
    /** How long the answer to the first attempt is awaited, even when the deadline is nearer. */
    readonly leastAnswerMs: number;
    /** After how long refused credentials are sent once more. */
    readonly refusedCredentialsMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
    totalMs: 120_000,
    firstDelayMs: 300,
    longestDelayMs: 15_000,
    leastAnswerMs: 10_000,
    refusedCredentialsMs: 2_000,
};

/** What is believed of a `Retry-After` for a rate limit: the known windows are 10 and 60 seconds long. */
export const LONGEST_PAUSE_MS = 15 * 60_000;
const DEFAULT_PAUSE_MS = 10_000;
/** How often one call waits for the rate limit. */
export const MOST_PAUSES = 30;

/** Whether the same request may be sent again after this error. */
export function mayRepeat(error: ZpaError, idempotent: boolean): boolean {
    switch (error.code) {
        case "RATE_LIMIT":
        case "CONTENTION":
            return true;
        case "UNAVAILABLE":
            // A gateway may answer "retryable" after the work was done, so the caller checks before it repeats.
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

/** How long to wait before another attempt: as the service says, or longer each time. */
export function waitMs(policy: RetryPolicy, error: ZpaError, attempt: number, random: number): number {
    if (error.code === "RATE_LIMIT") return pauseMs(error.retryAfterSecs);
    return error.retryAfterSecs === undefined ? backoffMs(policy, attempt, random) : error.retryAfterSecs * 1000;
}

/** How long a rate limit holds everybody back. */
export const pauseMs = (retryAfterSecs: number | undefined): number =>
    retryAfterSecs === undefined ? DEFAULT_PAUSE_MS : Math.min(retryAfterSecs * 1000, LONGEST_PAUSE_MS);

/** Exponential backoff with full jitter on its upper half; `random` is in 0…1. */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
    const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** attempt);
    return ceiling / 2 + (ceiling / 2) * random;
}
