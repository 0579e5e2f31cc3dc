import { subscribe } from "node:diagnostics_channel";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/api/clock";

export interface VirtualClock extends Clock {
    /** Milliseconds of every sleep, in their order. */
    readonly slept: number[];
}

/** Requests of this process that its server has not received yet. */
let onTheWay = 0;
subscribe("http.client.request.start", () => {
    onTheWay += 1;
});
subscribe("http.server.request.start", () => {
    onTheWay = Math.max(0, onTheWay - 1);
});

/** Waits until no request is about to be sent or on its way, so that none takes as long as somebody's sleep. */
async function sent(): Promise<void> {
    for (let turns = 0, quiet = 0; quiet < 5 && turns < 500; turns++) {
        await setImmediate();
        quiet = onTheWay > 0 ? 0 : quiet + 1;
    }
}

/**
 * A clock whose sleeps take no time: they move it on, and whatever else counts time (such as an emulator's clock).
 *
 * @param real the time beside the sleeps; a constant makes a clock that only sleeps move
 */
export function virtualClock(advance: (ms: number) => void = () => {}, real: () => number = Date.now): VirtualClock {
    const slept: number[] = [];
    let ahead = 0;
    let chance = 1;
    const now = () => real() + ahead;
    return {
        slept,
        now,
        monotonic: () => performance.now() + ahead,
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
            await sent();
            signal?.throwIfAborted();
            const left = until - now();
            if (left <= 0) return;
            ahead += left;
            advance(left);
        },
    };
}
