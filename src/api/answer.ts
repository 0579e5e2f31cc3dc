import { z } from "zod";
import { unescapedText } from "../model/rules";
import { ZpaError } from "./errors";
import type { TransportAnswer, TransportRequest } from "./exchange";
import { requestIds } from "./requestIds";

/** One call of the API. */
export interface Call {
    readonly method: TransportRequest["method"];
    /** Path below the API base of the auth scheme, with its query. */
    readonly path: string;
    readonly json?: unknown;
    /** Whether the call is idempotent. Default: all methods except POST. */
    readonly idempotent?: boolean;
    /** A status of success that the API documents for this call only. */
    readonly alsoSuccess?: number;
}

/**
 * The statuses of success. Docs and recordings differ: 200 or 201 for a create, 200 or 204 for an empty response. Any
 * other 2xx is not documented, so it is unknown whether the request took effect.
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

/**
 * The error for a response that is not from the API. A write may have taken effect.
 *
 * @param says what follows the status, with its comma or space
 */
export function unexpected(call: Call, answer: TransportAnswer, says: string): ZpaError {
    return new ZpaError("UNEXPECTED_ANSWER", `${call.method} ${pathOf(call)} answered ${answer.status}${says}`, {
        status: answer.status,
        method: call.method,
        path: pathOf(call),
        mayHaveHappened: call.method !== "GET",
        ...requestIds(answer),
    });
}

/** The JSON of a successful response, parsed by the schema. */
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
            ` with ${kind}. The response may be a login page or come from a proxy. Check zpa:baseUrl and HTTPS_PROXY.`,
        );
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    throw unexpected(call, answer, ` with an unexpected shape (${problemsOf(parsed.error)}). Check zpa:baseUrl.`);
}

/** The response to a successful update or delete: nothing, or the JSON object of the schema. */
export function readWriteAnswer(schema: z.ZodType, call: Call, answer: TransportAnswer): void {
    checkStatus(call, answer);
    if (answer.body.trim() !== "") readAnswer(schema, call, answer);
}

function checkStatus(call: Call, answer: TransportAnswer): void {
    if (SUCCESS[call.method].includes(answer.status) || answer.status === call.alsoSuccess) return;
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

/** A secret is never changed. */
const KEPT_AS_IT_IS = "provisioningKey";

/**
 * Parses JSON of the API: numbers become strings with all their digits, because ids exceed 2^53 and the API documents
 * strings; null becomes absent; HTML escapes are decoded, in whatever text the service has put them.
 *
 * Source: docs/zpa-api.md#the-groups-fields, docs/zpa-api.md#writes
 */
export function parseJson(text: string): unknown {
    const revive: Reviver = (key, value, context) => {
        if (typeof value === "number") return context?.source ?? String(value);
        if (typeof value === "string" && key !== KEPT_AS_IT_IS) return unescapedText(value);
        return value === null ? undefined : value;
    };
    return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
}

/** A string. A boolean is accepted too; numbers are strings already. */
export const text = z.union([z.string(), z.boolean().transform(String)]);

/** A boolean. Strings, 0 and 1 are accepted too. */
export const flag = z.union([
    z.boolean(),
    z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"], error: "must be true or false" }),
]);

const NO_ID = "must be an id in decimal digits";

/** An id. It becomes a part of paths, of the state and of generated programs. Ids of the service have 18 digits. */
export const id = z.string(NO_ID).regex(/^\d{1,32}$/, NO_ID);

/** The id of another object. An empty one is absent. */
export const otherId = z.union([id, z.literal("").transform(() => undefined)], NO_ID).optional();
