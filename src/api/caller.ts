import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import type { Door } from "./auth/doors";
import type { Tokens } from "./auth/tokens";
import { isZpaError, ZpaError } from "./errors";
import type { CallKind } from "./pacing/limits";
import type { Pacer } from "./pacing/pacer";
import { errorOf } from "./retry/classify";
import { backoffMs, mayRepeat, type RetryPolicy } from "./retry/policy";
import { parseRetryAfter } from "./retry/retryAfter";
import type { Transport, TransportAnswer, TransportRequest } from "./transport";

export interface Call {
    readonly method: TransportRequest["method"];
    /** Path below the door's API base, with its query. */
    readonly path: string;
    readonly json?: unknown;
    /** Whether sending it twice does the same as sending it once. Default: everything but POST. */
    readonly idempotent?: boolean;
}

export interface CallerLayers {
    readonly door: Door;
    readonly send: Transport;
    readonly tokens: Tokens;
    readonly pacers: Readonly<Record<CallKind, Pacer>>;
    readonly retry: RetryPolicy;
    readonly now: () => number;
    readonly random: () => number;
    /** Told once a call when its repetitions take long enough for a person to wonder. */
    readonly tell: (message: string) => void;
}

/** Makes the call and reads its answer; an answer that cannot be read counts as a failed call. */
export type Caller = <T>(call: Call, read: (answer: TransportAnswer) => T) => Promise<T>;

/** Policy around transport, from the inside out: token, pacing, one new sign-in, repetition. */
export function createCaller(layers: CallerLayers): Caller {
    const { door, send, tokens, pacers, retry, now, random, tell } = layers;

    async function once(call: Call): Promise<TransportAnswer> {
        const pacer = pacers[call.method === "GET" ? "read" : "write"];
        for (let renewed = false; ; renewed = true) {
            await signIn();
            const release = await pacer.release();
            const token = await signIn();
            const url = new URL(`${door.apiBase}${call.path}`);
            const headers = { authorization: `Bearer ${token}` };
            const answer = await send({
                method: call.method,
                url,
                headers,
                ...(call.json === undefined ? {} : { json: call.json }),
            });
            await release.sentAt(answer.sentAt);
            await heed(answer, pacer);
            if (answer.status === 401 && !renewed) {
                tokens.refused(token);
                continue;
            }
            if (answer.status >= 200 && answer.status < 300) return answer;
            throw errorOf(call.method, pathOf(call), answer, now());
        }
    }

    /** A refusal for the rate limit, or a budget that is nearly used up, holds everybody back, not this call alone. */
    async function heed(answer: TransportAnswer, pacer: Pacer): Promise<void> {
        if (answer.status === 429) {
            const seconds = parseRetryAfter(answer.headers["retry-after"], now()) ?? DEFAULT_WAIT_SECS;
            await pacer.pauseUntil(now() + seconds * 1000);
        } else if (door.kind === "oneapi") {
            const remaining = Number(answer.headers["x-ratelimit-remaining"] ?? Number.NaN);
            const resetSecs = Number(answer.headers["x-ratelimit-reset"] ?? Number.NaN);
            if (remaining <= RESERVED_CALLS && resetSecs > 0) await pacer.pauseUntil(now() + resetSecs * 1000);
        }
    }

    /** A failed sign-in says nothing about the call that it was for, and may be repeated whatever the call is. */
    async function signIn(): Promise<string> {
        try {
            return await repeat(() => tokens.current(), { idempotent: true, paced: false });
        } catch (error) {
            throw isZpaError(error) ? error.beforeTheCall() : error;
        }
    }

    async function repeat<T>(
        work: () => Promise<T>,
        { idempotent, paced }: { idempotent: boolean; paced: boolean },
    ): Promise<T> {
        const begun = now();
        const until = begun + retry.totalMs;
        let told = false;
        for (let attempt = 0; ; attempt++) {
            try {
                return await work();
            } catch (error) {
                if (!isZpaError(error) || !mayRepeat(error, idempotent)) throw error;
                // The pacer waits for the rate limit; the time a person allows for repeating is for trouble.
                if (paced && error.code === "RATE_LIMIT" && attempt < MOST_RATE_LIMITS) continue;
                const wait =
                    error.retryAfterSecs === undefined
                        ? backoffMs(retry, attempt, random())
                        : error.retryAfterSecs * 1000;
                const resumed = now() + wait;
                if (resumed > until) throw error;
                if (!told && resumed - begun >= WORTH_TELLING_MS) {
                    told = true;
                    const leftSecs = Math.ceil((until - now()) / 1000);
                    const what = error.message.replace(/\.?$/, ".");
                    tell(`${door.who}: ${what} It is tried again, for ${leftSecs} s at most (zpa:retrySecs).`);
                }
                await sleep(wait);
            }
        }
    }

    return (call, read) =>
        repeat(async () => read(await once(call)), {
            idempotent: call.idempotent ?? call.method !== "POST",
            paced: true,
        });
}

const DEFAULT_WAIT_SECS = 10;
/** Calls that may already be under way when the budget is read from a header. */
const RESERVED_CALLS = 16;
const MOST_RATE_LIMITS = 30;
const WORTH_TELLING_MS = 3_000;

const pathOf = (call: Call) => call.path.split("?")[0]!;

/** The answer's body, judged by a schema. */
export function parseAnswer<T extends z.ZodType>(schema: T, call: Call, answer: TransportAnswer): z.output<T> {
    const details = {
        status: answer.status,
        method: call.method,
        path: pathOf(call),
        mayHaveHappened: call.method !== "GET",
    };
    const what = `${call.method} ${pathOf(call)} answered ${answer.status}`;
    let body: unknown;
    try {
        // A null says no more than a field that is left out.
        body = JSON.parse(answer.body, (_key, value) => (value === null ? undefined : value));
    } catch {
        const kind = /^\s*</.test(answer.body) ? "HTML" : "something that is not JSON";
        throw new ZpaError(
            "UNEXPECTED_ANSWER",
            `${what} with ${kind}; a proxy or a login page may stand between, check zpa:baseUrl and HTTPS_PROXY.`,
            details,
        );
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.slice(0, 3).map((i) => `${i.path.join(".") || "the answer"}: ${i.message}`);
    throw new ZpaError(
        "UNEXPECTED_ANSWER",
        `${what} in a shape that is not the API's (${where.join("; ")}); check zpa:baseUrl.`,
        details,
    );
}
