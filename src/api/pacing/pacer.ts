import { setTimeout as realSleep } from "node:timers/promises";
import type { Ledger } from "./ledger";
import { type Limit, nextRelease, stillCounting } from "./limits";

export interface Pacer {
    /** Waits until one more call may leave. */
    release(): Promise<Release>;
    /** Nobody sends until then: the service said so. The latest time counts. */
    pauseUntil(timeMs: number): Promise<void>;
}

export interface Release {
    /** Says when the call really left, which is later than its release when a connection had to be made first. */
    sentAt(timeMs: number): Promise<void>;
}

export interface PacerOptions {
    readonly limit: Limit;
    readonly ledger: Ledger;
    /** Called when a wait begins that a person may wonder about. */
    readonly onWait?: ((waitMs: number) => void) | undefined;
    readonly now?: () => number;
    readonly sleep?: (ms: number) => Promise<unknown>;
}

const WORTH_TELLING_MS = 3_000;

export function createPacer({ limit, ledger, onWait, now = Date.now, sleep = realSleep }: PacerOptions): Pacer {
    let line: Promise<unknown> = Promise.resolve();

    async function takeTurn(): Promise<Release> {
        for (;;) {
            let releaseAt = 0;
            let mark = 0;
            await ledger.change((page) => {
                const time = now();
                const sentAt = stillCounting(page.sentAt, limit, time);
                releaseAt = Math.max(nextRelease(sentAt, limit, time), Math.min(page.pausedUntil, time + 3_600_000));
                mark = time;
                return { ...page, sentAt: releaseAt <= time ? [...sentAt, time] : sentAt };
            });
            if (releaseAt <= mark) return { sentAt: (timeMs) => correct(mark, timeMs) };
            const waitMs = releaseAt - mark;
            if (waitMs >= WORTH_TELLING_MS) onWait?.(waitMs);
            await sleep(waitMs);
        }
    }

    async function correct(from: number, to: number): Promise<void> {
        if (to <= from) return;
        await ledger.change((page) => {
            const place = page.sentAt.indexOf(from);
            if (place < 0) return page;
            return { ...page, sentAt: page.sentAt.with(place, to).sort((a, b) => a - b) };
        });
    }

    return {
        release() {
            const turn = line.then(takeTurn);
            line = turn.catch(() => undefined);
            return turn;
        },
        async pauseUntil(timeMs) {
            await ledger.change((page) => ({ ...page, pausedUntil: Math.max(page.pausedUntil, timeMs) }));
        },
    };
}
