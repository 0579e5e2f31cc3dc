import type { RejectionName } from "./rejections";

/**
 * The faults by kind, with their options. The page of the emulator has its table from these comments.
 */
export interface FaultOptions {
    /** Returns this response. The request has no effect. */
    status: {
        /** The HTTP status, 200 to 599. */
        status: number;
        /** The body. Default: none. */
        body?: unknown;
        /** Headers. Default: none. */
        headers?: Record<string, string> | undefined;
    };
    /** Returns an error of the service, or of something before it, by its name. The request has no effect. */
    error: {
        /** The name of the error, which is the id of the service's own errors. */
        id: RejectionName;
        /** The HTTP status. Default: that of the service. It also returns `api.concurrent.access.error` with 400. */
        status?: number | undefined;
    };
    /** Delays the response. */
    delay: {
        /** The delay in milliseconds. */
        ms: number;
        /** Whether the request takes effect before (`start`) or after (`end`) the delay. Default: `end`. */
        workAt?: "start" | "end" | undefined;
    };
    /** Resets the connection before the request takes effect. */
    resetBefore: NoOptions;
    /** Resets the connection after the request has taken effect, so the response is lost. */
    resetAfter: NoOptions;
    /** Ends the connection in the middle of the body, with status 200 instead of 204. The request takes effect. */
    cut: NoOptions;
    /** Returns invalid JSON, with status 200 instead of 204. The request takes effect. */
    malformed: NoOptions;
    /** Returns an HTML page, as a gateway does. */
    html: {
        /** The HTTP status. Default: that of the usual response, and 200 instead of 204. */
        status?: number | undefined;
        /** Whether the request takes effect. Default: `true`. */
        work?: boolean | undefined;
    };
    /** Returns the JSON of another object, with status 200 instead of 204. The request takes effect. */
    otherObject: {
        /** The other object. Default: the object of the usual response with another id and name. */
        object?: Record<string, unknown> | undefined;
    };
    /**
     * Replaces fields in the object of the response, or in each object of a list: by unknown enum values, numbers out of
     * range, `null`. The request takes effect.
     */
    values: {
        /** Fields and their values. */
        values: Record<string, unknown>;
        /** Changes only the object with this id. Default: every object of the response. */
        id?: string | undefined;
    };
    /** Rounds the numbers of the response. The request takes effect. */
    rounded: {
        /** The number of decimals. Default: 6. */
        decimals?: number | undefined;
    };
    /** Lists have at most this many objects per page, whatever `pagesize` is. The counts fit. */
    pageCap: {
        /** The number of objects. Default: 20. */
        size?: number | undefined;
    };
    /** The counts of a list contradict its pages. */
    counts: {
        /** A number, or `grows`: one more than the page that was requested. Default: unchanged. */
        totalPages?: number | "grows" | undefined;
        /** Default: unchanged. */
        totalCount?: number | undefined;
    };
    /** Returns JSON numbers instead of strings, except ids. The request takes effect. */
    numbers: NoOptions;
    /** Adds an item in the middle of a list. */
    malformedItem: {
        /** The item. Default: an object with an id and a number as its name. */
        item?: unknown;
    };
    /** Returns `200` and a list without objects. The request takes effect. */
    emptyList: NoOptions;
    /** Returns `401`, now and whenever the token is used again. The request has no effect. */
    expiredToken: NoOptions;
}

/** A fault without options. */
export type NoOptions = Record<never, never>;

/** What goes wrong. */
export type FaultKind = keyof FaultOptions;

/** The requests that a fault applies to. */
export interface Matches {
    /** The HTTP method. Default: any. */
    method?: string | undefined;
    /** A substring of the path with its query, or a pattern. Default: any path. */
    path?: string | RegExp | undefined;
    /** To how many matching requests the fault applies. Default: 1. */
    times?: number | undefined;
    /** How many matching requests it skips before. Default: 0. */
    after?: number | undefined;
}

/** A fault, and the requests to which it applies. */
export type FaultInput = {
    [K in FaultKind]: {
        /** What goes wrong. */
        kind: K;
    } & FaultOptions[K];
}[FaultKind] &
    Matches;
