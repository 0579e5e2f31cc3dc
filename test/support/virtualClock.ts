import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/api/clock";

export interface VirtualClock extends Clock {
    /** Milliseconds of every sleep, in their order. */
    readonly slept: number[];
}

/** A clock whose sleeps take no time: they move it on, and whatever else counts time (such as an emulator's clock). */
export function virtualClock(advance: (ms: number) => void = () => {}): VirtualClock {
    const slept: number[] = [];
    let ahead = 0;
    let chance = 1;
    const now = () => Date.now() + ahead;
    return {
        slept,
        now,
        // The generator of Park and Miller: the same numbers in every run.
        random: () => {
            chance = (chance * 48_271) % 2_147_483_647;
            return chance / 2_147_483_647;
        },
        async sleep(ms, signal) {
            signal?.throwIfAborted();
            slept.push(ms);
            const until = now() + ms;
            // Who sleeps beside it, and for less, wakes first.
            await setImmediate();
            signal?.throwIfAborted();
            const left = until - now();
            if (left <= 0) return;
            ahead += left;
            advance(left);
        },
    };
}
