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
    GTEQ: (value, wanted) => compare(value, wanted) >= 0,
    LTEQ: (value, wanted) => compare(value, wanted) <= 0,
};

type Filter = (object: Stored) => boolean;

/**
 * `field operator value` as a filter, or what stands in the operator's place when it is none. Clients write the spaces as `%20`, as `+`, and
 * as plus signs that are percent-encoded themselves; the service takes them all.
 * A single word is looked for in names: older clients of the vendor's send that, with `&` for the spaces.
 */
export function parseSearch(search: string): Filter | { readonly invalidOperand: string } {
    const text = search.trim();
    if (/^[^ +]+$/.test(text)) {
        const words = lower(text).split("&");
        return ({ name }) => words.every((word) => lower(name).includes(word));
    }
    const [, field, given, wanted] = /^([A-Za-z][\w.]*)[ +]+([A-Za-z]+)[ +](.+)$/s.exec(text) ?? [];
    const operator = given?.toUpperCase() ?? "";
    const test = OPERATORS[operator === "NE" ? "EQ" : operator];
    if (!field || !test || wanted === undefined) return { invalidOperand: text.split(/[ +]/)[1] ?? "" };
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
