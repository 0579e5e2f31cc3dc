import { decodeHTMLStrict } from "entities";
import { z } from "zod";

/** The string that stands, in `check` and `diff`, for a value that is not known before `pulumi up` has run. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * A text as it is meant: the service escapes HTML in places and collapses runs of spaces in names (contract §4), so
 * neither is part of the meaning. Escapes are decoded until nothing changes, so that the form is stable.
 */
export function canonicalText(text: string): string {
    let decoded = text;
    for (let previous = ""; previous !== decoded; ) {
        previous = decoded;
        decoded = decodeHTMLStrict(decoded);
    }
    return decoded.replace(/[ \t\u00a0]+/g, " ").trim();
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A number, or the same number as a decimal string, as the API writes it. */
function decimal(rule: string, accepts: (n: number) => boolean) {
    return z.union([z.number(), z.string()], { error: rule }).transform((value, context) => {
        const text = String(value).trim();
        const number = DECIMAL.test(text) ? Number(text) : Number.NaN;
        if (!accepts(number)) {
            context.addIssue({ code: "custom", message: rule });
            return z.NEVER;
        }
        return number === 0 ? 0 : number;
    });
}

export function numberInRange(min: number, max: number) {
    return decimal(`must be a number from ${min} to ${max}`, (n) => n >= min && n <= max);
}

export function integerInSteps(min: number, max: number, step: number) {
    return decimal(
        `must be a whole number of seconds from ${min} to ${max}, in steps of ${step}`,
        (n) => Number.isInteger(n) && n >= min && n <= max && n % step === 0,
    );
}

export function text(limits: { min?: number; max?: number } = {}) {
    const { min = 0, max } = limits;
    return z
        .string("must be a string")
        .transform(canonicalText)
        .refine((s) => s.length >= min, "must not be empty")
        .refine((s) => max === undefined || s.length <= max, `must be at most ${max} characters long`);
}

/** One of the API's enum values; given in any case, kept as the API spells it. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
    const rule = `must be one of ${values.join(", ")}`;
    return z
        .custom<T[number] | (string & {})>((value) => typeof value === "string", rule)
        .transform((value): T[number] => value.trim().toUpperCase())
        .refine((value) => values.includes(value), rule);
}

/** `true` or `false`; the strings are taken too, because Pulumi's configuration holds strings. */
export function flag() {
    return z
        .custom<boolean | "true" | "false">(
            (v) => typeof v === "boolean" || v === "true" || v === "false",
            "must be true or false",
        )
        .transform((v): boolean => v === true || v === "true");
}

/** An id of the API: a decimal string larger than 2^53, therefore never a number. */
export function decimalId() {
    const rule = 'must be an id in decimal digits, written as a string (for example "216196257331281920")';
    return z
        .union([z.string(), z.int(rule)], { error: rule })
        .transform((value) => String(value).trim())
        .refine((id) => /^(0|[1-9]\d{0,18})$/.test(id) && BigInt(id) < 2n ** 63n, rule);
}

export function countryCode() {
    return z
        .string("must be a string")
        .transform((value) => value.trim().toUpperCase())
        .refine(
            (code) => /^[A-Z]{2}$/.test(code),
            'must be a country code of two letters (ISO 3166-1 alpha-2, for example "US")',
        );
}
