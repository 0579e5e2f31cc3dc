import { secondsOf } from "./durations";
import type { FactName } from "./evidence";
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

export interface Filter {
    readonly fits: (object: Stored) => boolean;
    /** Whether it is unknown if the service finds the object. */
    readonly doubts?: (object: Stored) => boolean;
    readonly known: readonly FactName[];
}

/** What the objects that a filter finds rest on. */
export const factsOf = ({ known, doubts }: Filter, objects: readonly Stored[]): readonly FactName[] =>
    doubts && objects.some(doubts) ? [...known, "search.case"] : known;

/**
 * A filter for conditions `field operator value`, joined by `AND`. If an operator is invalid, the word in its place.
 * Clients encode spaces as `%20`, `+` or `%2B`, and the service accepts all of them. A single word searches names;
 * older clients of the vendor send that, with `&` for spaces.
 */
export function parseSearch(search: string): Filter | { readonly invalidOperand: string } {
    const text = search.trim();
    if (/^[^ +]+$/.test(text)) {
        const words = lower(text).split("&");
        return { fits: ({ name }) => words.every((word) => lower(name).includes(word)), known: ["search.word"] };
    }
    const conditions = text.split(/[ +]+AND[ +]+/).map(parseCondition);
    // "AND" may be part of a value.
    return conditions.every((condition) => "fits" in condition) ? allOf(conditions) : parseCondition(text);
}

/** A filter for the objects that all of these find. */
export const allOf = (filters: readonly Filter[]): Filter => ({
    fits: (object) => filters.every(({ fits }) => fits(object)),
    doubts: (object) => filters.some(({ doubts }) => doubts?.(object)),
    known: [...new Set(filters.flatMap(({ known }) => known))],
});

function parseCondition(text: string): Filter | { readonly invalidOperand: string } {
    const [, field, given, wanted] = /^([A-Za-z][\w.]*)[ +]+([A-Za-z]+)[ +](.+)$/s.exec(text) ?? [];
    const condition = field && given && wanted !== undefined && conditionOf(field, given, meaningsOf(wanted));
    if (!condition) return { invalidOperand: text.split(/[ +]/)[1] ?? "" };
    return text.includes("+") ? { ...condition, known: [...condition.known, "search.plus"] } : condition;
}

/** A filter for one condition, or `undefined` for an unknown operator. It matches if one of the wanted values does. */
export function conditionOf(field: string, given: string, wanted: readonly string[]): Filter | undefined {
    const operator = given.toUpperCase();
    const isNegated = operator === "NE";
    const test = OPERATORS[isNegated ? "EQ" : operator];
    if (!test) return undefined;
    const matching = (test: (value: string, wanted: string) => boolean) => (object: Stored) => {
        const value = Object.hasOwn(object, field) ? object[field] : undefined;
        if (value === undefined || value === null || typeof value === "object") return undefined;
        return wanted.some((meaning) => test(String(value), meaning));
    };
    const matches = matching(test);
    const anyCase = matching((value, meaning) => lower(value) === lower(meaning));
    return {
        fits: (object) => (matches(object) ?? isNegated) !== isNegated,
        ...(test === OPERATORS.EQ ? { doubts: (object) => matches(object) === false && anyCase(object) === true } : {}),
        known: ["search.operators"],
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
