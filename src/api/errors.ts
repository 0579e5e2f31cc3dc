import { printable } from "../model/outsideText";

/** The kind of an error. Codes are stable, so a program can branch on them. */
export type ZpaErrorCode =
    /** The tenant's settings are missing or contradict each other. */
    | "SETTINGS"
    /** The service rejected the credentials. */
    | "CREDENTIALS"
    /** The credentials are valid but not authorized for the call, or the tenant does not have the feature. */
    | "FORBIDDEN"
    /** The service says that the object does not exist. */
    | "NOT_FOUND"
    /** A 404 that does not name the object: from a proxy, a gateway, or a path that the service does not have. */
    | "NO_SUCH_PATH"
    /** A required parameter is missing or empty. */
    | "MISSING_PARAMS"
    /** The service rejected a value. */
    | "INVALID"
    /** The object is still in use. */
    | "REFERENCED"
    /** Concurrent changes of the tenant, for longer than `zpa:retrySecs`. */
    | "CONTENTION"
    /** A conflict, such as a name that is already in use (409). */
    | "CONFLICT"
    /** The rate limit is exceeded (429). */
    | "RATE_LIMIT"
    /** The service is temporarily unavailable (5xx). */
    | "UNAVAILABLE"
    /** No response: name resolution, connection, TLS or timeout. */
    | "NETWORK"
    /** A response that is not from the API: HTML, truncated JSON, an unexpected shape, a redirect. */
    | "UNEXPECTED_ANSWER"
    /** The service rejected the request for a reason that is not in `docs/zpa-api.md`. */
    | "REFUSED"
    /** The object is locked and cannot be changed. */
    | "LOCKED"
    /** The program conflicts with the objects in ZPA, for example by a name that is in use or matches no object. */
    | "CLASH"
    /** The operation was cancelled. */
    | "CANCELLED";

/** What is known about the failed call. */
export interface ZpaErrorDetails {
    /** The HTTP status, if there was a response. */
    status?: number | undefined;
    /** The service's own error id, such as `resource.not.found`. */
    errorId?: string | undefined;
    /** The service's own message. */
    reason?: string | undefined;
    /** The service's own parameters, such as the names of missing fields or the id that was not found. */
    params?: readonly string[] | undefined;
    /** The HTTP method of the call. */
    method?: string | undefined;
    /** The path of the call. */
    path?: string | undefined;
    /** How long to wait before the next try, in seconds, if the service returned it. */
    retryAfterSecs?: number | undefined;
    /** Whether the request may have taken effect although there was no usable response. */
    mayHaveHappened?: boolean | undefined;
    /** The service's id of the request (`x-oneapi-request-id`), for Zscaler's support. */
    requestId?: string | undefined;
    /** The service's id of the transaction (`x-transaction-id`), for Zscaler's support. */
    transactionId?: string | undefined;
}

/**
 * An expected failure. The message says what happened, to which object, what the service said and what to do. It never
 * contains a secret. There is no `cause`, because errors of the HTTP library contain the token and the form.
 *
 * @example
 * ```ts
 * try {
 *     await zpa.getAppConnectorGroup({ name: "San Jose DC1" });
 * } catch (error) {
 *     if (!(error instanceof zpa.ZpaError) || error.code !== "CLASH") throw error;
 *     console.log("There is no such group.");
 * }
 * ```
 */
export class ZpaError extends Error implements ZpaErrorDetails {
    /** The name of the class. */
    override readonly name = "ZpaError";
    /** Makes Pulumi print the message without the stack trace when the program ends with this error. */
    readonly __pulumiRunError = true;
    /** The kind of the error. */
    readonly code: ZpaErrorCode;
    /** The HTTP status, if there was a response. */
    readonly status?: number | undefined;
    /** The service's own error id, such as `resource.not.found`. */
    readonly errorId?: string | undefined;
    /** The service's own message. */
    readonly reason?: string | undefined;
    /** The service's own parameters, such as the names of missing fields or the id that was not found. */
    readonly params?: readonly string[] | undefined;
    /** The HTTP method of the call. */
    readonly method?: string | undefined;
    /** The path of the call. */
    readonly path?: string | undefined;
    /** How long to wait before the next try, in seconds, if the service returned it. */
    readonly retryAfterSecs?: number | undefined;
    /** Whether the request may have taken effect although there was no usable response. */
    readonly mayHaveHappened?: boolean | undefined;
    /** The service's id of the request (`x-oneapi-request-id`), for Zscaler's support. */
    readonly requestId?: string | undefined;
    /** The service's id of the transaction (`x-transaction-id`), for Zscaler's support. */
    readonly transactionId?: string | undefined;

    /**
     * @param code the kind of the error
     * @param message what happened, to which object, and what to do
     * @param details what is known about the failed call
     */
    constructor(code: ZpaErrorCode, message: string, details: ZpaErrorDetails = {}) {
        super(withIds(printable(message), details));
        this.code = code;
        Object.assign(this, details);
    }

    /**
     * The same error with the object before its message.
     *
     * @param what the object, with its name
     */
    about(what: string): ZpaError {
        return new ZpaError(this.code, `${what}: ${this.message}`, this.details());
    }

    /**
     * The same error with what to do after its message.
     *
     * @param advice whole sentences
     */
    withAdvice(advice: string): ZpaError {
        return new ZpaError(this.code, `${this.message.replace(/\.?$/, ".")} ${advice}`, this.details());
    }

    /** The same error for a call that is known to have had no effect. */
    withoutEffect(): ZpaError {
        return new ZpaError(this.code, this.message, { ...this.details(), mayHaveHappened: false });
    }

    /** The same error for a call that may have taken effect, in this attempt or in an earlier one. */
    inDoubt(): ZpaError {
        return new ZpaError(this.code, this.message, { ...this.details(), mayHaveHappened: true });
    }

    /** What is known about the failed call. */
    details(): ZpaErrorDetails {
        const { status, errorId, reason, params, method, path, retryAfterSecs, mayHaveHappened } = this;
        const { requestId, transactionId } = this;
        return {
            ...{ status, errorId, reason, params, method, path, retryAfterSecs, mayHaveHappened },
            ...{ requestId, transactionId },
        };
    }
}

/** The message with the ids of the request, unless it has them already. */
function withIds(message: string, { requestId, transactionId }: ZpaErrorDetails): string {
    const ids = [requestId && `request id ${requestId}`, transactionId && `transaction id ${transactionId}`].filter(
        (id) => id && !message.includes(id),
    );
    return ids.length === 0 ? message : `${message} (${ids.join(", ")})`;
}

export function isZpaError(error: unknown, ...codes: ZpaErrorCode[]): error is ZpaError {
    return error instanceof ZpaError && (codes.length === 0 || codes.includes(error.code));
}

/** Whether this side has ended the request, because it took too long. */
export const isTimeout = ({ code, reason }: ZpaError): boolean => code === "NETWORK" && reason === "ETIMEDOUT";
