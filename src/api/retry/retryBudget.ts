import { nameOf, type TenantName } from "../auth/tenantName";
import type { Clock } from "../clock";
import type { ZpaError } from "../errors";
import { type Operation, WORTH_REPORTING_MS } from "../operation";

/** Decides how long a call is retried: until its operation's deadline. Long waits are reported. */
export class RetryBudget {
    private troubleSince: number | undefined;
    private reported = false;

    constructor(
        private readonly operation: Operation,
        private readonly tenant: TenantName,
        private readonly clock: Clock,
    ) {}

    /** @throws the error itself, if the wait for the next attempt would exceed the deadline */
    beforeWait(error: ZpaError, waitMs: number): void {
        // Waiting for a rate limit does not count for the deadline, and is reported once for all that wait.
        if (error.code === "RATE_LIMIT") return;
        const remainingMs = this.operation.deadline.remainingMs();
        if (waitMs > remainingMs) throw error;
        this.troubleSince ??= this.clock.now();
        const isLong = this.clock.now() + waitMs - this.troubleSince > WORTH_REPORTING_MS;
        if (!isLong || (this.reported && error.retryAfterSecs === undefined)) return;
        this.reported = true;
        const next = waitMs > WORTH_REPORTING_MS ? `in ${inSeconds(waitMs)}, and ` : "";
        this.operation.report(
            `${nameOf(this.tenant)}: ${error.message.replace(/\.?$/, ".")} Trying again ${next}for up to ${inSeconds(remainingMs)} (zpa:retrySecs).`,
        );
    }
}

/** @param waiting how many calls wait */
export function rateLimited(counts: string, waitMs: number, waiting: number, nowMs: number): string {
    const time = new Date(nowMs + waitMs).toISOString().slice(11, 19);
    const calls = waiting === 1 ? "1 call is" : `${waiting} calls are`;
    return `Rate limited (${counts}): resuming in ${inSeconds(waitMs)}, at ${time} UTC; ${calls} waiting.`;
}

export const inSeconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
