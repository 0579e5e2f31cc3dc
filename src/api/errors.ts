/** What went wrong, as a stable word to branch on. */
export type ZpaErrorCode =
    /** The tenant's settings are missing or contradict each other. */
    | "SETTINGS"
    /** The service refused the credentials. */
    | "CREDENTIALS"
    /** The credentials are good, but lack a right (403). */
    | "FORBIDDEN"
    /** The object does not exist. */
    | "NOT_FOUND"
    /** A required parameter is missing or empty. */
    | "MISSING_PARAMS"
    /** The service refused a value. */
    | "INVALID"
    /** The object is still in use. */
    | "REFERENCED"
    /** Passing contention that did not pass in time. */
    | "CONTENTION"
    /** A real conflict, such as a name already taken. */
    | "CONFLICT"
    /** The rate limit. */
    | "RATE_LIMIT"
    /** The service is temporarily unavailable (5xx). */
    | "UNAVAILABLE"
    /** No answer: name resolution, connection, TLS, time-out. */
    | "NETWORK"
    /** An answer that is not of the API: HTML, cut JSON, a wrong shape, a redirect. */
    | "UNEXPECTED_ANSWER"
    /** The request was refused for a reason that the contract does not know. */
    | "REFUSED"
    /** The group cannot be changed. */
    | "LOCKED"
    /** The program and the service disagree in a way that needs a person. */
    | "CLASH"
    /** The operation was ended from outside before it was done. */
    | "CANCELLED";

export interface ZpaErrorDetails {
    /** HTTP status, when there was an answer. */
    status?: number | undefined;
    /** The service's own error id, such as `resource.not.found`. */
    errorId?: string | undefined;
    /** The service's own words. */
    reason?: string | undefined;
    /** The service's own parameters: the missing names, the id that was not found. */
    params?: readonly string[] | undefined;
    method?: string | undefined;
    path?: string | undefined;
    /** Seconds to wait, when the service said so. */
    retryAfterSecs?: number | undefined;
    /** Whether the service may have done the work although no usable response came. */
    mayHaveHappened?: boolean | undefined;
}

/**
 * Every expected failure. The message is for a person: what happened, to what, what the service said, what to do.
 * It never holds a secret, and there is no `cause`: errors of the HTTP library carry the token and the form.
 */
export class ZpaError extends Error implements ZpaErrorDetails {
    override readonly name = "ZpaError";
    /** Pulumi's mark of errors that a program ends with their message alone; the stack would tell a user nothing. */
    readonly __pulumiRunError = true;
    readonly code: ZpaErrorCode;
    readonly status?: number | undefined;
    readonly errorId?: string | undefined;
    readonly reason?: string | undefined;
    readonly params?: readonly string[] | undefined;
    readonly method?: string | undefined;
    readonly path?: string | undefined;
    readonly retryAfterSecs?: number | undefined;
    readonly mayHaveHappened?: boolean | undefined;

    constructor(code: ZpaErrorCode, message: string, details: ZpaErrorDetails = {}) {
        super(message);
        this.code = code;
        Object.assign(this, details);
    }

    /** The same failure, said of a particular object. */
    about(what: string): ZpaError {
        return new ZpaError(this.code, `${what}: ${this.message}`, this.details());
    }

    /** The same failure, of a call that was not made, or that is known to have done nothing. */
    withoutEffect(): ZpaError {
        return new ZpaError(this.code, this.message, { ...this.details(), mayHaveHappened: false });
    }

    details(): ZpaErrorDetails {
        const { status, errorId, reason, params, method, path, retryAfterSecs, mayHaveHappened } = this;
        return { status, errorId, reason, params, method, path, retryAfterSecs, mayHaveHappened };
    }
}

export function isZpaError(error: unknown, ...codes: ZpaErrorCode[]): error is ZpaError {
    return error instanceof ZpaError && (codes.length === 0 || codes.includes(error.code));
}
