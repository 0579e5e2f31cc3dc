/** The maximum nesting: deeper than any object of the service, but safe for recursive functions. */
const MAX_DEPTH = 1_000;

/** Parses a body. Throws if it is not JSON or nested too deeply. */
export function parseJson(text: string): unknown {
    const json: unknown = JSON.parse(text);
    let level: unknown[] = [json];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > MAX_DEPTH) throw new SyntaxError(`The JSON is nested more than ${MAX_DEPTH} levels deep`);
        level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
    }
    return HAS_LONG_NUMBER.test(text) ? JSON.parse(text, exactly) : json;
}

/**
 * Ids exceed the safe integers of JavaScript. The service accepts them as numbers too, and zscaler-oneapi-sdk-python
 * sends them as numbers. They are stored as strings.
 */
const HAS_LONG_NUMBER = /\d{16}/;
const exactly = (_key: string, value: unknown, { source }: { source?: string } = {}) =>
    typeof value === "number" && source && /^\d{16,}$/.test(source) ? source : value;

/** A string or a number as a string, or `undefined` for any other value. */
export const asText = (value: unknown): string | undefined =>
    typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** The fields of a body without those that are `null`, which count as omitted. */
export const withoutNulls = (sent: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null));
