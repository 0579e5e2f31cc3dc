import type { ZpaError } from "../errors";
import { TOO_LARGE } from "../transport";

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
/** The first pause if the service names none, in milliseconds. */
const MIN_PAUSE_MS = 500;
/** How many times a call waits for the rate limit. */
export const MAX_PAUSES = 30;

/** How often a request is repeated that something else than the service seems to have rejected. */
const MAX_FOREIGN_REJECTIONS = 2;

/**
 * Whether the request may be retried after this error.
 *
 * @param foreign how many earlier attempts {@link isForeign something else than the service} has rejected
 */
export function mayRepeat(error: ZpaError, idempotent: boolean, foreign = 0): boolean {
    // A gateway may return "retryable" although a write took effect, so the caller checks before it retries.
    const isSafe = idempotent || error.mayHaveHappened !== true;
    switch (error.code) {
        case "RATE_LIMIT":
        case "CONTENTION":
        case "UNAVAILABLE":
            return isSafe;
        case "NETWORK":
            return idempotent ? error.mayHaveHappened === true || isPassing(error) : isPassing(error);
        case "NO_SUCH_PATH":
            return idempotent && foreign < MAX_FOREIGN_REJECTIONS;
        case "UNEXPECTED_ANSWER":
            if (REDIRECTS.test(String(error.status)) || error.reason === TOO_LARGE) return false;
            return idempotent && (foreign < MAX_FOREIGN_REJECTIONS || !isForeign(error));
        default:
            return false;
    }
}

/** Whether something else than the service seems to have rejected the request. */
export const isForeign = (error: ZpaError): boolean =>
    error.code === "NO_SUCH_PATH" || (error.code === "UNEXPECTED_ANSWER" && REJECTIONS.test(String(error.status)));

const REDIRECTS = /^3/;
const REJECTIONS = /^4/;
/** Transient failures before the request was sent. */
const isPassing = ({ reason = "" }: ZpaError) =>
    /^(PROXY_)?EAI_AGAIN$|^PROXY_(429|50[0234]|ETIMEDOUT|ECONNRESET)$/.test(reason);

/** How long to wait before the next attempt: the service's `retry-after`, but at least the exponential backoff. */
export function waitMs(policy: RetryPolicy, error: ZpaError, attempt: number, random: number): number {
    if (error.code === "RATE_LIMIT") return pauseMs(error.retryAfterSecs, attempt);
    return Math.max((error.retryAfterSecs ?? 0) * 1000, backoffMs(policy, attempt, random));
}

/** How long a rate limit pauses all calls. A service that names no time, or an elapsed one, gets longer pauses. */
export function pauseMs(retryAfterSecs: number | undefined, attempt = 0): number {
    if (retryAfterSecs === undefined) return DEFAULT_PAUSE_MS;
    const atLeast = Math.min(MIN_PAUSE_MS * 2 ** attempt, DEFAULT_PAUSE_MS);
    return Math.min(Math.max(retryAfterSecs * 1000, atLeast), MAX_PAUSE_MS);
}

/** Exponential backoff with jitter in its upper half. `random` is between 0 and 1. */
export function backoffMs(policy: RetryPolicy, attempt: number, random: number): number {
    const ceiling = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** attempt);
    return ceiling / 2 + (ceiling / 2) * random;
}
