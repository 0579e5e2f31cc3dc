/** What a request is about, for the log. */
export interface RequestContext {
    /** The tenant's label; absent for the default tenant. */
    readonly tenant: string | undefined;
    /** 0 for the first attempt. */
    readonly attempt: number;
    /** What was waited for before the request, in milliseconds. */
    readonly waitedMs?: Readonly<Record<string, number>>;
}

export interface TransportRequest {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    readonly url: URL;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly form?: Readonly<Record<string, string>>;
    /** The timeout of the whole response, in milliseconds. Default and maximum: 90 s. */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal | undefined;
    readonly context?: RequestContext;
}

export interface TransportAnswer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body: string;
    /** The time until the request was sent, in milliseconds. */
    readonly leftAfterMs: number;
}

/** Sends one request and returns the response, whatever its status. @throws ZpaError `NETWORK` if there is none */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;
