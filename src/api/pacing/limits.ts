/** At most `calls` calls in any `windowMs` milliseconds. */
export interface Limit {
    readonly calls: number;
    readonly windowMs: number;
}

/** A rate limit of the service, with its name in messages. */
export interface ServiceLimit extends Limit {
    readonly counts: string;
}

export type CallKind = "read" | "write";

const ONEAPI: ServiceLimit = { counts: "calls", calls: 5_000, windowMs: 60_000 };

/**
 * Legacy API: per source address, 20 GET and 10 POST/PUT/DELETE in 10 s.
 * OneAPI: 5,000 calls of both kinds in 60 s (`x-ratelimit-limit: 5000, 5000;w=60`); its headers contain the rest of
 * the budget.
 *
 * Source: https://help.zscaler.com/zpa/understanding-rate-limiting
 */
export const LIMITS: Readonly<Record<"legacy" | "oneapi", Readonly<Record<CallKind, ServiceLimit>>>> = {
    legacy: {
        read: { counts: "reads", calls: 20, windowMs: 10_000 },
        write: { counts: "writes", calls: 10, windowMs: 10_000 },
    },
    oneapi: { read: ONEAPI, write: ONEAPI },
};

/**
 * A safety margin for the time between sending a call and the service counting it. With it, two calls that are a window
 * apart keep their distance even if the first one was slow.
 */
export const MARGIN_MS = 150;

/**
 * When the next call may be sent so that no window of the limit, fixed or sliding, has too many calls: a full window
 * after the call that is `calls` positions back.
 */
export function nextRelease(sentAt: readonly number[], limit: Limit, nowMs: number): number {
    const oldest = sentAt.at(-limit.calls);
    return oldest === undefined ? nowMs : Math.max(nowMs, oldest + limit.windowMs + MARGIN_MS);
}

/** The calls that still count for the limit, in order of time. */
export function stillCounting(sentAt: readonly number[], limit: Limit, nowMs: number): number[] {
    const since = nowMs - limit.windowMs - MARGIN_MS;
    return sentAt.filter((t) => t > since && t <= nowMs + limit.windowMs).sort((a, b) => a - b);
}
