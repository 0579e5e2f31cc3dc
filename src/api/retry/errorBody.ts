import { z } from "zod";
import { shown } from "../../model/outsideText";
import { parseJson } from "../answer";

const word = z.string().optional().catch(undefined);
const MAX_PARAMS = 20;
const first = <T extends z.ZodType>(count: number, schema: T) =>
    z.preprocess((list) => (Array.isArray(list) ? list.slice(0, count) : list), schema);
const words = first(MAX_PARAMS, z.union([z.array(z.unknown()), z.string()]))
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
    errors: first(1, z.array(z.union([ErrorBody, z.string().transform((message) => ({ message }))])).min(1)),
});
const Nested = z.object({ error: ErrorBody });

export interface ServiceError {
    id?: string | undefined;
    reason?: string | undefined;
    params?: string[] | undefined;
}

/** Longer JSON is read like a page. */
const MAX_JSON = 8 * 1024 * 1024;
/** In longer JSON, large numbers lose their digits, because reading them exactly is slow. */
const MAX_EXACT_JSON = 64 * 1024;
/** Longer JSON has a value. */
const MAX_EMPTY = 1_000;
/** How much of a page is read. */
const MAX_PAGE = 64 * 1024;
const MAX_WORDS = 300;

/** Parses the body of an error. A body of an unknown form, HTML or plain text is reported as it is, truncated. */
export function parseError(body: string): ServiceError {
    const { id, reason, params } = read(body);
    return {
        id: id === undefined ? undefined : shown(id),
        reason: reason === undefined ? undefined : shown(reason),
        params: params?.map((param) => shown(param)),
    };
}

function read(body: string): ServiceError {
    const json = jsonOf(body);
    const one = Errors.safeParse(json).data?.errors[0] ?? Nested.safeParse(json).data?.error ?? json;
    const { params, exception, title, ...data } = ErrorBody.safeParse(one).data ?? {};
    const id = data.id ?? data.code ?? data.error ?? (looksLikeId(exception) ? exception : undefined);
    const sentence = id === exception ? undefined : exception;
    const reason = data.reason ?? data.message ?? data.detail ?? data.error_description ?? sentence;
    if (id || reason) return { id, reason: reason || title || undefined, params };
    const isEmpty = body.length < MAX_EMPTY && saysNothing(json);
    const words = isEmpty ? "" : wordsOf(body.slice(0, MAX_PAGE));
    return words ? { reason: words.slice(0, MAX_WORDS) } : {};
}

const looksLikeId = (text: string | undefined) => text !== undefined && /^[\w-]+(\.[\w-]+)+$/.test(text);

/** JSON without any value, such as `{}` or `{"id": null}`. */
function saysNothing(json: unknown): boolean {
    if (typeof json !== "object" || json === null) return json === "";
    return Object.values(json).every((value) => value === undefined || saysNothing(value));
}

function jsonOf(body: string): unknown {
    try {
        return body.length > MAX_JSON ? undefined : body.length > MAX_EXACT_JSON ? JSON.parse(body) : parseJson(body);
    } catch {
        // The response is from a gateway.
        return undefined;
    }
}

/** The words of a page without its tags, styles and scripts, in linear time. */
function wordsOf(page: string): string {
    const [before = "", ...tags] = page.split("<");
    const words = [before];
    let hidden: string | undefined;
    for (const tag of tags) {
        const end = tag.indexOf(">");
        const name = /^\/?[a-z]*/i.exec(tag)![0].toLowerCase();
        if (hidden && name === `/${hidden}`) hidden = undefined;
        else if (name === "style" || name === "script") hidden ??= name;
        if (!hidden) words.push(end < 0 ? `<${tag}` : tag.slice(end + 1));
    }
    return words.join(" ").replace(/\s+/g, " ").trim();
}
