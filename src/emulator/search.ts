import type { Stored } from "./store";

/** The operators that have been seen. Source: the API contract, §5. */
const OPERATORS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
    EQ: (value, wanted) => value === wanted,
    LIKE: contains,
    CONTAINS: contains,
    STARTSWITH: (value, wanted) => lower(value).startsWith(lower(wanted)),
    ENDSWITH: (value, wanted) => lower(value).endsWith(lower(wanted)),
    GT: (value, wanted) => compare(value, wanted) > 0,
    LT: (value, wanted) => compare(value, wanted) < 0,
    GE: (value, wanted) => compare(value, wanted) >= 0,
    LE: (value, wanted) => compare(value, wanted) <= 0,
};

/**
 * `field operator value` as a filter, or `undefined` when it is none. Clients write the spaces as `%20`, as `+`, and
 * as plus signs that are percent-encoded themselves; the service takes them all.
 */
export function parseSearch(search: string): ((object: Stored) => boolean) | undefined {
    const match = /^([A-Za-z][\w.]*)[ +]+([A-Za-z]+)[ +](.+)$/s.exec(search.trim());
    const [, field, given, wanted] = match ?? [];
    const operator = given?.toUpperCase() ?? "";
    const test = OPERATORS[operator === "NE" ? "EQ" : operator];
    if (!field || !test || wanted === undefined) return undefined;
    const meanings = meaningsOf(wanted);
    return (object) => {
        const value = Object.hasOwn(object, field) ? object[field] : undefined;
        if (value === undefined || value === null || typeof value === "object") return false;
        return meanings.some((meaning) => test(String(value), meaning)) !== (operator === "NE");
    };
}

/** A plus sign may be one, or stand for a space. */
function meaningsOf(wanted: string): string[] {
    const meanings = [wanted, wanted.replace(/^[ +]+/, ""), wanted.replaceAll("+", " ")].map((text) => text.trim());
    return [...new Set(meanings)].filter((text) => text !== "");
}

const lower = (text: string) => text.toLowerCase();

function contains(value: string, wanted: string): boolean {
    return lower(value).includes(lower(wanted));
}

function compare(a: string, b: string): number {
    const [x, y] = [Number(a), Number(b)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a < b ? -1 : a > b ? 1 : 0;
}
