import { isIP } from "node:net";
import { type Answer, refuse } from "./answers";
import { type FactName, type Known, union } from "./evidence";
import { asText } from "./json";

/** The type and the limits of a writable field. */
export interface Field extends Form {
    /** What its rule and its default rest on. */
    readonly known: FactName;
    /** What an accepted value rests on besides. */
    readonly accepted?: (value: unknown) => FactName;
}
export type Fields = Readonly<Record<string, Field>>;

/** Fields of one source. */
export const knownBy = (known: FactName, forms: Readonly<Record<string, Form>>): Fields =>
    Object.fromEntries(Object.entries(forms).map(([name, form]) => [name, { ...form, known }]));

/** What is wrong with a field of a write, and what that rests on. */
export interface Problem {
    readonly is: "missing" | "invalid";
    readonly field: string;
    readonly known: FactName;
}

export interface Form {
    readonly kind: "text" | "addresses" | "epochSeconds" | "boolean" | "decimal" | "count" | "id" | "enum";
    /** A create must send it, and no write may send it empty. */
    readonly required?: boolean;
    /** The value if a create omits it. */
    readonly default?: string | boolean;
    /** The minimum of a decimal. */
    readonly min?: number;
    /** The maximum of a decimal, or of the length of a text. */
    readonly max?: number;
    /** A decimal must be a multiple of it. */
    readonly step?: number;
    /** The values of an enum. */
    readonly values?: readonly string[];
}

const MAX_TEXT = 4_000;

/** Whether a value is valid for a field. Numbers may be sent as numbers or as strings. */
function isValid({ kind, min = -Infinity, max, step, values = [] }: Form, value: unknown): boolean {
    switch (kind) {
        case "boolean":
            return typeof value === "boolean";
        case "text":
            return typeof value === "string" && value.length <= (max ?? MAX_TEXT);
        case "addresses":
            return Array.isArray(value) && value.every(isAddress);
        case "epochSeconds":
            return /^\d{1,10}$/.test(asText(value) ?? "") && Number(value) < 2 ** 31;
        case "enum":
            return typeof value === "string" && values.includes(value);
        case "id":
            return (typeof value === "string" || Number.isSafeInteger(value)) && /^\d{1,19}$/.test(String(value));
        case "count":
            return (typeof value === "string" || typeof value === "number") && /^[1-9]\d{0,8}$/.test(String(value));
        case "decimal": {
            if (!isDecimal(value)) return false;
            const number = Number(value);
            return number >= min && number <= (max ?? Infinity) && (step === undefined || number % step === 0);
        }
    }
}

function isAddress(item: unknown): boolean {
    const [, address = "", prefix = "0"] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(asText(item) ?? "") ?? [];
    const version = isIP(address);
    return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

const isDecimal = (value: unknown) =>
    (typeof value === "number" && Number.isFinite(value)) ||
    (typeof value === "string" && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.trim()));

/** A sent value as it is stored: numbers as strings. */
export const kept = (value: unknown): unknown => (typeof value === "number" ? String(value) : value);

export const isSent = (sent: Readonly<Record<string, unknown>>, name: string) =>
    sent[name] !== undefined && sent[name] !== null;

const isBlank = (value: unknown) => typeof value === "string" && value.trim() === "";

/** The required fields that are missing or empty, and the fields with an invalid value. */
export function problemsIn(fields: Fields, sent: Record<string, unknown>, isCreate: boolean): Problem[] {
    return Object.entries(fields).flatMap(([field, rule]): Problem[] => {
        const isMissing = rule.required && (isBlank(sent[field]) || (isCreate && !isSent(sent, field)));
        if (isMissing) return [{ is: "missing", field, known: "object.missing" }];
        return isSent(sent, field) && !isValid(rule, sent[field]) ? [{ is: "invalid", field, known: rule.known }] : [];
    });
}

/** The response to a write with problems. Missing fields come first. */
export function refusalOf(problems: readonly Problem[]): Answer | undefined {
    const refusal = (is: Problem["is"], refused: (names: readonly string[], known: Known) => Answer) => {
        const found = problems.filter((problem) => problem.is === is);
        const [first, ...others] = found;
        if (!first) return undefined;
        const known = union(
            [`object.${is}`],
            [first, ...others].map((problem) => problem.known),
        );
        return refused([...new Set(found.map(({ field }) => field))], known);
    };
    return refusal("missing", refuse.missing) ?? refusal("invalid", refuse.invalid);
}

/** What the values of a write rest on: the defaults of a create, and the accepted values. */
export function factsIn(fields: Fields, sent: Record<string, unknown>, isCreate: boolean): FactName[] {
    return Object.entries(fields).flatMap(([name, { known, accepted, ...form }]): FactName[] => {
        if (!isSent(sent, name)) return isCreate && form.default !== undefined ? [known] : [];
        return accepted ? [accepted(sent[name])] : [];
    });
}

/** The App Connector Allow List of a group or a key. Source: docs/zpa-api.md#allow-lists */
export const ALLOW_LIST: Field = {
    kind: "addresses",
    known: "allowList.address",
    accepted: (value) => (Array.isArray(value) && value.length === 0 ? "allowList.empty" : "allowList.stored"),
};
