import { type Call, pathOf } from "./answer";
import type { AuthScheme } from "./auth/schemes";
import type { TenantName } from "./auth/tenantName";
import type { SignInWaiter, Tokens } from "./auth/tokens";
import type { Clock } from "./clock";
import { isTimeout, isZpaError, ZpaError } from "./errors";
import type { Transport, TransportAnswer } from "./exchange";
import type { Operation } from "./operation";
import type { LimitOfCall } from "./pacing/limits";
import type { Pacer } from "./pacing/pacer";
import { classify } from "./retry/classify";
import { isForeign, MAX_PAUSES, mayRepeat, pauseMs, type RetryPolicy, waitMs } from "./retry/policy";
import { RetryBudget } from "./retry/retryBudget";
import type { ServiceTime } from "./serviceTime";

export interface CallerLayers {
    readonly scheme: AuthScheme;
    readonly send: Transport;
    readonly tokens: Tokens;
    readonly pacer: Pacer;
    /** The limits that count a call, the narrowest first. */
    readonly limits: (call: Call) => readonly LimitOfCall[];
    readonly retry: RetryPolicy;
    readonly clock: Clock;
    readonly serviceTime: ServiceTime;
    /** Whether somebody still wants writes. */
    readonly isWanted: () => Promise<boolean>;
}

/** The tenant and the operation of a call. */
export interface Binding {
    readonly tenant: TenantName;
    /** Creates the operation of a single call. With `during`, all calls share one operation. */
    readonly operation: () => Operation;
}

/** Makes a call and parses its response. A response that cannot be parsed is a failed call. */
export type CallApi = <T>(call: Call, read: (answer: TransportAnswer) => T) => Promise<T>;

/** How many calls may be in flight when the remaining budget is read from a header. */
const RESERVED_CALLS = 16;

/** The policies around the transport, from the inside out: token, pacing, one new sign-in, retries. */
export function createCaller(layers: CallerLayers): (binding: Binding) => CallApi {
    const { scheme, send, tokens, pacer, retry, clock, serviceTime, isWanted } = layers;

    async function sendOnce(
        call: Call,
        waiter: SignInWaiter,
        attempt: number,
        pausedMs: number,
    ): Promise<TransportAnswer> {
        const limits = layers.limits(call);
        const { operation } = waiter;
        for (let renewed = false; ; renewed = true) {
            // Sign in first, so that the call does not occupy the rate limit while it waits for a token.
            const began = clock.monotonic();
            await signIn(waiter);
            const signedIn = clock.monotonic();
            const release = await pacer.release(limits, operation);
            const released = clock.monotonic();
            const token = await signIn(waiter);
            if (call.method !== "GET" && !(await isWanted())) throw unwanted(call);
            const waitedMs = { retry: pausedMs, "sign-in": signedIn - began, "rate-limit": released - signedIn };
            const request = {
                method: call.method,
                url: new URL(`${scheme.apiBase}${call.path}`),
                headers: { authorization: `Bearer ${token}` },
                ...(call.json === undefined ? {} : { json: call.json }),
                timeoutMs: Math.max(attempt === 0 ? retry.minTimeoutMs : 1, operation.deadline.remainingMs()),
                signal: operation.signal,
                context: { tenant: waiter.tenant.label, attempt, waitedMs },
            };
            const answer = await release.send(() => send(request));
            const spent = await honourBudget(answer, limits);
            if (answer.status >= 200 && answer.status < 300) {
                serviceTime.note(answer);
                return answer;
            }
            const { error, rejectsToken } = classify(call, answer, clock.now());
            if (rejectsToken && !renewed) {
                tokens.refused(token);
                continue;
            }
            // The pause applies to all calls of the limit, not only to this one.
            if (error.code === "RATE_LIMIT")
                await pacer.pauseUntil(clock.now() + pauseMs(error.retryAfterSecs, attempt), spent ?? limits[0]!);
            throw error;
        }
    }

    /** Pauses the limit of the headers if it is nearly used up, before the service rejects a call. Returns that limit. */
    async function honourBudget(
        { headers }: TransportAnswer,
        limits: readonly LimitOfCall[],
    ): Promise<LimitOfCall | undefined> {
        const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
        const resetSecs = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
        const limit = limits.find(({ inHeaders }) => inHeaders);
        if (!limit || !(remaining <= RESERVED_CALLS && resetSecs > 0)) return undefined;
        await pacer.pauseUntil(clock.now() + pauseMs(resetSecs), limit);
        return limit;
    }

    /** A failed sign-in is not retried by the call, because the sign-in has its own retries. */
    async function signIn(waiter: SignInWaiter): Promise<string> {
        try {
            return await tokens.current(waiter);
        } catch (error) {
            throw isZpaError(error) ? new SignInEnded(error.withoutEffect()) : error;
        }
    }

    async function repeat<T>(call: Call, waiter: SignInWaiter, read: (answer: TransportAnswer) => T): Promise<T> {
        const { operation, tenant } = waiter;
        const retryBudget = new RetryBudget(operation, tenant, clock);
        const idempotent = call.idempotent ?? call.method !== "POST";
        let previous: ZpaError | undefined;
        let foreign = 0;
        let pausedMs = 0;
        for (let attempt = 0; ; attempt++) {
            const remainingMs = operation.deadline.remainingMs();
            try {
                return read(await sendOnce(call, waiter, attempt, pausedMs));
            } catch (error) {
                if (error instanceof SignInEnded) throw error.error;
                if (!isZpaError(error) || operation.signal?.aborted || !mayRepeat(error, idempotent, foreign))
                    throw error;
                if (isForeign(error)) foreign++;
                if (previous && remainingMs < SHORT_ATTEMPT_MS && isTimeout(error)) throw sameDoubt(previous, error);
                previous = error;
                if (error.code === "RATE_LIMIT") {
                    // The pacer waits for the rate limit.
                    pausedMs = 0;
                    if (attempt < MAX_PAUSES) continue;
                    throw error;
                }
                const ms = waitMs(retry, error, attempt, clock.random());
                retryBudget.beforeWait(error, ms);
                await clock.sleep(ms, operation.signal);
                pausedMs = ms;
            }
        }
    }

    return (binding) => async (call, read) => {
        const { tenant } = binding;
        const operation = binding.operation();
        const waiter = { tenant, operation };
        try {
            operation.signal?.throwIfAborted();
            return await repeat(call, waiter, read);
        } catch (error) {
            throw operation.signal?.aborted ? cancelled(call, error) : error;
        }
    };
}

/** The deadline ends an attempt that begins later than this before it. Its timeout is not the service's failure. */
const SHORT_ATTEMPT_MS = 1_000;

/** The error to report: the earlier one, unless only the last attempt may have taken effect. */
const sameDoubt = (earlier: ZpaError, last: ZpaError) =>
    last.mayHaveHappened && !earlier.mayHaveHappened ? last : earlier;

/** A sign-in that failed permanently, so that its call is not retried. */
class SignInEnded extends Error {
    constructor(readonly error: ZpaError) {
        super(error.message);
    }
}

const unwanted = (call: Call): ZpaError =>
    new ZpaError("CANCELLED", `${call.method} ${pathOf(call)} was not sent: the run that asked for it has ended.`, {
        method: call.method,
        path: pathOf(call),
    });

function cancelled(call: Call, error: unknown): ZpaError {
    const path = pathOf(call);
    const mayHaveHappened = call.method !== "GET" && isZpaError(error) && error.mayHaveHappened === true;
    const doubt = mayHaveHappened ? " The service may have made the change." : "";
    return new ZpaError("CANCELLED", `${call.method} ${path} was cancelled.${doubt}`, {
        method: call.method,
        path,
        mayHaveHappened,
    });
}
