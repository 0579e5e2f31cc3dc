import { z } from "zod";
import { parseJson } from "../answer";

const word = z.string().optional().catch(undefined);
const words = z
    .union([z.array(z.unknown()), z.string()])
    .transform((params) => (Array.isArray(params) ? params : [params]).map(String))
    .optional()
    .catch(undefined);

/** The forms of error bodies. Source: docs/zpa-api.md#whose-answer-it-is */
const ErrorBody = z.object({
    // ZPA
    id: word,
    reason: word,
    params: words,
    exception: word,
    // OneAPI
    code: word,
    message: word,
    // The gateway of OneAPI
    detail: word,
    title: word,
    // Token endpoints
    error: word,
    error_description: word,
});
/** Several errors; the first one counts. */
const Errors = z.object({
    errors: z.array(z.union([ErrorBody, z.string().transform((message) => ({ message }))])).min(1),
});
const Nested = z.object({ error: ErrorBody });

export interface ServiceError {
    id?: string | undefined;
    reason?: string | undefined;
    params?: string[] | undefined;
}

const MAX_WORDS = 300;

/** Parses the body of an error. A body of an unknown form, HTML or plain text is reported as it is, truncated. */
export function parseError(body: string): ServiceError {
    const json = jsonOf(body);
    const one = Errors.safeParse(json).data?.errors[0] ?? Nested.safeParse(json).data?.error ?? json;
    const { data = {} } = ErrorBody.safeParse(one);
    const { params, exception, title } = data;
    const id = data.id ?? data.code ?? data.error ?? (looksLikeId(exception) ? exception : undefined);
    const reason =
        data.reason ??
        data.message ??
        data.detail ??
        data.error_description ??
        (id === exception ? undefined : exception);
    if (id || reason) return { id, reason: reason || title || undefined, params };
    const raw = body
        .replace(/<(style|script)[\s\S]*?<\/\1>/gi, " ")
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim();
    return saysNothing(json) || !raw ? {} : { reason: raw.slice(0, MAX_WORDS) };
}

const looksLikeId = (text: string | undefined) => text !== undefined && /^[\w-]+(\.[\w-]+)+$/.test(text);

/** JSON without any value, such as `{}` or `{"id": null}`. */
function saysNothing(json: unknown): boolean {
    if (typeof json !== "object" || json === null) return json === "";
    return Object.values(json).every((value) => value === undefined || saysNothing(value));
}

function jsonOf(body: string): unknown {
    try {
        return parseJson(body);
    } catch {
        // The response is from a gateway.
        return undefined;
    }
}
