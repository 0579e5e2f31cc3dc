import { z } from "zod";
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

const MAX_WORDS = 300;

/** Parses the body of an error. HTML or plain text of a gateway is truncated. */
export function parseError(body: string): ServiceError {
    try {
        const parsed = ErrorBody.safeParse(parseJson(body));
        if (parsed.success) {
            const { id, reason, params, detail, error, error_description } = parsed.data;
            return { id: id ?? error, reason: reason ?? detail ?? error_description, params };
        }
    } catch {
        // Not JSON: the response is from a gateway.
    }
    const words = body
        .replace(/<(style|script)[\s\S]*?<\/\1>/gi, " ")
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim();
    return words ? { reason: words.slice(0, MAX_WORDS) } : {};
}
