import { z } from "zod";
import { shown } from "../../model/outsideText";
import { parseJson } from "../answer";

const ErrorBody = z.object({
    id: z.string().optional(),
    reason: z.string().optional(),
    params: z
        .union([z.array(z.unknown()), z.string()])
        .transform((params) => (Array.isArray(params) ? params : [params]).map(String))
        .optional(),
    // OneAPI's gateway and token endpoint use other fields.
    detail: z.string().optional(),
    error: z.string().optional(),
    error_description: z.string().optional(),
});

export interface ServiceError {
    id?: string | undefined;
    reason?: string | undefined;
    params?: string[] | undefined;
}

/** Longer JSON is read like a page. */
const MAX_JSON = 8 * 1024 * 1024;
/** How much of a page is read. */
const MAX_PAGE = 64 * 1024;
const MAX_WORDS = 300;
const MAX_PARAMS = 20;

/** Parses the body of an error. HTML or plain text of a gateway is truncated. */
export function parseError(body: string): ServiceError {
    const { id, reason, params } = read(body);
    return {
        id: id === undefined ? undefined : shown(id),
        reason: reason === undefined ? undefined : shown(reason),
        params: params?.slice(0, MAX_PARAMS).map((param) => shown(param)),
    };
}

function read(body: string): ServiceError {
    try {
        const parsed = ErrorBody.safeParse(body.length > MAX_JSON ? undefined : parseJson(body));
        if (parsed.success) {
            const { id, reason, params, detail, error, error_description } = parsed.data;
            return { id: id ?? error, reason: reason ?? detail ?? error_description, params };
        }
    } catch {
        // Not JSON: the response is from a gateway.
    }
    const words = wordsOf(body.slice(0, MAX_PAGE));
    return words ? { reason: words.slice(0, MAX_WORDS) } : {};
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
