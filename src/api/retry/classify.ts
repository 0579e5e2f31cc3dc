import { type Call, pathOf } from "../answer";
import { ZpaError, type ZpaErrorCode } from "../errors";
import type { TransportAnswer } from "../exchange";
import { requestIds } from "../requestIds";
import { parseError, type ServiceError } from "./errorBody";
import { parseRetryAfter } from "./retryAfter";

interface Row {
    readonly status?: number;
    /** The service's error id, or a pattern for it. */
    readonly errorId?: string | RegExp;
    /** A pattern for the service's words. */
    readonly words?: RegExp;
    /** Whether the response names an object that the request names, or not. */
    readonly namesObject?: boolean;
    /** A body that is not from the API, for example from a gateway or a proxy. */
    readonly isPage?: true;
    readonly code: ZpaErrorCode;
    readonly says: string;
    /** Whether a new token may help. */
    readonly rejectsToken?: true;
}

const CONTENTION = "another change of this tenant is still in progress; run again later";
const OVERLOADED = "the service is temporarily overloaded; run again later";

const PAGE = "a page that is not from the API, but maybe from a proxy or a gateway; check zpa:baseUrl and HTTPS_PROXY";
const NO_SUCH_PATH =
    "the response does not name the object, so it proves nothing about it. It may come from a proxy or a gateway; check zpa:baseUrl and HTTPS_PROXY";

/** The first matching row applies. Source: docs/zpa-api.md#errors, docs/zpa-api.md#whose-answer-it-is */
const ROWS: readonly Row[] = [
    { errorId: "resource.not.found", namesObject: true, code: "NOT_FOUND", says: "the object does not exist" },
    { status: 404, code: "NO_SUCH_PATH", says: NO_SUCH_PATH },
    {
        errorId: "resource.not.found",
        code: "UNAVAILABLE",
        says: "the service did not find something that the request does not name, which has been a transient error; run again later",
    },
    {
        errorId: "missing.mandatory.params",
        code: "MISSING_PARAMS",
        says: "required parameters are missing; each is a property of the resource (for signingCertId set enrollmentCertId)",
    },
    {
        errorId: "microtenant.mandatory",
        code: "MISSING_PARAMS",
        says: "these credentials belong to the administrator of a microtenant, so every call must name it; set microtenantId or zpa:microtenantId",
    },
    { errorId: "invalid.resource.argument", code: "INVALID", says: "the service does not accept a value" },
    {
        errorId: "resource.already.exist",
        code: "CONFLICT",
        says: "the tenant can have only one of these, and one exists; import or delete it",
    },
    {
        errorId: "resource.referenced",
        code: "REFERENCED",
        says: "the object is still in use; remove the reference first",
    },
    { errorId: "db.simultaneous.request", code: "CONTENTION", says: CONTENTION },
    { errorId: "api.concurrent.access.error", code: "CONTENTION", says: CONTENTION },
    { errorId: "non.restricted.entity.authorization.failed", code: "CONTENTION", says: CONTENTION },
    { errorId: /^EDIT_LOCK/, code: "CONTENTION", says: CONTENTION },
    { status: 412, code: "CONTENTION", says: CONTENTION },
    { status: 400, errorId: "bad.request", words: /^(bad[ .]request)?$/i, code: "CONTENTION", says: OVERLOADED },
    { status: 401, words: /resource access blocked/i, code: "CONTENTION", says: OVERLOADED },
    { errorId: "invalid.toomanyrequests", code: "RATE_LIMIT", says: "the rate limit is exceeded" },
    {
        errorId: /^authz\.featureflag\./,
        code: "FORBIDDEN",
        says: "the tenant does not have this feature; ask Zscaler to enable it",
    },
    {
        errorId: /^authz\./,
        code: "FORBIDDEN",
        says: "the API client is not authorized for this call; grant it the permission that the service names",
    },
    {
        status: 401,
        words: /through Zscaler OneAPI/i,
        code: "CREDENTIALS",
        says: "the tenant has moved to OneAPI; set zpa:vanityDomain and the credentials of an API client of OneAPI",
    },
    {
        errorId: "LIMIT_EXCEEDED",
        code: "REFUSED",
        says: "a limit of the tenant is reached; delete objects, or ask Zscaler to raise the limit",
    },
    { status: 400, isPage: true, code: "UNEXPECTED_ANSWER", says: PAGE },
    { status: 401, isPage: true, code: "UNEXPECTED_ANSWER", says: PAGE },
    { status: 403, isPage: true, code: "UNEXPECTED_ANSWER", says: PAGE },
    { status: 409, isPage: true, code: "UNEXPECTED_ANSWER", says: PAGE },
    { status: 401, code: "CREDENTIALS", says: "the service rejected the access token", rejectsToken: true },
    {
        status: 403,
        code: "FORBIDDEN",
        says: "the credentials are valid but not authorized for this call; grant the API client the permission to read and write this kind of object, and access to this microtenant, and check that zpa:customerId is the tenant of these credentials",
    },
    { status: 409, code: "CONFLICT", says: "the service reports a conflict" },
    { status: 429, code: "RATE_LIMIT", says: "the rate limit is exceeded" },
    { status: 408, code: "UNAVAILABLE", says: "the request timed out at the service or at a proxy; run again later" },
    { status: 425, code: "CONTENTION", says: OVERLOADED },
    { errorId: "retryable.server.error", code: "UNAVAILABLE", says: "the service is temporarily unavailable" },
];

/** The statuses after which a write may have taken effect. A 408 may come from a proxy that did not wait. */
const mayHaveHappened = (status: number) => status >= 500 || status === 408;

/** What a response with an error status means. It is decided only here. */
export interface Verdict {
    readonly error: ZpaError;
    /** Whether the token was rejected, so that a new sign-in may help. */
    readonly rejectsToken: boolean;
}

export const errorOf = (call: Asked, answer: TransportAnswer, nowMs: number): ZpaError =>
    classify(call, answer, nowMs).error;

type Asked = Pick<Call, "method" | "path" | "json">;

export function classify(call: Asked, answer: TransportAnswer, nowMs: number): Verdict {
    const body = parseError(answer.body);
    const row = ROWS.find((one) => fits(one, call, answer, body)) ?? fallback(answer.status);
    const said = [body.id, body.reason, body.params?.length ? `(${body.params.join(", ")})` : undefined].filter(
        Boolean,
    );
    const quoted = said.length > 0 ? ` The service said: ${said.join(" ")}` : "";
    const path = pathOf(call);
    const error = new ZpaError(row.code, `${call.method} ${path} answered ${answer.status}: ${row.says}.${quoted}`, {
        status: answer.status,
        errorId: body.id,
        reason: body.reason,
        params: body.params,
        method: call.method,
        path,
        retryAfterSecs: parseRetryAfter(answer.headers["retry-after"], nowMs),
        mayHaveHappened: mayHaveHappened(answer.status),
        ...requestIds(answer),
    });
    return { error, rejectsToken: row.rejectsToken === true };
}

function fits(row: Row, call: Asked, { status, body }: TransportAnswer, said: ServiceError): boolean {
    const words = said.reason ?? "";
    return (
        (row.status === undefined || row.status === status) &&
        (row.errorId === undefined || isLike(row.errorId, said.id)) &&
        (row.words === undefined || row.words.test(words)) &&
        (row.namesObject === undefined || row.namesObject === namesObjectOf(call, said)) &&
        (row.isPage === undefined || /^\s*</.test(body))
    );
}

const isLike = (wanted: string | RegExp, id: string | undefined) =>
    typeof wanted === "string" ? wanted === id : id !== undefined && wanted.test(id);

/** Whether the service's words name an id that the request names: in its path, its query or its body. */
function namesObjectOf(call: Asked, { params = [], reason = "" }: ServiceError): boolean {
    const asked = idsIn(`${call.path} ${call.json === undefined ? "" : JSON.stringify(call.json)}`);
    const named = params.length > 0 ? params : idsIn(reason);
    return [...named].some((id) => asked.has(id));
}

const idsIn = (text: string): Set<string> => new Set(text.match(/\b\d+\b/g));

function fallback(status: number): Row {
    if (status >= 500) return { code: "UNAVAILABLE", says: "the service is temporarily unavailable; run again later" };
    if (status >= 300 && status < 400) {
        return {
            code: "UNEXPECTED_ANSWER",
            says: "a redirect, which is never followed with credentials; check zpa:baseUrl and zpa:cloud",
        };
    }
    return { code: "REFUSED", says: "the service rejected the request" };
}
