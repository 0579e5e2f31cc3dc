import { appendFileSync } from "node:fs";
import { printable, shown } from "../model/outsideText";
import type { Clock } from "./clock";
import { isZpaError } from "./errors";
import type { Transport, TransportRequest } from "./exchange";
import type { Environment } from "./proxy";
import { requestIds } from "./requestIds";

export type WriteLine = (line: string) => void;

const MAX_PATH = 500;

/**
 * Writes one line for each request. It has no header but the request ids, and no body, so that it has no secret.
 *
 * @param write default: no log
 */
export function logged(send: Transport, write: WriteLine | undefined, clock: Clock): Transport {
    if (!write) return send;
    return async (request) => {
        const time = new Date(clock.now()).toISOString();
        const began = clock.monotonic();
        const log = (status: string | number, rest: string) =>
            write(`${time} ${lineOf(request, status, clock.monotonic() - began)}${rest}`);
        try {
            const answer = await send(request);
            const { requestId, transactionId } = requestIds(answer);
            log(answer.status, `${field("request-id", requestId)}${field("transaction-id", transactionId)}`);
            return answer;
        } catch (error) {
            log(isZpaError(error) ? (error.status ?? error.reason ?? error.code) : "FAILED", "");
            throw error;
        }
    };
}

function lineOf({ method, url, context }: TransportRequest, status: string | number, ms: number): string {
    const { tenant = "-", attempt = 0, waitedMs = {} } = context ?? {};
    const waited = Object.entries(waitedMs)
        .filter(([, waited]) => Math.round(waited) > 0)
        .map(([what, waited]) => `${what}:${Math.round(waited)}ms`);
    const path = shown(`${url.pathname}${url.search}`, MAX_PATH);
    const words = [shown(tenant).replaceAll(" ", "_"), method, path, status, `${Math.round(ms)}ms`];
    return `${words.join(" ")}${field("attempt", String(attempt + 1))}${field("waited", waited.join(","))}`;
}

const field = (name: string, value: string | undefined) => (value ? ` ${name}=${value.replaceAll(" ", "_")}` : "");

/**
 * The log of `ZPA_HTTP_LOG`: a file, or `-` for the standard error.
 *
 * @param report called once if the file cannot be written
 */
export function requestLogOf(env: Environment, report: (message: string) => void): WriteLine | undefined {
    const file = env.ZPA_HTTP_LOG;
    if (!file) return undefined;
    if (file === "-") return (line) => void process.stderr.write(`${printable(line)}\n`);
    let failed = false;
    return (line) => {
        if (failed) return;
        try {
            appendFileSync(file, `${printable(line)}\n`, { mode: 0o600 });
        } catch (error) {
            failed = true;
            report(
                `The requests are not logged, because ZPA_HTTP_LOG ${file} cannot be written: ${(error as Error).message}`,
            );
        }
    };
}
