import { isIP } from "node:net";
import { asText } from "./json";

/** The type and the limits of a writable field. */
export interface Field {
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
export type Fields = Readonly<Record<string, Field>>;

const MAX_TEXT = 4_000;

/** Whether a value is valid for a field. Numbers may be sent as numbers or as strings. */
export function isValid({ kind, min = -Infinity, max, step, values = [] }: Field, value: unknown): boolean {
    switch (kind) {
        case "boolean":
            return typeof value === "boolean";
        case "text":
            return typeof value === "string" && value.length <= (max ?? MAX_TEXT);
        // Guesses: an empty list is stored and reported, and each item must be an address or a subnet.
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

/** The required fields that are missing or empty. */
export function missingIn(fields: Fields, sent: Record<string, unknown>, isCreate: boolean): string[] {
    const required = Object.keys(fields).filter((name) => fields[name]!.required);
    return required.filter((name) => isBlank(sent[name]) || (isCreate && !isSent(sent, name)));
}

export const invalidIn = (fields: Fields, sent: Record<string, unknown>): string[] =>
    Object.keys(fields).filter((name) => isSent(sent, name) && !isValid(fields[name]!, sent[name]));
