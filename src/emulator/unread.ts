import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { refuse } from "./answers";

const UNREAD: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };
export const statusOfUnread = ({ code }: NodeJS.ErrnoException) => UNREAD[code ?? ""] ?? 400;

/** Responds to data that is not a valid HTTP request. */
export function refuseUnread(status: number, socket: Socket): void {
    if (!socket.writable) return void socket.destroy();
    const body = JSON.stringify(refuse.badRequest(status).body);
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, "content-type: application/json", "connection: close"];
    socket.end(`${head.join("\r\n")}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
