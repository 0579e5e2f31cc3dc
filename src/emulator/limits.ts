import type { FactName, Known } from "./evidence";

/** Whose rate limits apply, or `off` for none. */
export type LimitMode = "legacy" | "oneapi" | "off";
/** The window of a rate limit: `fixed` begins with its first call, `sliding` ends with the current call. */
export type WindowMode = "fixed" | "sliding";
/** How OneAPI counts paths with ids: all ids of a path as one (`template`), or each path as it was sent (`id`). */
export type LimitPaths = "template" | "id";

/** A call, as far as a rate limit counts it. */
export interface CountedCall {
    readonly method: string;
    /** The source address. */
    readonly source: string;
    readonly customerId: string;
    /** The path, without the query. */
    readonly path: string;
    /** The path, with the names of its parameters instead of their values. */
    readonly template: string;
}

interface Rule {
    readonly known: FactName;
    readonly api: "legacy" | "oneapi";
    readonly counts: (call: CountedCall) => boolean;
    /** Calls with the same text count together. */
    readonly together: (call: CountedCall, paths: LimitPaths) => string;
    readonly calls: number;
    readonly windowMs: number;
    /** Default: when the window ends. */
    readonly retryAfterSecs?: number;
    /** Whether the response has the headers `x-ratelimit-…` for it. */
    readonly headers?: true;
}

const isRead = ({ method }: CountedCall) => method === "GET";
const isWrite = (call: CountedCall) => !isRead(call);
const bySource = ({ source }: CountedCall) => source;
const byPath = ({ source, path, template }: CountedCall, paths: LimitPaths) =>
    `${source} ${paths === "id" ? path : template}`;

/** Source: docs/zpa-api.md#rate-limits-and-retries */
const RULES: readonly Rule[] = [
    {
        known: "limits.legacy",
        api: "legacy",
        counts: isRead,
        together: bySource,
        calls: 20,
        windowMs: 10_000,
        retryAfterSecs: 13,
    },
    {
        known: "limits.legacy",
        api: "legacy",
        counts: isWrite,
        together: bySource,
        calls: 10,
        windowMs: 10_000,
        retryAfterSecs: 13,
    },
    {
        known: "limits.oneapi.path",
        api: "oneapi",
        counts: isRead,
        together: byPath,
        calls: 20,
        windowMs: 10_000,
        retryAfterSecs: 4,
    },
    {
        known: "limits.oneapi.path",
        api: "oneapi",
        counts: isWrite,
        together: byPath,
        calls: 10,
        windowMs: 10_000,
        retryAfterSecs: 4,
    },
    {
        known: "limits.oneapi.minute",
        api: "oneapi",
        counts: () => true,
        together: ({ customerId }) => customerId,
        calls: 5_000,
        windowMs: 60_000,
        headers: true,
    },
];

export interface Admission {
    /** If the call is rejected: the seconds of `retry-after`, and what the rejection rests on. */
    readonly refused: { readonly retryAfterSecs: number; readonly known: Known } | undefined;
    readonly headers: Readonly<Record<string, string>>;
    /** What the headers rest on. */
    readonly known: readonly FactName[];
}

interface Window {
    readonly rule: Rule;
    readonly counted: number[];
    readonly resetSecs: number;
}

/** How many windows are kept. Then those that have ended are dropped. */
const MAX_WINDOWS = 10_000;

/** Counts calls in fixed or sliding windows. A rejected call does not count. */
export class RateLimits {
    private readonly calls = new Map<string, number[]>();

    constructor(
        private readonly window: WindowMode,
        private readonly paths: LimitPaths = "template",
    ) {}

    admit(mode: LimitMode, call: CountedCall, nowMs: number): Admission {
        const windows = RULES.filter((rule) => rule.api === mode && rule.counts(call)).map((rule) =>
            this.windowOf(rule, call, nowMs),
        );
        const full = windows.find(({ rule, counted }) => counted.length >= rule.calls);
        if (!full) for (const { counted } of windows) counted.push(nowMs);
        const shown = windows.filter(({ rule }) => rule.headers);
        return {
            refused: full && {
                retryAfterSecs: full.rule.retryAfterSecs ?? full.resetSecs,
                known: rejectedBy(full.rule, call),
            },
            headers: Object.assign({}, ...shown.map(headersOf)),
            known: shown.map(({ rule }) => rule.known),
        };
    }

    reset(): void {
        this.calls.clear();
    }

    private windowOf(rule: Rule, call: CountedCall, nowMs: number): Window {
        const key = `${RULES.indexOf(rule)} ${rule.together(call, this.paths)}`;
        const counted = this.counting(this.calls.get(key) ?? [], rule.windowMs, nowMs);
        if (this.calls.size >= MAX_WINDOWS) this.purge(nowMs);
        this.calls.set(key, counted);
        const resetSecs = Math.max(1, Math.ceil(((counted[0] ?? nowMs) + rule.windowMs - nowMs) / 1000));
        return { rule, counted, resetSecs };
    }

    /** Drops the windows that have ended, and the oldest ones if few have. */
    private purge(nowMs: number): void {
        const longest = Math.max(...RULES.map(({ windowMs }) => windowMs));
        for (const [key, calls] of this.calls) if ((calls.at(-1) ?? 0) <= nowMs - longest) this.calls.delete(key);
        for (const key of this.calls.keys()) {
            if (this.calls.size <= MAX_WINDOWS * 0.9) return;
            this.calls.delete(key);
        }
    }

    private counting(calls: number[], windowMs: number, nowMs: number): number[] {
        if (this.window === "sliding") return calls.filter((t) => t > nowMs - windowMs);
        const start = calls[0];
        return start !== undefined && nowMs < start + windowMs ? calls : [];
    }
}

/** How ids of one path count is unknown. */
const rejectedBy = (rule: Rule, { template }: CountedCall): Known =>
    rule.together === byPath && template.includes("/:") ? [rule.known, "limits.oneapi.ids"] : [rule.known];

const headersOf = ({ rule, counted, resetSecs }: Window) => ({
    "x-ratelimit-limit": `${rule.calls}, ${rule.calls};w=${rule.windowMs / 1000}`,
    "x-ratelimit-remaining": String(rule.calls - counted.length),
    "x-ratelimit-reset": String(resetSecs),
});
