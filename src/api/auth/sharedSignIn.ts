import type { Clock } from "../clock";
import { ZpaError } from "../errors";
import { type Operation, WORTH_REPORTING_MS } from "../operation";
import { type RetryBudget, rateLimited } from "../retry/retryBudget";
import { SignInFailure, type TenantName } from "./tenantName";

/** One call that needs a token. */
export interface SignInWaiter {
    readonly tenant: TenantName;
    readonly operation: Operation;
    readonly retryBudget: RetryBudget;
}

export interface SharedSignInOptions {
    readonly attempt: (signal: AbortSignal) => Promise<string>;
    /** Milliseconds before the next attempt; `undefined` if there is none. */
    readonly waitAfter: (error: ZpaError, attempts: number) => number | undefined;
    readonly clock: Clock;
    /** How long a waiting call waits for an attempt that is in flight, even if its own deadline is earlier. */
    readonly minWaitMs: number;
}

/**
 * A sign-in that several calls share. It is retried on transient errors while a call waits for it. Each call waits
 * until the deadline of its own operation; after the last one the sign-in is cancelled.
 */
export class SharedSignIn {
    isOver = false;
    private readonly waiting = new Map<SignInWaiter, { reject: (error: unknown) => void }>();
    private readonly ended = new AbortController();
    private readonly token: Promise<string>;
    private rateLimited = false;

    constructor(private readonly options: SharedSignInOptions) {
        this.token = this.run().finally(() => {
            this.isOver = true;
        });
        this.token.catch(() => undefined);
    }

    async join(waiter: SignInWaiter): Promise<string> {
        let leave = () => {};
        try {
            return await new Promise<string>((resolve, reject) => {
                leave = this.guard(waiter, reject);
                this.waiting.set(waiter, { reject });
                this.token.then(resolve, (error) => reject(errorFor(error, waiter)));
            });
        } finally {
            leave();
            this.waiting.delete(waiter);
            if (this.waiting.size === 0 && !this.isOver) {
                this.isOver = true;
                this.ended.abort();
            }
        }
    }

    private async run(): Promise<string> {
        const { attempt, waitAfter, clock } = this.options;
        for (let attempts = 0; ; attempts++) {
            try {
                return await attempt(this.ended.signal);
            } catch (failure) {
                const error = errorFor(failure, NOBODY);
                const waitMs = error instanceof ZpaError ? waitAfter(error, attempts) : undefined;
                if (waitMs === undefined) throw failure;
                for (const [waiter, { reject }] of this.waiting) {
                    try {
                        waiter.retryBudget.beforeWait(errorFor(failure, waiter) as ZpaError, waitMs);
                    } catch (over) {
                        this.waiting.delete(waiter);
                        reject(over);
                    }
                }
                if (this.waiting.size === 0) {
                    this.isOver = true;
                    throw failure;
                }
                this.rateLimited = (error as ZpaError).code === "RATE_LIMIT";
                if (this.rateLimited && waitMs > WORTH_REPORTING_MS) {
                    const [first] = this.waiting.keys();
                    first?.operation.report(rateLimited("sign-ins", waitMs, this.waiting.size, clock.now()));
                }
                await clock.sleep(waitMs, this.ended.signal);
                if (this.rateLimited)
                    for (const { operation } of this.waiting.keys()) operation.deadline.excuse(waitMs);
                this.rateLimited = false;
            }
        }
    }

    /** Ends the wait of one call while an attempt is in flight. It uses a real timer, because it guards a socket. */
    private guard({ operation }: SignInWaiter, reject: (error: unknown) => void): () => void {
        const { deadline, signal } = operation;
        let timer: NodeJS.Timeout;
        const arm = () => {
            timer = setTimeout(
                check,
                Math.min(Math.max(deadline.remainingMs(), this.options.minWaitMs), 2_147_483_647),
            );
        };
        const check = () => {
            if (this.rateLimited || deadline.remainingMs() > 0) return arm();
            reject(
                new ZpaError(
                    "NETWORK",
                    "The sign-in timed out. Check the network, and whether a proxy (HTTPS_PROXY) is needed.",
                    { method: "POST", reason: "ETIMEDOUT" },
                ),
            );
        };
        const abort = () => reject(signal?.reason);
        arm();
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
        return () => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", abort);
        };
    }
}

const NOBODY: { tenant: TenantName } = { tenant: { customerId: "" } };

const errorFor = (failure: unknown, { tenant }: { tenant: TenantName }): unknown =>
    failure instanceof SignInFailure ? failure.errorFor(tenant) : failure;
