import type { Clock } from "../clock";
import { type Operation, WORTH_REPORTING_MS } from "../operation";
import { rateLimited } from "../retry/patience";
import { LONGEST_PAUSE_MS } from "../retry/policy";
import type { Ledger } from "./ledger";
import { nextRelease, type ServiceLimit, stillCounting } from "./limits";

export interface Pacer {
    /** Waits until one more call may leave. The wait is excused from the operation's deadline. */
    release(operation: Operation): Promise<Release>;
    /** Nobody sends until then: the service said so. The latest time counts, and no pause is longer than 15 minutes. */
    pauseUntil(timeMs: number): Promise<void>;
}

export interface Release {
    /** Says when the call really left, which is later than its release when a connection had to be made first. */
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
    /** Known in this process before the ledger has it, which takes a while on a busy machine. */
    let pausedHere = 0;

    async function takeTurn({ signal, report }: Operation): Promise<Release> {
        for (;;) {
            signal?.throwIfAborted();
            let releaseAt = 0;
            let now = 0;
            await ledger.change((page) => {
                now = clock.now();
                const sentAt = stillCounting(page.sentAt, limit, now);
                const pausedUntil = Math.min(page.pausedUntil, now + LONGEST_PAUSE_MS);
                releaseAt = Math.max(nextRelease(sentAt, limit, now), pausedUntil);
                return { pausedUntil, sentAt: releaseAt <= now ? [...sentAt, now] : sentAt };
            });
            const releasedAt = now;
            // The refusal of another call may have been read while the file was written.
            releaseAt = Math.max(releaseAt, Math.min(pausedHere, now + LONGEST_PAUSE_MS));
            if (releaseAt <= now) return { releasedAt, sentAt: (timeMs) => correct(releasedAt, timeMs) };
            // Those behind in the line wait for this one, so one message does for all.
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
            const askedAt = clock.now();
            const turn = line.then(() => takeTurn(operation));
            line = turn.catch(() => undefined);
            try {
                return await orAborted(turn, operation.signal);
            } finally {
                operation.deadline.excuse(clock.now() - askedAt);
            }
        },
        async pauseUntil(timeMs) {
            pausedHere = Math.max(pausedHere, timeMs);
            await ledger.change((page) => ({ ...page, pausedUntil: Math.max(page.pausedUntil, timeMs) }));
        },
    };
}

/** An operation that is ended does not wait for those before it in the line. */
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
