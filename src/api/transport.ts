import { ZpaError } from "./errors";
import type { Transport, TransportAnswer, TransportRequest } from "./exchange";
import { type Environment, type ProxyServer, proxyFor } from "./proxy";
import { requestIds } from "./requestIds";
import { TunnelAgent, TunnelFailure } from "./tunnel";

const TIMEOUTS_MS = { connect: 10_000, secureConnect: 15_000 };
const RESPONSE_TIMEOUT_MS = 60_000;
const MAX_REQUEST_MS = 90_000;

/** Ten times the largest known answer: a list of 500 groups with their connectors. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** How much is read of an answer that reports an error. */
const MAX_ERROR_BYTES = 8 * 1024 * 1024;

/** How long a proxy may take to open a tunnel. */
const TUNNEL_TIMEOUT_MS = 15_000;

export interface HttpOptions {
    /** The environment with the proxy's variables. Default: that of the process. */
    readonly env?: Environment;
    readonly tunnelTimeoutMs?: number;
    /** The timeout of the response after the request was sent. Default: 60 s. */
    readonly responseTimeoutMs?: number;
    /** The maximum size of a successful answer, uncompressed. Default: 64 MiB. */
    readonly maxAnswerBytes?: number;
}

/** HTTP, through the proxy of the environment. Does not follow redirects and does not retry. */
export function httpTransport({
    env = process.env,
    tunnelTimeoutMs = TUNNEL_TIMEOUT_MS,
    responseTimeoutMs = RESPONSE_TIMEOUT_MS,
    maxAnswerBytes = MAX_ANSWER_BYTES,
}: HttpOptions = {}): Transport {
    const agents = new Map<string, TunnelAgent>();

    function agentFor(proxy: ProxyServer): TunnelAgent {
        const agent = agents.get(proxy.url.href) ?? new TunnelAgent(proxy, tunnelTimeoutMs);
        agents.set(proxy.url.href, agent);
        return agent;
    }

    return async (request) => {
        const proxy = proxyFor(request.url, env);
        // Loaded here because most runs of a program make no call.
        const { default: got } = await import("got");
        try {
            const stream = got.stream(request.url, {
                method: request.method,
                headers: { accept: "application/json", ...request.headers },
                ...(request.json === undefined ? {} : { json: request.json }),
                ...(request.form === undefined ? {} : { form: { ...request.form } }),
                ...(request.signal ? { signal: request.signal } : {}),
                timeout: {
                    ...TIMEOUTS_MS,
                    response: responseTimeoutMs,
                    request: Math.min(request.timeoutMs ?? MAX_REQUEST_MS, MAX_REQUEST_MS),
                },
                https: { rejectUnauthorized: true },
                ...(proxy ? { agent: { https: agentFor(proxy) } } : {}),
                retry: { limit: 0 },
                followRedirect: false,
                throwHttpErrors: false,
            });
            // A stream of a method that may have a body waits for it.
            if (!stream.isReadonly) stream.end();
            const chunks: Buffer[] = [];
            let size = 0;
            for await (const chunk of stream as AsyncIterable<Buffer>) {
                chunks.push(chunk);
                size += chunk.length;
                const { statusCode } = stream.response!;
                const isError = statusCode < 200 || statusCode >= 300;
                // Leaving the loop closes the connection.
                if (isError && size > MAX_ERROR_BYTES) break;
                if (!isError && size > maxAnswerBytes) throw tooLarge(request, stream.response!, maxAnswerBytes);
            }
            const { statusCode, headers, timings } = stream.response!;
            const { start, upload } = timings ?? {};
            return {
                status: statusCode,
                headers,
                body: new TextDecoder().decode(Buffer.concat(chunks)),
                leftAfterMs: upload === undefined || start === undefined ? 0 : upload - start,
            };
        } catch (error) {
            if (error instanceof ZpaError) throw error;
            throw networkError(request, proxy, error);
        }
    };
}

export const sendOverHttp = httpTransport();

/** The reason of an answer that exceeds the limit. */
export const TOO_LARGE = "TOO_LARGE";

function tooLarge(
    { method, url }: TransportRequest,
    { statusCode: status, headers }: { statusCode: number; headers: TransportAnswer["headers"] },
    maxBytes: number,
): ZpaError {
    const size = `${maxBytes / 1024 / 1024} MiB`;
    const message = `${method} ${url.pathname} answered ${status} with more than ${size}, which the API does not return. Check zpa:baseUrl and HTTPS_PROXY.`;
    return new ZpaError("UNEXPECTED_ANSWER", message, {
        status,
        method,
        path: url.pathname,
        reason: TOO_LARGE,
        mayHaveHappened: method !== "GET",
        ...requestIds({ headers }),
    });
}

/** Failures before the request can have taken effect. */
const NEVER_ARRIVED = new Set(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"]);
const TLS_CODE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/;

/** Causes and remedies of network failures, by error code. */
const ADVICE: Record<string, string> = {
    ENOTFOUND:
        "the host name does not resolve; check zpa:cloud, zpa:vanityDomain and zpa:baseUrl, and the network's DNS",
    EAI_AGAIN: "name resolution failed temporarily; check the network's DNS",
    ECONNREFUSED: "nothing is listening there; check zpa:baseUrl, and that the emulator or gateway is running",
    ECONNRESET: "the connection was closed by a proxy, a firewall or the service",
    ETIMEDOUT: "no response in time; check the network, and whether a proxy (HTTPS_PROXY) is needed",
};
const PROXY_TIMEOUT = "no response in time; check the network and the proxy";
const TLS_ADVICE =
    "the certificate is not trusted; behind an inspecting proxy set NODE_EXTRA_CA_CERTS to the file of its certificate authority";

/** OpenSSL's words for an answer that is not TLS. */
const NOT_TLS = /wrong version number|packet length too long/i;
const NOT_TLS_ADVICE = "the address is https://, but this port speaks plain HTTP; check zpa:baseUrl";

function networkError(request: TransportRequest, proxy: ProxyServer | undefined, error: unknown): ZpaError {
    const { code, advice, arrived } = kindOf(error, proxy);
    const path = request.url.pathname;
    const via = proxy ? ` through the proxy ${proxy.shown}` : "";
    const message = `${request.method} ${request.url.origin}${path}${via} failed (${code}): ${advice}.`;
    return new ZpaError("NETWORK", message, { method: request.method, path, reason: code, mayHaveHappened: arrived });
}

function kindOf(error: unknown, proxy: ProxyServer | undefined): { code: string; advice: string; arrived: boolean } {
    const { code: raw, cause, message } = error as { code?: unknown; cause?: unknown; message?: unknown };
    const code = typeof raw === "string" ? raw : "UNKNOWN";
    if (cause instanceof TunnelFailure) return { code, advice: cause.says, arrived: false };
    if (NOT_TLS.test(String(message))) return { code, advice: NOT_TLS_ADVICE, arrived: false };
    if (TLS_CODE.test(code)) return { code, advice: TLS_ADVICE, arrived: false };
    const advice = code === "ETIMEDOUT" && proxy ? PROXY_TIMEOUT : (ADVICE[code] ?? "no usable response");
    return { code, advice, arrived: !NEVER_ARRIVED.has(code) };
}
