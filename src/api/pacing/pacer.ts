import type { Clock } from "../clock";
import { type Operation, WORTH_REPORTING_MS } from "../operation";
import { MAX_PAUSE_MS } from "../retry/policy";
import { rateLimited } from "../retry/retryBudget";
import type { Ledger } from "./ledger";
import { nextRelease, type ServiceLimit, stillCounting } from "./limits";

export interface Pacer {
    /** Waits until a call may be sent. The wait does not count for the operation's deadline. */
    release(operation: Operation): Promise<Release>;
    /** Pauses all calls until a time, as the service requires. The latest time counts; the maximum is 15 minutes. */
    pauseUntil(timeMs: number): Promise<void>;
}

export interface Release {
    /** Records when the call was actually sent, which is later than its release if a connection had to be opened. */
    sentAt(timeMs: number): Promise<void>;
    readonly releasedAt: number;
}

export interface PacerOptions {
    readonly limit: ServiceLimit;
    readonly ledger: Ledger;
    readonly clock: Clock;
}

export function createPacer({ limit, ledger, clock }: PacerOptions): Pacer {
    let line: Promise<unknown> = Promise.resolve();
    /** The pause as this process knows it, before the ledger has been written. */
    let pausedHere = 0;

    async function takeTurn({ signal, report }: Operation): Promise<Release> {
        for (;;) {
            signal?.throwIfAborted();
            let releaseAt = 0;
            let now = 0;
            await ledger.change((page) => {
                now = clock.now();
                const sentAt = stillCounting(page.sentAt, limit, now);
                const pausedUntil = isPossible(page.pausedUntil, now) ? page.pausedUntil : 0;
                releaseAt = Math.max(nextRelease(sentAt, limit, now), pausedUntil);
                return { pausedUntil, sentAt: releaseAt <= now ? [...sentAt, now] : sentAt };
            });
            const releasedAt = now;
            // Another call may have received a 429 while the file was written.
            releaseAt = Math.max(releaseAt, Math.min(pausedHere, now + MAX_PAUSE_MS));
            if (releaseAt <= now) return { releasedAt, sentAt: (timeMs) => correct(releasedAt, timeMs) };
            // Later calls in the queue wait for this one, so one message is enough.
            if (releaseAt - now > WORTH_REPORTING_MS) report(rateLimited(limit.counts, releaseAt - now));
            await clock.sleep(releaseAt - now, signal);
        }
    }

    async function correct(from: number, to: number): Promise<void> {
        if (to <= from) return;
        await ledger.change((page) => {
            const place = page.sentAt.indexOf(from);
            if (place < 0) return page;
            return { ...page, sentAt: page.sentAt.with(place, to) };
        });
    }

    return {
        async release(operation) {
            const resume = operation.deadline.pause();
            const turn = line.then(() => takeTurn(operation));
            line = turn.catch(() => undefined);
            try {
                return await orAborted(turn, operation.signal);
            } finally {
                resume();
            }
        },
        async pauseUntil(wantedMs) {
            const now = clock.now();
            const timeMs = Math.min(wantedMs, now + MAX_PAUSE_MS);
            pausedHere = Math.max(pausedHere, timeMs);
            await ledger.change((page) => ({
                ...page,
                pausedUntil: isPossible(page.pausedUntil, now) ? Math.max(page.pausedUntil, timeMs) : timeMs,
            }));
        },
    };
}

/** Whether this package has written a pause. A later one is from a clock that was ahead, or from another program. */
const isPossible = (pausedUntil: number, now: number) => pausedUntil <= now + MAX_PAUSE_MS + CLOCK_DRIFT_MS;
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
