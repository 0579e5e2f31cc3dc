import type { Clock } from "./clock";

/**
 * One operation of a user, such as a create, the refresh of one resource, or a lookup. All its calls, their retries and
 * its sign-in share one deadline.
 */
export interface Operation {
    readonly deadline: TimeLimit;
    /** Cancels every call and wait. The operation then fails with the code `CANCELLED`. */
    readonly signal?: AbortSignal | undefined;
    /** Called before a wait of more than three seconds, with a sentence that gives the reason. */
    report(message: string): void;
}

/** How long an operation, or one of several that share a request, may still take. */
export interface TimeLimit {
    /** The remaining milliseconds; negative after the deadline. */
    remainingMs(): number;
    /** Whether there is time for a wait after a failure. */
    allows(waitMs: number, failure: unknown): boolean;
    /** Stops the time during a wait for a rate limit, until the returned function is called. */
    pause(): () => void;
}

/** The deadline of an operation's retries, by a clock that is never set. */
export class Deadline implements TimeLimit {
    private endsAt: number;
    private pauses = 0;
    private pausedAt = 0;

    /** @param totalMs how long the operation may take, from now on, in milliseconds */
    constructor(
        totalMs: number,
        private readonly clock: Clock,
    ) {
        this.endsAt = clock.monotonic() + totalMs;
    }

    remainingMs(): number {
        return this.endsAt - (this.pauses > 0 ? this.pausedAt : this.clock.monotonic());
    }

    allows(waitMs: number): boolean {
        return waitMs <= this.remainingMs();
    }

    /** Overlapping waits of parallel calls count once. */
    pause(): () => void {
        if (this.pauses++ === 0) this.pausedAt = this.clock.monotonic();
        return once(() => {
            if (--this.pauses === 0) this.endsAt += this.clock.monotonic() - this.pausedAt;
        });
    }
}

/** Longer waits are reported, in milliseconds. */
export const WORTH_REPORTING_MS = 3_000;

export function once(effect: () => void): () => void {
    let done = false;
    return () => {
        if (!done) effect();
        done = true;
    };
}
