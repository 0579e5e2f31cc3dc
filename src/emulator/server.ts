import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as timer } from "node:timers/promises";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { type Answer, refuse } from "./answers";
import type { AuthScheme } from "./auth";
import { controlRoutes } from "./control";
import type { Emulation } from "./emulation";
import { answerCall, type Endpoint } from "./endpoints";
import { effectOf, type Sent } from "./faultEffects";
import type { Fault } from "./faults";
import { parseJson } from "./json";
import { refuseOutsider } from "./outsiders";
import { refuseUnread, statusOfUnread } from "./unread";

const SCHEMES: readonly { scheme: AuthScheme; prefix: string }[] = [
    { scheme: "legacy", prefix: "" },
    { scheme: "oneapi", prefix: "/zpa" },
];
const MAX_BODY = 1_048_576;
/** If a request takes longer to arrive, the response is 408. */
const MAX_REQUEST_MS = 60_000;

/** Waits without keeping the process alive, for example after the emulator is closed. */
const sleep = async (ms: number) => {
    if (ms > 0) await timer(ms, undefined, { ref: false });
};

const arrivals = new WeakMap<IncomingMessage, number>();

/** The HTTP server, with the legacy API, OneAPI and the control API. */
export function createServer(emulation: Emulation, tls: { cert: string; key: string } | undefined): FastifyInstance {
    const app = fastify({
        bodyLimit: MAX_BODY,
        exposeHeadRoutes: false,
        forceCloseConnections: true,
        requestTimeout: MAX_REQUEST_MS,
        clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) =>
            refuseUnread(statusOfUnread(error), socket),
        frameworkErrors: (_error: Error, request: FastifyRequest, reply: FastifyReply) =>
            void send(emulation, request, reply, refuse.badParameter("path")),
        ...(tls ? { https: tls } : {}),
    } as Parameters<typeof fastify>[0]) as unknown as FastifyInstance;
    app.server.on("connect", (_request, socket: Socket) => refuseUnread(405, socket));
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
    app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) =>
        send(emulation, request, reply, refusalOf(error)),
    );

    app.addHook("onRequest", (request, reply, done) => {
        arrivals.set(request.raw, Date.now());
        const refusal = refuseOutsider(request.headers, emulation.hostnames);
        if (refusal) send(emulation, request, reply, refusal);
        else done();
    });

    const methodsOf = new Map<string, string[]>();
    const route = (
        method: Endpoint["method"],
        url: string,
        handler: (q: FastifyRequest, r: FastifyReply) => unknown,
    ) => {
        methodsOf.set(url, [...(methodsOf.get(url) ?? []), method]);
        app.route({ method, url, handler });
    };
    route("POST", "/signin", (request, reply) => signIn(emulation, "legacy", request, reply));
    route("POST", "/oauth2/v1/token", (request, reply) => signIn(emulation, "oneapi", request, reply));
    for (const { scheme, prefix } of SCHEMES) {
        for (const endpoint of emulation.endpoints) {
            const api = `${prefix}/mgmtconfig/${endpoint.version ?? "v1"}`;
            const at = (base: string, answer: Endpoint["answer"]) =>
                route(endpoint.method, `${api}/${base}/:customerId${endpoint.path}`, (request, reply) =>
                    serve(emulation, scheme, { ...endpoint, answer }, request, reply),
                );
            at("admin/customers", endpoint.answer);
            if (endpoint.answerAtCustomer) at("customer", endpoint.answerAtCustomer);
        }
    }
    for (const [url, methods] of methodsOf) {
        const others = (["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"] as const).filter(
            (m) => !methods.includes(m),
        );
        const handler = (request: FastifyRequest, reply: FastifyReply) =>
            send(emulation, request, reply, refuse.wrongMethod(methods));
        app.route({ method: [...others], url, handler });
    }
    controlRoutes(app, emulation);
    app.setNotFoundHandler((request, reply) => {
        const [path] = request.url.split("?");
        return send(emulation, request, reply, refuse.unknownPath(request.method, path!));
    });
    return app;
}

function refusalOf({ statusCode, message }: Error & { statusCode?: number }): Answer {
    if (statusCode === 413) return refuse.tooLarge();
    if (statusCode === 415) return refuse.wrongContentType();
    return statusCode !== undefined && statusCode < 500 ? refuse.badJson() : refuse.broken(message);
}

async function signIn(
    emulation: Emulation,
    scheme: AuthScheme,
    request: FastifyRequest,
    reply: FastifyReply,
): Promise<FastifyReply> {
    const fault = emulation.faults.take(request.method, request.url);
    return withFault(emulation, fault, request, reply, async () => {
        if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? ""))
            return refuse.wrongContentType();
        const form = new URLSearchParams(String(request.body ?? ""));
        return scheme === "legacy" ? emulation.auth.signIn(form) : emulation.auth.token(form);
    });
}

async function serve(
    emulation: Emulation,
    scheme: AuthScheme,
    endpoint: Endpoint,
    request: FastifyRequest,
    reply: FastifyReply,
): Promise<FastifyReply> {
    const { auth, limits, clock, faults } = emulation;
    const { customerId, ...params } = request.params as Record<string, string> & { customerId: string };
    const mode = emulation.limitMode ?? scheme;
    const [path] = request.url.split("?") as [string];
    const template = `${endpoint.version ?? "v1"} ${endpoint.path}`;
    const call = { method: request.method, source: request.ip, customerId, path, template };
    const { retryAfterSecs, headers } = limits.admit(mode, call, clock.now());
    reply.headers(headers);
    if (retryAfterSecs !== undefined)
        return send(emulation, request, reply, refuse.tooManyRequests(retryAfterSecs, mode));

    const fault = faults.take(request.method, request.url);
    if (fault?.kind === "expiredToken") auth.forget(request.headers.authorization);
    return withFault(emulation, fault, request, reply, () => {
        const customer = auth.customerOf(request.headers.authorization, scheme);
        if (!customer) return scheme === "legacy" ? refuse.unauthorized() : refuse.unauthorizedOneApi();
        if (customer !== customerId) return refuse.forbidden();
        if (!emulation.hasPath(endpoint)) return refuse.unknownPath(request.method, request.url.split("?")[0]!);
        const body = bodyOf(request);
        if ("status" in body) return body.status;
        const store = emulation.tenant(customerId);
        const answer = answerCall(endpoint, {
            store: endpoint.list ? emulation.listLag.seen(store) : store,
            query: queryOf(request, fault),
            params,
            body: body.json,
            nameTaken: emulation.nameTaken,
        });
        if (endpoint.method !== "GET" && answer.status < 300) emulation.changed();
        return answer;
    });
}

/** The query of a request, as its fault changes it. */
function queryOf(request: FastifyRequest, fault: Fault | undefined): URLSearchParams {
    const query = new URLSearchParams(request.url.split("?").slice(1).join("?"));
    if (fault) effectOf(fault).query?.(query, fault);
    return query;
}

function bodyOf(request: FastifyRequest): { json: Record<string, unknown> } | { status: Answer } {
    if (request.method !== "POST" && request.method !== "PUT") return { json: {} };
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
        return { status: refuse.wrongContentType() };
    try {
        const json = parseJson(String(request.body));
        const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
        return isObject ? { json: json as Record<string, unknown> } : { status: refuse.badJson() };
    } catch {
        return { status: refuse.badJson() };
    }
}

/** Handles a request with its latency and its fault. */
async function withFault(
    emulation: Emulation,
    fault: Fault | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Answer | Promise<Answer>,
): Promise<FastifyReply> {
    const effect = effectOf(fault);
    const { beforeMs, afterMs } = emulation.latencies.next();
    const delay = (when: "before" | "after") => (fault && effect.delayMs?.[when]?.(fault)) ?? 0;
    if (effect.resetBefore) return send(emulation, request, reply, { status: 0, delivery: "none" });
    await sleep(delay("before") + beforeMs);
    const instead = fault && effect.instead?.(fault);
    const answer = instead ?? (await work());
    await sleep(delay("after") + afterMs);
    return send(
        emulation,
        request,
        reply,
        fault && !instead && effect.after ? effect.after(answer, fault, queryOf(request, fault)) : answer,
    );
}

function send(emulation: Emulation, request: FastifyRequest, reply: FastifyReply, sent: Sent): FastifyReply {
    if (sent.delivery === "none") {
        note(emulation, request, 0);
        request.raw.socket.destroy();
        return reply.hijack();
    }
    note(emulation, request, sent.status);
    reply.code(sent.status).headers({ date: new Date(emulation.clock.now()).toUTCString(), ...sent.headers });
    if (sent.delivery === "half") return sendHalf(request, reply, sent);
    if (sent.raw) return reply.type(sent.raw.type).send(sent.raw.text);
    if (sent.body === undefined) return reply.send();
    if (typeof sent.body === "string") return reply.type("text/plain").send(sent.body);
    return reply.type("application/json").send(JSON.stringify(sent.body));
}

function sendHalf(request: FastifyRequest, reply: FastifyReply, { status, body }: Sent): FastifyReply {
    const text = Buffer.from(JSON.stringify(body));
    reply.hijack();
    reply.raw.writeHead(status, { "content-type": "application/json", "content-length": text.length });
    reply.raw.write(text.subarray(0, text.length / 2), () => request.raw.socket.destroy());
    return reply;
}

function note(emulation: Emulation, request: FastifyRequest, status: number): void {
    const record = {
        time: new Date(arrivals.get(request.raw) ?? Date.now()).toISOString(),
        method: request.method,
        path: request.url,
        status,
        ...bodyToKeep(request),
    };
    emulation.log.add(record, Buffer.byteLength(String(request.body ?? "")));
}

function bodyToKeep(request: FastifyRequest): { body?: unknown } {
    if (!/^(\/zpa)?\/mgmtconfig\//.test(request.url) || !request.body) return {};
    try {
        return { body: parseJson(String(request.body)) };
    } catch {
        return {};
    }
}
