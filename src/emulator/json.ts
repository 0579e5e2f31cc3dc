/** Deeper than any object of the service, and no danger to what walks through it. */
const DEEPEST = 1_000;

/** What a body says. Throws for a text that is not JSON, or that is nested too deeply to be kept. */
export function parseJson(text: string): unknown {
    const json: unknown = JSON.parse(text);
    let level: unknown[] = [json];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > DEEPEST) throw new SyntaxError(`The JSON is nested more than ${DEEPEST} levels deep`);
        level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
    }
    return HAS_LONG_NUMBER.test(text) ? JSON.parse(text, exactly) : json;
}

/**
 * Ids are longer than the numbers of JavaScript are exact, and the service, which knows longer ones, takes them as
 * numbers too: zscaler-oneapi-sdk-python sends them so. They are kept as texts.
 */
const HAS_LONG_NUMBER = /\d{16}/;
const exactly = (_key: string, value: unknown, { source }: { source?: string } = {}) =>
    typeof value === "number" && source && /^\d{16,}$/.test(source) ? source : value;

/** A text or a number as text; nothing else is one, and an object's own `toString` is never called. */
export const asText = (value: unknown): string | undefined =>
    typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** What is null in a body is as if it were not sent. */
export const withoutNulls = (sent: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
