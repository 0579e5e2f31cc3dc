import { z } from "zod";
import { isZpaError, ZpaError } from "../errors";
import { errorOf } from "../retry/classify";
import type { Transport, TransportAnswer } from "../transport";
import type { Door } from "./doors";

const TokenAnswer = z.object({
    access_token: z.string().min(1),
    // The legacy API writes a string, OneAPI a number.
    expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).default(3600),
});

/** A token is not used in its last seconds: a call that waits for its turn may outlive it. */
const RENEW_BEFORE_MS = 30_000;

export interface Tokens {
    /** The token to send, from one sign-in for all who ask at the same time. */
    current(): Promise<string>;
    /** Says that the service refused this token. */
    refused(token: string): void;
}

export function createTokens(door: Door, send: Transport, now: () => number = Date.now): Tokens {
    let held: { token: string; renewAt: number } | undefined;
    let signIn: Promise<string> | undefined;
    /** Credentials that were refused are not sent again: it would change nothing, and may lock the client out. */
    let refusedCredentials: ZpaError | undefined;

    async function fetchToken(): Promise<string> {
        if (refusedCredentials) throw refusedCredentials;
        const request = await door.tokenRequest();
        const answer = await send({ method: "POST", url: request.url, form: request.form });
        if (answer.status !== 200) {
            const error = refusal(door, request.url, answer, now());
            if (error.code === "CREDENTIALS") refusedCredentials = error;
            throw error;
        }
        const parsed = TokenAnswer.safeParse(json(answer.body));
        if (!parsed.success) {
            throw new ZpaError(
                "UNEXPECTED_ANSWER",
                `The sign-in at ${request.url.origin} did not answer a token; check zpa:baseUrl and zpa:cloud.`,
                {
                    status: answer.status,
                    method: "POST",
                    path: request.url.pathname,
                },
            );
        }
        const { access_token: token, expires_in: lifeSecs } = parsed.data;
        held = { token, renewAt: now() + Math.max(lifeSecs * 500, lifeSecs * 1000 - RENEW_BEFORE_MS) };
        return token;
    }

    return {
        current() {
            if (held && now() < held.renewAt) return Promise.resolve(held.token);
            signIn ??= fetchToken().finally(() => {
                signIn = undefined;
            });
            return signIn;
        },
        refused(token) {
            if (held?.token === token) held = undefined;
        },
    };
}

function refusal(door: Door, url: URL, answer: TransportAnswer, nowMs: number): ZpaError {
    const error = errorOf("POST", url.pathname, answer, nowMs);
    if (error.code === "NOT_FOUND") {
        return new ZpaError(
            "SETTINGS",
            `${door.who}: there is no sign-in at ${url.origin}${url.pathname} (${answer.status}); ` +
                "check zpa:baseUrl, zpa:cloud and zpa:vanityDomain.",
            { ...error.details(), method: "POST" },
        );
    }
    if (![400, 401, 403].includes(answer.status) || isZpaError(error, "CONTENTION", "UNEXPECTED_ANSWER")) return error;
    const { errorId, reason } = error;
    const said = reason || errorId ? ` The service said: ${[errorId, reason].filter(Boolean).join(" ")}` : "";
    return new ZpaError(
        "CREDENTIALS",
        `${door.who}: the credentials were refused at ${url.origin} (${answer.status}). Check ${door.credentialSettings}. ` +
            "If a secret was rotated in the configuration: refresh and destroy use the values of the last `pulumi up` unless --run-program is given; " +
            `environment variables always count.${said}`,
        { status: answer.status, errorId, reason, method: "POST", path: url.pathname },
    );
}

function json(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch {
        return undefined;
    }
}
