import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Sent } from "./answers";
import { statusOfUnread, writeUnread } from "./unread";

const MAX_BODY = 1_048_576;
/** If a request takes longer to arrive, the response is 408. */
const MAX_REQUEST_MS = 60_000;
/** Longer than clients keep their connections, so that none sends a request while its connection is closed. */
const KEEP_ALIVE_MS = 72_000;

/** A request that has arrived. */
export interface Asked {
    readonly method: string;
    /** The path and the query, as they were sent. */
    readonly url: string;
    readonly path: string;
    readonly query: string;
    readonly headers: IncomingMessage["headers"];
    /** The body of a request that has one. The body of a GET is ignored. */
    readonly body: string;
    readonly isTooLarge: boolean;
    /** The source address. */
    readonly source: string;
    /** When it arrived, by the real clock. */
    readonly at: number;
}

export type Handle = (asked: Asked) => Promise<Sent>;
/** The response to data that is not a valid HTTP request. */
export type RefuseUnread = (status: number) => Sent;

export interface Listening {
    readonly port: number;
    close(): Promise<void>;
}

/** Serves HTTP on a loopback address, or HTTPS with a certificate. */
export async function serveHttp(
    handle: Handle,
    refuseUnread: RefuseUnread,
    { port, tls }: { port: number; tls: { cert: string; key: string } | undefined },
): Promise<Listening> {
    const options = { requestTimeout: MAX_REQUEST_MS, keepAliveTimeout: KEEP_ALIVE_MS };
    const server: Server = tls ? createHttps({ ...options, ...tls }) : createHttp(options);
    server.on("request", (request, response) => void answer(handle, request, response));
    server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) =>
        writeUnread(refuseUnread(statusOfUnread(error)), socket),
    );
    server.on("connect", (_request, socket: Socket) => writeUnread(refuseUnread(405), socket));
    await new Promise<void>((done, failed) => {
        server.once("error", failed).listen({ host: "127.0.0.1", port }, done);
    });
    return {
        port: (server.address() as AddressInfo).port,
        close: () =>
            new Promise((done) => {
                server.close(() => done());
                server.closeAllConnections();
            }),
    };
}

async function answer(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const { method = "", url = "" } = request;
    const mark = url.indexOf("?");
    const text = await bodyOf(request);
    if (text === "aborted") return;
    const asked: Asked = {
        method,
        url,
        path: mark < 0 ? url : url.slice(0, mark),
        query: mark < 0 ? "" : url.slice(mark + 1),
        headers: request.headers,
        body: text === "too large" ? "" : text.body,
        isTooLarge: text === "too large",
        source: request.socket.remoteAddress ?? "",
        at,
    };
    deliver(await handle(asked), request, response);
}

type Body = { readonly body: string } | "too large" | "aborted";

function bodyOf(request: IncomingMessage): Promise<Body> | Body {
    if (request.method === "GET" || request.method === "HEAD") {
        request.resume();
        return { body: "" };
    }
    return new Promise((done) => {
        const chunks: Buffer[] = [];
        let size = 0;
        // What is too large is read on without being kept, because a client that still sends may miss the response.
        const refuse = () => {
            chunks.length = 0;
            done("too large");
        };
        if (Number(request.headers["content-length"]) > MAX_BODY) refuse();
        request
            .on("data", (chunk: Buffer) => {
                size += chunk.length;
                if (size <= MAX_BODY) chunks.push(chunk);
                else refuse();
            })
            .on("end", () => done({ body: Buffer.concat(chunks).toString() }))
            .on("error", () => done("aborted"))
            .on("close", () => done("aborted"));
    });
}

function deliver(sent: Sent, request: IncomingMessage, response: ServerResponse): void {
    if (sent.delivery === "none") return void request.socket.destroy();
    const [type, text] = contentOf(sent);
    const headers: Record<string, string | number> = { ...sent.headers };
    if (type !== undefined) headers["content-type"] = type;
    if (sent.status !== 204) headers["content-length"] = Buffer.byteLength(text);
    response.writeHead(sent.status, headers);
    if (sent.delivery !== "half") return void response.end(text);
    const bytes = Buffer.from(text);
    response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
}

function contentOf({ raw, body }: Sent): [type: string | undefined, text: string] {
    if (raw) return [raw.type, raw.text];
    if (body === undefined) return [undefined, ""];
    if (typeof body === "string") return ["text/plain", body];
    return ["application/json; charset=utf-8", JSON.stringify(body)];
}
