import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, systemClock } from "../../src/api/clock";
import { isZpaError, type ZpaError } from "../../src/api/errors";
import { Deadline, type Operation } from "../../src/api/operation";
import { memoryLedger } from "../../src/api/pacing/ledger";

/** A clock whose sleeps take no time and are kept. */
export interface FakeClock extends Clock {
    readonly slept: number[];
}

export function fakeClock(): FakeClock {
    let now = Date.parse("2026-03-02T10:00:00Z");
    const slept: number[] = [];
    return {
        slept,
        now: () => now,
        monotonic: () => now,
        random: () => 0.5,
        async sleep(ms, signal) {
            signal?.throwIfAborted();
            slept.push(ms);
            now += ms;
        },
    };
}

/** An operation that keeps what it is told. */
export function operation({
    clock = systemClock as Clock,
    totalMs = 120_000,
    signal = undefined as AbortSignal | undefined,
} = {}) {
    const reports: string[] = [];
    const report = (message: string) => void reports.push(message);
    return { deadline: new Deadline(totalMs, clock), signal, report, reports } satisfies Operation & {
        reports: string[];
    };
}

/** Options of a client that waits for nothing and counts for itself. */
export const instant = (clock: Clock) => ({ clock, ledger: memoryLedger });

export async function failureOf(work: Promise<unknown>): Promise<ZpaError> {
    const error = await work.then(
        () => undefined,
        (e: unknown) => e,
    );
    if (!isZpaError(error)) throw new Error(`expected a ZpaError, got ${String(error)}`);
    return error;
}

export interface Answer {
    status?: number;
    headers?: Record<string, string>;
    body?: string | Buffer;
}

/** A service of a few lines on a loopback socket: it signs everybody in, and answers the rest as it is told. */
export interface TinyService {
    readonly settings: { customerId: string; clientId: string; clientSecret: string; baseUrl: string };
    /** `METHOD path` of every request, the sign-ins too. */
    readonly asked: string[];
    answer: (request: IncomingMessage, asked: string) => Answer | Promise<Answer>;
    close(): Promise<void>;
}

export async function tinyService(): Promise<TinyService> {
    const service: Pick<TinyService, "asked" | "answer"> = { asked: [], answer: () => ({ status: 404 }) };
    const server: Server = createServer(async (request, response) => {
        request.resume();
        const asked = `${request.method} ${request.url}`;
        service.asked.push(asked);
        const { status = 200, headers = {}, body = "" } = await service.answer(request, asked);
        response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    return Object.assign(service, {
        settings: {
            customerId: "72058304855015424",
            clientId: "client",
            clientSecret: "secret",
            baseUrl: `http://127.0.0.1:${port}`,
        },
        close: () =>
            new Promise<void>((done) => {
                server.close(() => done());
                server.closeAllConnections();
            }),
    });
}

export const TOKEN: Answer = { body: JSON.stringify({ access_token: "token", expires_in: "3600" }) };
export const isSignIn = (asked: string) => asked.startsWith("POST /signin");
