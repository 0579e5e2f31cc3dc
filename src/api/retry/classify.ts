import { ZpaError, type ZpaErrorCode } from "../errors";
import type { TransportAnswer } from "../transport";
import { parseError } from "./errorBody";
import { parseRetryAfter } from "./retryAfter";

interface Row {
    readonly status?: number;
    readonly errorId?: string;
    /** A body that is not from the API, for example from a gateway or a proxy. */
    readonly isPage?: true;
    readonly code: ZpaErrorCode;
    readonly says: string;
}

const CONTENTION = "another change of this tenant is still in progress; run again later";

const PAGE = "a page that is not from the API, but maybe from a proxy or a gateway; check zpa:baseUrl and HTTPS_PROXY";

/** The first matching row applies. Source: docs/zpa-api.md#errors */
const ROWS: readonly Row[] = [
    { errorId: "resource.not.found", code: "NOT_FOUND", says: "the object does not exist" },
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
    { errorId: "invalid.toomanyrequests", code: "RATE_LIMIT", says: "the rate limit is exceeded" },
    { status: 401, code: "CREDENTIALS", says: "the service rejected the access token" },
    {
        status: 403,
        code: "FORBIDDEN",
        says: "the credentials are valid but not authorized for this call; grant the API client read and write permission for this kind of object (App Connector Groups, Provisioning Keys) and access to this microtenant, and check that zpa:customerId is the tenant of these credentials",
    },
    { status: 404, code: "NOT_FOUND", says: "the object does not exist" },
    { status: 400, isPage: true, code: "UNEXPECTED_ANSWER", says: PAGE },
    { status: 409, isPage: true, code: "UNEXPECTED_ANSWER", says: PAGE },
    { status: 409, code: "CONFLICT", says: "the service reports a conflict" },
    { status: 429, code: "RATE_LIMIT", says: "the rate limit is exceeded" },
    { errorId: "retryable.server.error", code: "UNAVAILABLE", says: "the service is temporarily unavailable" },
];

/** The error for a response with an error status. */
export function errorOf(method: string, path: string, answer: TransportAnswer, nowMs: number): ZpaError {
    const body = parseError(answer.body);
    const fits = (row: Row) =>
        (row.status === undefined || row.status === answer.status) &&
        (row.errorId === undefined || row.errorId === body.id) &&
        (row.isPage === undefined || /^\s*</.test(answer.body));
    const row = ROWS.find(fits) ?? fallback(answer.status);
    const words = [body.id, body.reason, body.params?.length ? `(${body.params.join(", ")})` : undefined].filter(
        Boolean,
    );
    const said = words.length > 0 ? ` The service said: ${words.join(" ")}` : "";
    return new ZpaError(row.code, `${method} ${path} answered ${answer.status}: ${row.says}.${said}`, {
        status: answer.status,
        errorId: body.id,
        reason: body.reason,
        params: body.params,
        method,
        path,
        retryAfterSecs: parseRetryAfter(answer.headers["retry-after"], nowMs),
        mayHaveHappened: answer.status >= 500,
    });
}

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
