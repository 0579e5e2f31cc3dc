import type { Clock } from "../clock";
import type { TransportAnswer } from "../exchange";
import { type Operation, WORTH_REPORTING_MS } from "../operation";
import { MAX_PAUSE_MS } from "../retry/policy";
import { rateLimited } from "../retry/retryBudget";
import { EMPTY_PAGE, type Ledger, type LedgerPage, type LedgerPages } from "./ledger";
import {
    COUNTED_WITHIN_MS,
    type LimitOfCall,
    LONGEST_WINDOW_MS,
    MARGIN_MS,
    nextRelease,
    stillCounting,
} from "./limits";

/** Paces the calls to one address. */
export interface Pacer {
    /**
     * Waits until a call may be sent under all of its limits. Calls with other limits are not held up. The wait does
     * not count for the operation's deadline.
     */
    release(limits: readonly LimitOfCall[], operation: Operation): Promise<Release>;
    /** Pauses the calls of a limit, as the service requires. The latest time counts; the maximum is 15 minutes. */
    pauseUntil(timeMs: number, limit: LimitOfCall): Promise<void>;
}

export interface Release {
    /** Sends the call, and records when the service must have counted it. */
    send(send: () => Promise<TransportAnswer>): Promise<TransportAnswer>;
}

/** A wait is reported after this time, so that the report counts the calls that run into it at the same time. */
const COUNTING_MS = 1_000;

export interface PacerOptions {
    readonly ledger: Ledger;
    readonly clock: Clock;
}

/** Has one pacer for each address, so that the tenants of a run wait in the same queues. */
export type Pacing = (address: string) => Pacer;

export function createPacing(options: { readonly ledger: (name: string) => Ledger; readonly clock: Clock }): Pacing {
    const pacers = new Map<string, Pacer>();
    return (address) => {
        const pacer = pacers.get(address) ?? createPacer({ ledger: options.ledger(address), clock: options.clock });
        pacers.set(address, pacer);
        return pacer;
    };
}

export function createPacer({ ledger, clock }: PacerOptions): Pacer {
    /** Calls with the same limits are sent in their order. */
    const queues = new Map<string, Promise<unknown>>();
    /** By the limit's key: its waiting calls, the end of the last reported wait, and the pause before it is written. */
    const waiting = new Map<string, number>();
    const reportedUntil = new Map<string, number>();
    const pausedHere = new Map<string, number>();

    async function takeTurn(limits: readonly LimitOfCall[], operation: Operation): Promise<Release> {
        for (;;) {
            operation.signal?.throwIfAborted();
            const { now, releases } = await takePlaces(limits);
            // Another call may have received a 429 while the file was written.
            const waits = limits.map((limit, i) => ({ limit, until: Math.max(releases[i]!, pauseHere(limit, now)) }));
            const { limit, until } = waits.reduce((last, each) => (each.until > last.until ? each : last));
            if (until <= now) return releaseOf(limits, now);
            await wait(limit, now, until, operation);
        }
    }

    /** Reports a long wait once, although calls in this and in other queues wait for the same limit. */
    async function wait({ key, counts }: LimitOfCall, now: number, until: number, operation: Operation): Promise<void> {
        const { signal, report } = operation;
        const isReported = until - (reportedUntil.get(key) ?? 0) <= WORTH_REPORTING_MS;
        if (until - now > WORTH_REPORTING_MS && !isReported) {
            reportedUntil.set(key, until);
            await clock.sleep(COUNTING_MS, signal);
            report(rateLimited(counts, until - clock.now(), clock.now(), waiting.get(key)));
        }
        const leftMs = until - clock.now();
        if (leftMs > 0) await clock.sleep(leftMs, signal);
    }

    /** Counts the call for all of its limits, or for none if one of them has no place yet. */
    async function takePlaces(limits: readonly LimitOfCall[]): Promise<{ now: number; releases: number[] }> {
        let now = 0;
        let releases: number[] = [];
        await ledger.change((pages) => {
            now = clock.now();
            const own = limits.map((limit) => {
                const page = pages[limit.key] ?? EMPTY_PAGE;
                return { limit, sentAt: stillCounting(page.sentAt, limit, now), pausedUntil: pauseOf(page, now) };
            });
            releases = own.map(({ limit, sentAt, pausedUntil }) =>
                Math.max(nextRelease(sentAt, limit, now), pausedUntil),
            );
            const isFree = releases.every((at) => at <= now);
            const changed = own.map(({ limit, sentAt, pausedUntil }) => {
                return [limit.key, { pausedUntil, sentAt: isFree ? [...sentAt, now] : sentAt }] as const;
            });
            return withoutExpired({ ...pages, ...Object.fromEntries(changed) }, now);
        });
        return { now, releases };
    }

    const pauseHere = ({ key }: LimitOfCall, now: number) => Math.min(pausedHere.get(key) ?? 0, now + MAX_PAUSE_MS);

    function releaseOf(limits: readonly LimitOfCall[], releasedAt: number): Release {
        return {
            async send(send) {
                const startedAt = clock.now();
                let leftAfterMs = 0;
                try {
                    const answer = await send();
                    leftAfterMs = answer.leftAfterMs;
                    return answer;
                } finally {
                    const latest = startedAt + leftAfterMs + COUNTED_WITHIN_MS;
                    await recount(limits, releasedAt, Math.min(clock.now(), latest));
                }
            },
        };
    }

    async function recount(limits: readonly LimitOfCall[], from: number, to: number): Promise<void> {
        // The margin covers less, and most calls are fast.
        if (to - from <= MARGIN_MS / 2) return;
        await ledger.change((pages) => {
            const changed = limits.flatMap(({ key }) => {
                const page = pages[key];
                const place = page?.sentAt.indexOf(from) ?? -1;
                return page && place >= 0 ? [[key, { ...page, sentAt: page.sentAt.with(place, to) }] as const] : [];
            });
            return { ...pages, ...Object.fromEntries(changed) };
        });
    }

    return {
        async release(limits, operation) {
            const resume = operation.deadline.pause();
            const name = limits.map(({ key }) => key).join("\n");
            const turn = (queues.get(name) ?? Promise.resolve()).then(() => takeTurn(limits, operation));
            queues.set(
                name,
                turn.catch(() => undefined),
            );
            const count = (by: number) => {
                for (const { key } of limits) waiting.set(key, (waiting.get(key) ?? 0) + by);
            };
            count(1);
            try {
                return await orAborted(turn, operation.signal);
            } finally {
                count(-1);
                resume();
            }
        },
        async pauseUntil(wantedMs, { key }) {
            const now = clock.now();
            const timeMs = Math.min(wantedMs, now + MAX_PAUSE_MS);
            pausedHere.set(key, Math.max(pausedHere.get(key) ?? 0, timeMs));
            await ledger.change((pages) => {
                const page = pages[key] ?? EMPTY_PAGE;
                const pausedUntil = Math.max(pauseOf(page, now), timeMs);
                return { ...pages, [key]: { ...page, pausedUntil } };
            });
        },
    };
}

/** Without the pages of paths and tenants that nobody has called for as long as any limit counts. */
function withoutExpired(pages: LedgerPages, now: number): LedgerPages {
    const counts = (page: LedgerPage) =>
        pauseOf(page, now) > now || stillCounting(page.sentAt, { windowMs: LONGEST_WINDOW_MS }, now).length > 0;
    return Object.fromEntries(Object.entries(pages).filter(([, page]) => counts(page)));
}

/** The pause that this package has written. A later one is from a clock that was ahead, or from another program. */
const pauseOf = ({ pausedUntil }: LedgerPage, now: number) =>
    pausedUntil <= now + MAX_PAUSE_MS + CLOCK_DRIFT_MS ? pausedUntil : 0;
const CLOCK_DRIFT_MS = 1_000;

/** A cancelled operation does not wait for earlier calls in the queue. */
async function orAborted<T>(turn: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (!signal) return turn;
    let abort = () => {};
    const aborted = new Promise<never>((_, reject) => {
        abort = () => reject(signal.reason);
        if (signal.aborted) abort();
        signal.addEventListener("abort", abort, { once: true });
    });
    try {
        return await Promise.race([turn, aborted]);
    } finally {
        signal.removeEventListener("abort", abort);
        turn.catch(() => undefined);
    }
}
