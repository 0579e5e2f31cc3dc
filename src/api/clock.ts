import { setTimeout as sleep } from "node:timers/promises";

/** Time and randomness as arguments, so that tests do not wait. */
export interface Clock {
    /** Milliseconds since the Unix epoch. */
    now(): number;
    /** Milliseconds since some point in time, by a clock that is never set. */
    monotonic(): number;
    /** Waits; rejects with the signal's reason when it is aborted. */
    sleep(ms: number, signal?: AbortSignal): Promise<void>;
    /** A number from 0 up to, but not including, 1. */
    random(): number;
}

/** The longest time of a Node.js timer; a longer one would fire immediately. */
const MAX_TIMER_MS = 2_147_483_647;

export const systemClock: Clock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    random: () => Math.random(),
    async sleep(ms, signal) {
        await sleep(Math.min(Math.max(0, ms), MAX_TIMER_MS), undefined, signal ? { signal } : {});
    },
};
