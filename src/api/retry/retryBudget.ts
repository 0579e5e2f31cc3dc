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

    /** @throws the failure itself, if the wait for the next attempt would exceed the deadline */
    beforeWait(error: ZpaError, waitMs: number, failure: unknown = error): void {
        // Waiting for a rate limit does not count for the deadline, which is paused then.
        if (error.code === "RATE_LIMIT") {
            if (waitMs > WORTH_REPORTING_MS) this.operation.report(rateLimited("sign-ins", waitMs, this.clock.now()));
            return;
        }
        const { deadline } = this.operation;
        if (!deadline.allows(waitMs, failure)) throw failure;
        const remainingMs = deadline.remainingMs();
        this.troubleSince ??= this.clock.monotonic();
        const isLong = this.clock.monotonic() + waitMs - this.troubleSince > WORTH_REPORTING_MS;
        if (!isLong || (this.reported && error.retryAfterSecs === undefined)) return;
        this.reported = true;
        const next = waitMs > WORTH_REPORTING_MS ? `in ${inSeconds(waitMs)}, and ` : "";
        this.operation.report(
            `${nameOf(this.tenant)}: ${error.message.replace(/\.?$/, ".")} Trying again ${next}for up to ${inSeconds(remainingMs)} (zpa:retrySecs).`,
        );
    }
}

/** @param waiting how many calls wait, if known */
export function rateLimited(counts: string, waitMs: number, nowMs: number, waiting?: number): string {
    const time = new Date(nowMs + waitMs).toISOString().slice(11, 19);
    const calls = waiting === undefined ? "" : `; ${waiting === 1 ? "1 call is" : `${waiting} calls are`} waiting`;
    return `Rate limited (${counts}): resuming in ${inSeconds(waitMs)}, at ${time} UTC${calls}.`;
}

export const inSeconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
