/** At most `calls` calls in any `windowMs` milliseconds. */
export interface Limit {
    readonly calls: number;
    readonly windowMs: number;
}

/** A limit of the service, with what it counts as people say it. */
export interface ServiceLimit extends Limit {
    readonly counts: string;
}

export type CallKind = "read" | "write";

const ONEAPI: ServiceLimit = { counts: "calls", calls: 5_000, windowMs: 60_000 };

/**
 * Legacy API: per source address, 20 GET and 10 POST/PUT/DELETE in 10 s.
 * OneAPI: 5,000 calls of both kinds in 60 s (`x-ratelimit-limit: 5000, 5000;w=60`); its headers say what is left.
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
 * What may lie between a call leaving us and the service counting it. Released this much later than the limit asks,
 * two calls a window apart keep their distance even when the first was slow on its way.
 */
export const MARGIN_MS = 150;

/**
 * When the next call may leave so that no window of the limit, fixed or sliding, ever holds one too many: a full
 * window after the call that is `calls` places back.
 */
export function nextRelease(sentAt: readonly number[], limit: Limit, nowMs: number): number {
    const oldest = sentAt.at(-limit.calls);
    return oldest === undefined ? nowMs : Math.max(nowMs, oldest + limit.windowMs + MARGIN_MS);
}

/** The calls that can still matter to the limit, in order of time. */
export function stillCounting(sentAt: readonly number[], limit: Limit, nowMs: number): number[] {
    const since = nowMs - limit.windowMs - MARGIN_MS;
    return sentAt.filter((t) => t > since && t <= nowMs + limit.windowMs).sort((a, b) => a - b);
}
