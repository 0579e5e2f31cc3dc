import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** What a proxy does with a CONNECT. */
export type ConnectAnswer =
    /** Opens the tunnel to this port of the loopback address, whatever host was asked for. */
    | { readonly tunnelTo: number }
    /** Answers with this status line, headers and body, as text. */
    | { readonly raw: string }
    /** Accepts the connection and never answers. */
    | "hang"
    /** Closes the connection without an answer. */
    | "close";

export interface ConnectProxy {
    readonly port: number;
    /** The `host:port` of every CONNECT. */
    readonly asked: string[];
    /** The `Proxy-Authorization` of every CONNECT. */
    readonly authorizations: (string | undefined)[];
    answer: (request: IncomingMessage) => ConnectAnswer;
    close(): Promise<void>;
}

/** A CONNECT proxy on a loopback socket. */
export async function connectProxy(answer: ConnectProxy["answer"]): Promise<ConnectProxy> {
    const proxy: Pick<ConnectProxy, "asked" | "authorizations" | "answer"> = { asked: [], authorizations: [], answer };
    const sockets = new Set<Socket>();
    const server: Server = createServer((_request, response) => void response.writeHead(500).end());
    server.on("connection", (socket) => {
        sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
    });
    server.on("connect", (request: IncomingMessage, socket: Socket) => {
        proxy.asked.push(request.url!);
        proxy.authorizations.push(request.headers["proxy-authorization"]);
        const what = proxy.answer(request);
        if (what === "hang") return;
        if (what === "close") return void socket.destroy();
        if ("raw" in what) return void socket.end(what.raw);
        const onward = connect(what.tunnelTo, "127.0.0.1", () => {
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
            onward.pipe(socket).pipe(onward);
        });
        onward.on("error", () => socket.destroy());
        socket.on("close", () => onward.destroy());
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return Object.assign(proxy, {
        port: (server.address() as AddressInfo).port,
        close: () =>
            new Promise<void>((done) => {
                server.close(() => done());
                for (const socket of sockets) socket.destroy();
            }),
    });
}
