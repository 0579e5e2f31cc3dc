import type { Clock } from "../clock";
import type { ZpaError } from "../errors";
import { MAX_PAUSES, mayRepeat, type RetryPolicy, waitMs } from "../retry/policy";
import type { Transport } from "../transport";
import { requestToken } from "./requestToken";
import type { AuthScheme } from "./schemes";
import { SharedSignIn, type SignInWaiter } from "./sharedSignIn";
import { SignInFailure } from "./tenantName";

/** A token is not used in its last seconds, because it may expire while the call waits for the rate limit. */
const RENEW_BEFORE_MS = 30_000;
/**
 * Rejected credentials are retried once, because rejections have been transient. More retries may lock the client
 * out.
 */
const MAX_REFUSALS = 2;

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
    let signIn: SharedSignIn | undefined;
    let refusals = 0;
    let refusal: SignInFailure | undefined;

    async function attempt(signal: AbortSignal): Promise<string> {
        if (refusal && refusals >= MAX_REFUSALS) throw refusal;
        try {
            const { token, lifeMs } = await requestToken(scheme, send, clock, signal);
            held = { token, renewAt: clock.now() + Math.max(lifeMs / 2, lifeMs - RENEW_BEFORE_MS) };
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

    return {
        async current(waiter) {
            if (held && clock.now() < held.renewAt) return held.token;
            if (!signIn || signIn.isOver)
                signIn = new SharedSignIn({ attempt, waitAfter, clock, minWaitMs: retry.minTimeoutMs });
            return signIn.join(waiter);
        },
        refused(token) {
            if (held?.token === token) held = undefined;
        },
    };
}
