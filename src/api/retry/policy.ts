import type { ZpaError } from "../errors";

export interface RetryPolicy {
    /** How long a call without an operation is retried, not counting waits for rate limits. */
    readonly totalMs: number;
    readonly firstDelayMs: number;
    readonly longestDelayMs: number;
    /** The minimum timeout of the first attempt, even if the deadline is earlier. */
    readonly minTimeoutMs: number;
    /** The delay before rejected credentials are retried. */
    readonly refusedCredentialsMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
    totalMs: 120_000,
    firstDelayMs: 300,
    longestDelayMs: 15_000,
    minTimeoutMs: 10_000,
    refusedCredentialsMs: 2_000,
};

/** The maximum accepted `Retry-After` of a rate limit. The known windows have 10 and 60 seconds. */
export const MAX_PAUSE_MS = 15 * 60_000;
const DEFAULT_PAUSE_MS = 10_000;
/** How many times a call waits for the rate limit. */
export const MAX_PAUSES = 30;

/** Whether the request may be retried after this error. */
export function mayRepeat(error: ZpaError, idempotent: boolean): boolean {
    switch (error.code) {
        case "RATE_LIMIT":
        case "CONTENTION":
            return true;
        case "UNAVAILABLE":
            // A gateway may return "retryable" although the request took effect, so the caller checks before it
            // retries.
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
/** Transient failures before the request was sent. */
const isPassing = ({ reason = "" }: ZpaError) =>
    /^(PROXY_)?EAI_AGAIN$|^PROXY_(429|50[0234]|ETIMEDOUT|ECONNRESET)$/.test(reason);

/** How long to wait before the next attempt: the service's `retry-after`, or exponential backoff. */
export function waitMs(policy: RetryPolicy, error: ZpaError, attempt: number, random: number): number {
    if (error.code === "RATE_LIMIT") return pauseMs(error.retryAfterSecs);
    return error.retryAfterSecs === undefined ? backoffMs(policy, attempt, random) : error.retryAfterSecs * 1000;
}

/** How long a rate limit pauses all calls. */
export const pauseMs = (retryAfterSecs: number | undefined): number =>
    retryAfterSecs === undefined ? DEFAULT_PAUSE_MS : Math.min(retryAfterSecs * 1000, MAX_PAUSE_MS);

/** Exponential backoff with jitter in its upper half. `random` is between 0 and 1. */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
    const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** attempt);
    return ceiling / 2 + (ceiling / 2) * random;
}
