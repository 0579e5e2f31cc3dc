import { z } from "zod";
import type { Clock } from "../clock";
import { ZpaError, type ZpaErrorCode } from "../errors";
import type { RequestContext, Transport, TransportAnswer } from "../exchange";
import { requestIds } from "../requestIds";
import { errorOf } from "../retry/classify";
import type { AuthScheme } from "./schemes";
import { nameOf, SignInFailure, settingOf, type TenantName } from "./tenantName";

const TokenAnswer = z.object({
    access_token: z.string().min(1),
    // The legacy API returns a string, OneAPI a number.
    expires_in: z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).default(3600),
});

/** Signs in once. @throws SignInFailure, or the ZpaError of a failure that does not depend on the credentials */
export async function requestToken(
    scheme: AuthScheme,
    send: Transport,
    clock: Clock,
    signal: AbortSignal | undefined,
    context: RequestContext,
): Promise<{ token: string; lifeMs: number }> {
    const { url, form } = await scheme.tokenRequest();
    const answer = await send({ method: "POST", url, form, signal, context });
    if (answer.status !== 200) throw refusal(scheme, url, answer, clock.now());
    const parsed = TokenAnswer.safeParse(json(answer.body));
    if (!parsed.success) {
        throw new ZpaError(
            "UNEXPECTED_ANSWER",
            `The sign-in at ${url.origin} returned no token. Check zpa:baseUrl and zpa:cloud.`,
            { status: answer.status, method: "POST", path: url.pathname, ...requestIds(answer) },
        );
    }
    return { token: parsed.data.access_token, lifeMs: parsed.data.expires_in * 1000 };
}

/** Errors of a sign-in that mean that the service rejected the credentials. */
const REJECTED: readonly ZpaErrorCode[] = ["CREDENTIALS", "FORBIDDEN", "INVALID", "MISSING_PARAMS"];

function refusal(scheme: AuthScheme, url: URL, answer: TransportAnswer, nowMs: number): Error {
    const error = errorOf({ method: "POST", path: url.pathname }, answer, nowMs);
    const { status } = answer;
    if (error.code === "NO_SUCH_PATH") {
        const message = (tenant: TenantName) =>
            `${nameOf(tenant)}: there is no sign-in at ${url.origin}${url.pathname} (${status}). ` +
            "Check zpa:baseUrl, zpa:signInUrl, zpa:cloud and zpa:vanityDomain.";
        return new SignInFailure("SETTINGS", message, error.details());
    }
    // OneAPI rejects credentials with 400.
    if (!REJECTED.includes(error.code) && !(error.code === "REFUSED" && status === 400)) return error;
    const { errorId, reason } = error;
    const said = reason || errorId ? ` The service said: ${[errorId, reason].filter(Boolean).join(" ")}` : "";
    const [first, second] = scheme.credentials;
    const message = (tenant: TenantName) =>
        `${nameOf(tenant)}: the credentials were rejected at ${url.origin} (${status}). ` +
        `Check ${settingOf(tenant, first)} and ${settingOf(tenant, second)}. ` +
        "If a secret was rotated in the configuration: refresh and destroy use the values of the last `pulumi up` unless --run-program is given; " +
        `environment variables always apply.${said}`;
    return new SignInFailure("CREDENTIALS", message, error.details());
}

function json(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch {
        return undefined;
    }
}
