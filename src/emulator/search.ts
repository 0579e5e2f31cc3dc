import type { Stored } from "./store";

/** The operators that have been seen. Source: the API contract, §5. */
const OPERATORS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
    EQ: (value, wanted) => value === wanted,
    NE: (value, wanted) => value !== wanted,
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
    const match = /^\s*([A-Za-z][\w.]*)[ +]+([A-Za-z]+)[ +]+(.+?)\s*$/.exec(search);
    const [, field, operator, wanted] = match ?? [];
    const test = OPERATORS[operator?.toUpperCase() ?? ""];
    if (!field || !test || wanted === undefined) return undefined;
    const meanings = new Set([wanted, wanted.replaceAll("+", " ")]);
    return (object) => {
        const value = object[field];
        if (value === undefined || value === null || typeof value === "object") return false;
        return [...meanings].some((meaning) => test(String(value), meaning));
    };
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
