import { z } from "zod";
import { ZpaError } from "./errors";
import type { TransportAnswer, TransportRequest } from "./transport";

/** One call of the API. */
export interface Call {
    readonly method: TransportRequest["method"];
    /** Path below the API base of the auth scheme, with its query. */
    readonly path: string;
    readonly json?: unknown;
    /** Whether sending it twice does the same as sending it once. Default: everything but POST. */
    readonly idempotent?: boolean;
}

/**
 * The statuses that mean success. The pages and the recordings differ between 200 and 201 for a create, and 200 and 204
 * for an empty answer. Any other 2xx is not documented, so nothing is known of what was done.
 *
 * Source: docs/zpa-api.md#endpoints
 */
const SUCCESS: Readonly<Record<Call["method"], readonly number[]>> = {
    GET: [200],
    POST: [200, 201],
    PUT: [200, 204],
    DELETE: [200, 204],
};

export const pathOf = (call: Call) => call.path.split("?")[0]!;

/** The error of a response that is not the API's; a write may nevertheless have been made. */
export function unexpected(call: Call, answer: TransportAnswer, says: string): ZpaError {
    return new ZpaError("UNEXPECTED_ANSWER", `${call.method} ${pathOf(call)} answered ${answer.status} ${says}`, {
        status: answer.status,
        method: call.method,
        path: pathOf(call),
        mayHaveHappened: call.method !== "GET",
    });
}

/** The answer's JSON, if its status means success and its shape is the schema's. */
export function readAnswer<T extends z.ZodType>(schema: T, call: Call, answer: TransportAnswer): z.output<T> {
    checkStatus(call, answer);
    let body: unknown;
    try {
        body = parseJson(answer.body);
    } catch {
        const kind = /^\s*</.test(answer.body) ? "HTML" : "something that is not JSON";
        throw unexpected(
            call,
            answer,
            `with ${kind}. The response may be a login page or come from a proxy. Check zpa:baseUrl and HTTPS_PROXY.`,
        );
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw unexpected(call, answer, `with an unexpected shape (${problemsOf(parsed.error)}). Check zpa:baseUrl.`);
}

/** Nothing, or the JSON object that the schema describes: the answer of an update or a delete that was done. */
export function readDone(schema: z.ZodType, call: Call, answer: TransportAnswer): void {
    checkStatus(call, answer);
    if (answer.body.trim() !== "") readAnswer(schema, call, answer);
}

function checkStatus(call: Call, answer: TransportAnswer): void {
    if (SUCCESS[call.method].includes(answer.status)) return;
    throw unexpected(
        call,
        answer,
        `, which the API does not return for a ${call.method}. The response may come from a proxy. Check zpa:baseUrl and HTTPS_PROXY.`,
    );
}

export const problemsOf = (error: z.ZodError) =>
    error.issues
        .slice(0, 3)
        .map((issue) => `${issue.path.join(".") || "the answer"}: ${issue.message}`)
        .join("; ");

type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

/**
 * JSON as the API means it: numbers as their own digits, because ids are larger than 2^53 and the API documents
 * strings; null as absent.
 *
 * Source: docs/zpa-api.md#the-groups-fields
 */
export function parseJson(text: string): unknown {
    const revive: Reviver = (_key, value, context) => {
        if (typeof value === "number") return context?.source ?? String(value);
        return value === null ? undefined : value;
    };
    return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
}

/** Text that may arrive as a boolean; numbers are text already. */
export const text = z.union([z.string(), z.boolean().transform(String)]);

/** A boolean that may arrive as text or as 0 and 1. */
export const flag = z.union([
    z.boolean(),
    z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"], error: "must be true or false" }),
]);

export const id = z.string("must be an id").min(1, "must be an id");
