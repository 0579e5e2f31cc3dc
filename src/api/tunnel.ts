import { request as httpRequest } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { hostOf, type ProxyServer, portOf } from "./proxy";

/** No tunnel was opened, so nothing was sent to the service. */
export class TunnelFailure extends Error {
    constructor(
        /** `PROXY_` and the status of the proxy's answer or the code of the failure. */
        readonly code: string,
        /** What the proxy did, as the rest of a sentence. */
        readonly says: string,
    ) {
        super(code);
    }
}

/** Opens a tunnel through a proxy for each connection. What the proxy answers is never taken for the service's answer. */
export class TunnelAgent extends Agent {
    constructor(
        private readonly proxy: ProxyServer,
        private readonly timeoutMs: number,
    ) {
        super({ keepAlive: true });
    }

    override createConnection(
        ...[options, connected]: Parameters<Agent["createConnection"]>
    ): ReturnType<Agent["createConnection"]> {
        const { url } = this.proxy;
        const host = String(options.host);
        const target = `${host.includes(":") ? `[${host}]` : host}:${options.port}`;
        const tunnel = (url.protocol === "https:" ? httpsRequest : httpRequest)({
            host: hostOf(url),
            port: portOf(url),
            method: "CONNECT",
            path: target,
            headers: { host: target, ...authorizationOf(url) },
            agent: false,
            rejectUnauthorized: true,
        });
        const timer = setTimeout(() => tunnel.destroy(codedError("ETIMEDOUT")), this.timeoutMs);
        tunnel
            .once("connect", ({ statusCode }, socket: Socket) => {
                clearTimeout(timer);
                if (statusCode === 200) {
                    const connection = super.createConnection({ ...options, socket } as typeof options);
                    connected?.(null, connection as Parameters<NonNullable<typeof connected>>[1]);
                    return;
                }
                socket.destroy();
                connected?.(refusal(this.proxy, target, statusCode), undefined as never);
            })
            .once("error", (error) => {
                clearTimeout(timer);
                connected?.(failure(error, this.proxy), undefined as never);
            })
            .end();
        return undefined;
    }
}

function authorizationOf({ username, password }: URL): { "proxy-authorization"?: string } {
    if (!username && !password) return {};
    const user = `${decoded(username)}:${decoded(password)}`;
    return { "proxy-authorization": `Basic ${Buffer.from(user).toString("base64")}` };
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function refusal({ url, variable }: ProxyServer, target: string, status: number | undefined): TunnelFailure {
    return new TunnelFailure(`PROXY_${status}`, `the proxy answered ${status} to CONNECT ${target}; ${advice()}`);

    function advice(): string {
        if (status === 407) {
            return url.username
                ? `it rejected the user name and password of ${variable}`
                : `it requires a user name and password; set ${variable} to http://user:password@host:port`;
        }
        if (status === 403) return "it must allow this host";
        return `check ${variable} and the proxy`;
    }
}

/** What happened between this process and the proxy, by error code. */
const FAILURES: Readonly<Record<string, string>> = {
    ENOTFOUND: "the host name of the proxy does not resolve",
    EAI_AGAIN: "name resolution failed temporarily for the proxy",
    ECONNREFUSED: "nothing is listening at the proxy's address",
    ECONNRESET: "the proxy closed the connection without an answer",
    ETIMEDOUT: "the proxy did not answer in time",
};

function failure(error: Error, { variable }: ProxyServer): TunnelFailure {
    const code = "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
    const says = /^HPE_/.test(code) ? "there is no answer of an HTTP proxy at this address" : FAILURES[code];
    return new TunnelFailure(`PROXY_${code}`, `${says ?? `the proxy cannot be reached (${code})`}; check ${variable}`);
}

const codedError = (code: string) => Object.assign(new Error(code), { code });
