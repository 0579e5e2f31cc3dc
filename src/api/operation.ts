import type { Clock } from "./clock";

/**
 * One operation of a user, such as a create, the refresh of one resource, or a lookup. All its calls, their retries and
 * its sign-in share one deadline.
 */
export interface Operation {
    readonly deadline: Deadline;
    /** Cancels every call and wait. The operation then fails with the code `CANCELLED`. */
    readonly signal?: AbortSignal | undefined;
    /** Called before a wait of more than three seconds, with a sentence that gives the reason. */
    report(message: string): void;
}

/** The deadline of an operation's retries. */
export class Deadline {
    private endsAt: number;
    private excusedUntil = 0;

    /** @param totalMs how long the operation may take, from now on, in milliseconds */
    constructor(
        totalMs: number,
        private readonly clock: Clock,
    ) {
        this.endsAt = clock.now() + totalMs;
    }

    /** The remaining milliseconds; negative after the deadline. */
    remainingMs(): number {
        return this.endsAt - this.clock.now();
    }

    /**
     * Extends the deadline by the last `ms` milliseconds, which were spent waiting for a rate limit. Overlapping
     * waits of parallel calls count once.
     */
    excuse(ms: number): void {
        const now = this.clock.now();
        const from = Math.max(now - ms, this.excusedUntil);
        if (from >= now) return;
        this.endsAt += now - from;
        this.excusedUntil = now;
    }
}

/** Longer waits are reported, in milliseconds. */
export const WORTH_REPORTING_MS = 3_000;
