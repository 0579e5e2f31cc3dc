import { secondsOf } from "./durations";
import type { Stored } from "./store";

/** The known operators. Source: docs/zpa-api.md#lists */
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

export type Filter = (object: Stored) => boolean;

/**
 * A filter for conditions `field operator value`, joined by `AND`. If an operator is invalid, the word in its place.
 * Clients encode spaces as `%20`, `+` or `%2B`, and the service accepts all of them. A single word searches names;
 * older clients of the vendor send that, with `&` for spaces.
 */
export function parseSearch(search: string): Filter | { readonly invalidOperand: string } {
    const text = search.trim();
    if (/^[^ +]+$/.test(text)) {
        const words = lower(text).split("&");
        return ({ name }) => words.every((word) => lower(name).includes(word));
    }
    const conditions = text.split(/[ +]+AND[ +]+/).map(parseCondition);
    if (conditions.every((condition) => typeof condition === "function"))
        return (object) => conditions.every((condition) => condition(object));
    // "AND" may be part of a value.
    return parseCondition(text);
}

function parseCondition(text: string): Filter | { readonly invalidOperand: string } {
    const [, field, given, wanted] = /^([A-Za-z][\w.]*)[ +]+([A-Za-z]+)[ +](.+)$/s.exec(text) ?? [];
    if (!field || !given || wanted === undefined) return { invalidOperand: text.split(/[ +]/)[1] ?? "" };
    return conditionOf(field, given, meaningsOf(wanted)) ?? { invalidOperand: text.split(/[ +]/)[1] ?? "" };
}

/** A filter for one condition, or `undefined` for an unknown operator. It matches if one of the wanted values does. */
export function conditionOf(field: string, given: string, wanted: readonly string[]): Filter | undefined {
    const operator = given.toUpperCase();
    const test = OPERATORS[operator === "NE" ? "EQ" : operator];
    if (!test) return undefined;
    return (object) => {
        const value = Object.hasOwn(object, field) ? object[field] : undefined;
        if (value === undefined || value === null || typeof value === "object") return false;
        return wanted.some((meaning) => test(String(value), meaning)) !== (operator === "NE");
    };
}

/** The possible values: a plus sign is either itself or an encoded space. */
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
    const [p, q] = [secondsOf(a), secondsOf(b)];
    if (p !== undefined && q !== undefined) return p - q;
    return a < b ? -1 : a > b ? 1 : 0;
}
