/** At most `calls` calls in any `windowMs` milliseconds. */
export interface Limit {
    readonly calls: number;
    readonly windowMs: number;
}

/** A rate limit of the service. */
export interface LimitRow extends Limit {
    readonly api: "legacy" | "oneapi";
    /** Whose calls count together: those of one source address, for all tenants, or those of one tenant. */
    readonly scope: "address" | "tenant";
    /** GET, or POST, PUT and DELETE, or both. */
    readonly methods: "reads" | "writes" | "all";
    /** Whether all paths count together, or each path on its own. All ids of a path count as one. */
    readonly paths: "together" | "each";
    /** Whether the headers `x-ratelimit-…` report what is left of it. */
    readonly inHeaders?: true;
    readonly source: string;
}

const LEGACY = { api: "legacy", scope: "address", paths: "together" } as const;
const ONEAPI = { api: "oneapi", scope: "address", paths: "each" } as const;
const HELP = "https://help.zscaler.com/zpa/understanding-rate-limiting";
const RECORDED = "docs/zpa-api.md#rate-limits-and-retries";

/** For each API, the narrowest limit first. A 429 pauses only that one, unless the headers name another. */
export const LIMITS: readonly LimitRow[] = [
    { ...LEGACY, methods: "reads", calls: 20, windowMs: 10_000, source: HELP },
    { ...LEGACY, methods: "writes", calls: 10, windowMs: 10_000, source: HELP },
    { ...ONEAPI, methods: "reads", calls: 20, windowMs: 10_000, source: RECORDED },
    { ...ONEAPI, methods: "writes", calls: 10, windowMs: 10_000, source: RECORDED },
    {
        ...{ api: "oneapi", scope: "tenant", methods: "all", paths: "together", inHeaders: true },
        ...{ calls: 5_000, windowMs: 60_000, source: RECORDED },
    },
];

/** The rows without their numbers: only the pauses that the service requires are kept. */
export const PAUSES_ONLY: readonly LimitRow[] = LIMITS.map((row) => ({ ...row, calls: Number.POSITIVE_INFINITY }));

/** A limit as it applies to one call. */
export interface LimitOfCall extends Limit {
    /** Calls with the same key count together. */
    readonly key: string;
    /** The calls that it counts, for messages: `writes to appConnectorGroup`. */
    readonly counts: string;
    readonly inHeaders: boolean;
}

/** The limits that count a call, the narrowest first. */
export function limitsOf(
    rows: readonly LimitRow[],
    client: { readonly api: LimitRow["api"]; readonly customerId: string },
    call: { readonly method: string; readonly path: string },
): LimitOfCall[] {
    const methods = call.method === "GET" ? "reads" : "writes";
    const path = pathTemplate(call.path);
    return rows
        .filter((row) => row.api === client.api && (row.methods === "all" || row.methods === methods))
        .map((row) => ({
            calls: row.calls,
            windowMs: row.windowMs,
            key: [
                row.scope === "tenant" ? `tenant ${client.customerId}` : "address",
                row.methods,
                row.paths === "each" ? path : "",
            ].join(" "),
            counts: row.paths === "each" ? `${methods} ${PREPOSITION[methods]} ${shortened(path)}` : NAMES[row.methods],
            inHeaders: row.inHeaders ?? false,
        }));
}

const NAMES = { reads: "reads", writes: "writes", all: "calls" } as const;
const PREPOSITION = { reads: "of", writes: "to" } as const;

/** A path without its query, with `{id}` for each id. */
const pathTemplate = (path: string) => path.split("?")[0]!.replace(/\/\d+(?=\/|$)/g, "/{id}");

/** The end of a template: `appConnectorGroup/{id}` */
const shortened = (template: string) => /[^/]+(\/\{id\})?$/.exec(template)![0];

/** A safety margin for the time between a call and the service counting it; see {@link COUNTED_WITHIN_MS}. */
export const MARGIN_MS = 100;

/**
 * The service counts a call between its sending and its answer. A slow answer says little about when, so this is the
 * latest time that is assumed.
 */
export const COUNTED_WITHIN_MS = 300;

/** The longest time that a call counts. */
export const LONGEST_WINDOW_MS = Math.max(...LIMITS.map(({ windowMs }) => windowMs));

/**
 * When the next call may be sent so that no window of the limit, fixed or sliding, has too many calls: a full window
 * after the call that is `calls` positions back.
 */
export function nextRelease(sentAt: readonly number[], limit: Limit, nowMs: number): number {
    const oldest = sentAt.at(-limit.calls);
    return oldest === undefined ? nowMs : Math.max(nowMs, oldest + limit.windowMs + MARGIN_MS);
}

/** The calls that still count for the limit, in order of time. */
export function stillCounting(sentAt: readonly number[], limit: Pick<Limit, "windowMs">, nowMs: number): number[] {
    const since = nowMs - limit.windowMs - MARGIN_MS;
    return sentAt.filter((t) => t > since && t <= nowMs + limit.windowMs).sort((a, b) => a - b);
}
