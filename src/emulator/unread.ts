import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Sent } from "./answers";

const UNREAD: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
export const statusOfUnread = ({ code }: NodeJS.ErrnoException) => UNREAD[code ?? ""] ?? 400;

/** Responds to data that is not a valid HTTP request, and closes the connection. */
export function writeUnread({ status, body, headers = {} }: Sent, socket: Socket): void {
    if (!socket.writable) return void socket.destroy();
    const text = JSON.stringify(body);
    const all = {
        ...headers,
        "content-type": "application/json",
        connection: "close",
        "content-length": Buffer.byteLength(text),
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", text].join("\r\n"));
}
