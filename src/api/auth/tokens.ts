import type { Clock } from "../clock";
import { ZpaError } from "../errors";
import type { RequestContext, Transport } from "../exchange";
import type { Operation } from "../operation";
import { MAX_PAUSES, mayRepeat, type RetryPolicy, waitMs } from "../retry/policy";
import { RetryBudget } from "../retry/retryBudget";
import { SharedRequest } from "../sharedRequest";
import { requestToken } from "./requestToken";
import type { AuthScheme } from "./schemes";
import { SignInFailure, type TenantName } from "./tenantName";

/** A token is not used in its last seconds, because it may expire while the call waits for the rate limit. */
const RENEW_BEFORE_MS = 30_000;
/**
 * Rejected credentials are retried once, because rejections have been transient. More retries may lock the client
 * out.
 */
const MAX_REFUSALS = 2;

/** One call that needs a token. */
export interface SignInWaiter {
    readonly tenant: TenantName;
    readonly operation: Operation;
}

export interface Tokens {
    /** The token to send. Concurrent calls share one sign-in, and each waits until its own deadline. */
    current(waiter: SignInWaiter): Promise<string>;
    /** Discards a token that the service has rejected. */
    refused(token: string): void;
}

export interface TokensOptions {
    readonly scheme: AuthScheme;
    readonly send: Transport;
    readonly clock: Clock;
    readonly retry: RetryPolicy;
}

export function createTokens({ scheme, send, clock, retry }: TokensOptions): Tokens {
    let held: { token: string; renewAt: number } | undefined;
    let signIn: SharedRequest<string> | undefined;
    let refusals = 0;
    let refusal: SignInFailure | undefined;

    async function attempt(signal: AbortSignal | undefined, context: RequestContext): Promise<string> {
        if (refusal && refusals >= MAX_REFUSALS) throw refusal;
        try {
            const { token, lifeMs } = await requestToken(scheme, send, clock, signal, context);
            held = { token, renewAt: clock.monotonic() + Math.max(lifeMs / 2, lifeMs - RENEW_BEFORE_MS) };
            refusals = 0;
            return token;
        } catch (error) {
            if (error instanceof SignInFailure && error.code === "CREDENTIALS") {
                refusals++;
                refusal = error;
            }
            throw error;
        }
    }

    /** How long to wait before the next attempt; `undefined` if another attempt would fail too. */
    function waitAfter(error: ZpaError, attempts: number): number | undefined {
        if (error.code === "CREDENTIALS") return refusals < MAX_REFUSALS ? retry.refusedCredentialsMs : undefined;
        if (error.code === "RATE_LIMIT" && attempts >= MAX_PAUSES) return undefined;
        return mayRepeat(error, true, attempts) ? waitMs(retry, error, attempts, clock.random()) : undefined;
    }

    /** Signs in for all who wait for it, with retries. */
    async function repeat(operation: Operation, tenant: TenantName): Promise<string> {
        const budget = new RetryBudget(operation, tenant, clock);
        let pausedMs = 0;
        for (let attempts = 0; ; attempts++) {
            const context = { tenant: tenant.label, attempt: attempts, waitedMs: { retry: pausedMs } };
            try {
                return await attempt(operation.signal, context);
            } catch (failure) {
                const error = errorFor(failure, tenant);
                const ms = error instanceof ZpaError ? waitAfter(error, attempts) : undefined;
                if (ms === undefined) throw failure;
                budget.beforeWait(error as ZpaError, ms, failure);
                const resume = (error as ZpaError).code === "RATE_LIMIT" ? operation.deadline.pause() : undefined;
                await clock.sleep(ms, operation.signal).finally(resume);
                pausedMs = ms;
            }
        }
    }

    return {
        async current({ tenant, operation }) {
            if (held && clock.monotonic() < held.renewAt) return held.token;
            if (!signIn || signIn.isOver) {
                signIn = new SharedRequest({
                    request: (shared) => repeat(shared, tenant),
                    what: "The sign-in",
                    minWaitMs: retry.minTimeoutMs,
                });
            }
            try {
                return await signIn.join(namedFor(operation, tenant));
            } catch (failure) {
                throw errorFor(failure, tenant);
            }
        },
        refused(token) {
            if (held?.token === token) held = undefined;
        },
    };
}

/** The operation, which hears of failures in the words of its own tenant, also if it stands for several others. */
const namedFor = ({ deadline, signal, report }: Operation, tenant: TenantName): Operation => ({
    signal,
    report,
    deadline: {
        remainingMs: () => deadline.remainingMs(),
        allows: (waitMs, failure) => deadline.allows(waitMs, errorFor(failure, tenant)),
        pause: () => deadline.pause(),
    },
});

const errorFor = (failure: unknown, tenant: TenantName): unknown =>
    failure instanceof SignInFailure ? failure.errorFor(tenant) : failure;
