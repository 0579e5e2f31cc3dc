/** Whose rate limit applies, or `off` for none. */
export type LimitMode = "legacy" | "oneapi" | "off";
/** The window of a rate limit: `fixed` begins with its first call, `sliding` ends with the current call. */
export type WindowMode = "fixed" | "sliding";

interface Limit {
    readonly calls: number;
    readonly windowMs: number;
}

/** Source: docs/zpa-api.md#rate-limits-and-retries */
const LEGACY: Readonly<Record<"read" | "write", Limit>> = {
    read: { calls: 20, windowMs: 10_000 },
    write: { calls: 10, windowMs: 10_000 },
};
const ONEAPI: Limit = { calls: 5_000, windowMs: 60_000 };
const LEGACY_RETRY_AFTER_SECS = 13;

export interface Admission {
    readonly admitted: boolean;
    readonly retryAfterSecs: number;
    readonly headers: Readonly<Record<string, string>>;
}

/** Counts calls in fixed or sliding windows. */
export class RateLimits {
    private readonly calls = new Map<string, number[]>();

    constructor(private readonly window: WindowMode) {}

    admit(mode: LimitMode, method: string, source: string, tenant: string, nowMs: number): Admission {
        if (mode === "off") return { admitted: true, retryAfterSecs: 0, headers: {} };
        const kind = method === "GET" ? "read" : "write";
        const limit = mode === "legacy" ? LEGACY[kind] : ONEAPI;
        const key = mode === "legacy" ? `legacy ${source} ${kind}` : `oneapi ${tenant}`;
        const counted = this.counting(key, limit, nowMs);
        const admitted = counted.length < limit.calls;
        if (admitted) counted.push(nowMs);
        this.calls.set(key, counted);
        const resetSecs = Math.max(1, Math.ceil(((counted[0] ?? nowMs) + limit.windowMs - nowMs) / 1000));
        if (mode === "legacy") return { admitted, retryAfterSecs: LEGACY_RETRY_AFTER_SECS, headers: {} };
        const headers = {
            "x-ratelimit-limit": `${limit.calls}, ${limit.calls};w=${limit.windowMs / 1000}`,
            "x-ratelimit-remaining": String(limit.calls - counted.length),
            "x-ratelimit-reset": String(resetSecs),
        };
        return { admitted, retryAfterSecs: resetSecs, headers };
    }

    reset(): void {
        this.calls.clear();
    }

    private counting(key: string, limit: Limit, nowMs: number): number[] {
        const calls = this.calls.get(key) ?? [];
        if (this.window === "sliding") return calls.filter((t) => t > nowMs - limit.windowMs);
        const start = calls[0];
        return start !== undefined && nowMs < start + limit.windowMs ? calls : [];
    }
}
