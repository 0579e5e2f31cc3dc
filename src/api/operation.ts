import type { Clock } from "./clock";

/**
 * One thing that a person waits for: a create, the refresh of one resource, a lookup. All its calls, their
 * repetitions and its sign-in share one deadline.
 */
export interface Operation {
    readonly deadline: Deadline;
    /** Ends every call and every wait. The operation then fails with the code `CANCELLED`. */
    readonly signal?: AbortSignal | undefined;
    /** Called before a wait of more than three seconds, with a whole sentence that says what is waited for. */
    report(message: string): void;
}

/** Until when an operation may repeat what fails. */
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

    /** Milliseconds that are left; negative when the time is up. */
    remainingMs(): number {
        return this.endsAt - this.clock.now();
    }

    /**
     * Leaves the last `ms` milliseconds out of account: they were spent waiting for a rate limit, which is no trouble.
     * Waits of parallel calls that overlap count once.
     */
    excuse(ms: number): void {
        const now = this.clock.now();
        const from = Math.max(now - ms, this.excusedUntil);
        if (from >= now) return;
        this.endsAt += now - from;
        this.excusedUntil = now;
    }
}

/** Waits that are worth a message, in milliseconds. */
export const WORTH_REPORTING_MS = 3_000;
