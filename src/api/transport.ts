import type { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { ZpaError } from "./errors";

export interface TransportRequest {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    readonly url: URL;
    readonly headers?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly form?: Readonly<Record<string, string>>;
    /** The timeout of the whole response, in milliseconds. Default and maximum: 90 s. */
    readonly timeoutMs?: number;
    readonly signal?: AbortSignal | undefined;
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

const TIMEOUTS_MS = { connect: 10_000, secureConnect: 15_000, response: 60_000 };
const MAX_REQUEST_MS = 90_000;

/** Does not follow redirects and does not retry. */
export const sendOverHttp: Transport = async (request) => {
    // Loaded here because most runs of a program make no call.
    const { default: got } = await import("got");
    try {
        const response = await got(request.url, {
            method: request.method,
            headers: { accept: "application/json", ...request.headers },
            ...(request.json === undefined ? {} : { json: request.json }),
            ...(request.form === undefined ? {} : { form: { ...request.form } }),
            ...(request.signal ? { signal: request.signal } : {}),
            timeout: { ...TIMEOUTS_MS, request: Math.min(request.timeoutMs ?? MAX_REQUEST_MS, MAX_REQUEST_MS) },
            https: { rejectUnauthorized: true },
            ...(await viaProxy(request.url)),
            retry: { limit: 0 },
            followRedirect: false,
            throwHttpErrors: false,
        });
        const { start, upload } = response.timings ?? {};
        return {
            status: response.statusCode,
            headers: response.headers,
            body: response.body,
            leftAfterMs: upload === undefined || start === undefined ? 0 : upload - start,
        };
    } catch (error) {
        throw networkError(request, error);
    }
};

const agents = new Map<string, HttpsProxyAgent<string>>();

/** The proxy of `HTTPS_PROXY` and `NO_PROXY`. Plain HTTP is used only for loopback addresses, so never with a proxy. */
async function viaProxy(url: URL): Promise<{ agent?: { https: HttpsProxyAgent<string> } }> {
    const proxy = url.protocol === "https:" ? getProxyForUrl(url.href) : "";
    if (!proxy) return {};
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    const agent = agents.get(proxy) ?? new HttpsProxyAgent(proxy, { keepAlive: true });
    agents.set(proxy, agent);
    return { agent: { https: agent } };
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
const TLS_ADVICE =
    "the certificate is not trusted; behind an inspecting proxy set NODE_EXTRA_CA_CERTS to the file of its certificate authority";

function networkError(request: TransportRequest, error: unknown): ZpaError {
    const code = codeOf(error);
    const tls = TLS_CODE.test(code);
    const advice = tls ? TLS_ADVICE : (ADVICE[code] ?? "no usable response");
    const path = request.url.pathname;
    return new ZpaError("NETWORK", `${request.method} ${request.url.origin}${path} failed (${code}): ${advice}.`, {
        method: request.method,
        path,
        reason: code,
        mayHaveHappened: !NEVER_ARRIVED.has(code) && !tls,
    });
}

function codeOf(error: unknown): string {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    return typeof code === "string" ? code : "UNKNOWN";
}
