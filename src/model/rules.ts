/**
 * Rules for values. Each describes itself: validation, canonical form, docs and editor types all use the same rule.
 * They load no library, because the resource classes apply them in the user's program.
 */

/** The placeholder, in `check` and `diff`, for a value that is not known before `pulumi up` has run. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Whether a value, or an item of a list, is not known yet. */
export const isUnknown = (value: unknown): boolean =>
    value === UNKNOWN || (Array.isArray(value) && value.includes(UNKNOWN));

/** A value of a property, as the engine stores it. */
export type Value = string | number | boolean | readonly string[];

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export type ValueKind = "string" | "number" | "integer" | "boolean" | "enum" | "id" | "strings" | "time";

export interface Rule<T extends Value = Value> {
    readonly kind: ValueKind;
    /** The values of an enum, as the API spells them. */
    readonly values?: readonly string[];
    /** What a value must be: "must be a number from -90 to 90". */
    readonly says: string;
    /** Parses a value of a program or of the service. */
    parse(value: unknown): Parsed<T>;
    /** The canonical form of a parsed value. Values with an equal canonical form are no difference. */
    meaning(value: T): unknown;
    /** The value that an absent one equals, if any. */
    readonly absent?: T;
    /** A problem of a value of a program that is none in a value of the service. The value can be parsed. */
    argumentProblem?(value: T): string | undefined;
}

export const ok = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const failed = (problem: string): { ok: false; problem: string } => ({ ok: false, problem });
const itself = <T>(value: T): T => value;

/** An ampersand that was escaped any number of times. */
const NESTED_AMPERSAND = /&(?:(?:amp|AMP|#0*38|#[xX]0*26);)+/g;
/** More than any service escapes a text, so that a malicious one takes linear time. */
const MAX_PASSES = 8;

/** Decodes the HTML escapes that the service adds to some texts. Source: docs/zpa-api.md#writes */
export function unescapedText(text: string): string {
    let decoded = text;
    let previous = "";
    for (let pass = 0; pass < MAX_PASSES && previous !== decoded && decoded.includes("&"); pass++) {
        previous = decoded;
        // Loaded here because few texts have escapes.
        const { decodeHTMLStrict } = require("entities") as typeof import("entities");
        decoded = decodeHTMLStrict(decoded.replace(NESTED_AMPERSAND, "&"));
    }
    return decoded;
}

/**
 * The canonical form of a text: the service escapes HTML and collapses runs of spaces. Source: docs/zpa-api.md#writes
 */
export function canonicalText(text: string): string {
    return unescapedText(text)
        .replace(/[ \t\u00a0]+/g, " ")
        .trim();
}

export interface TextLimits {
    readonly notEmpty?: boolean;
    /** At most this many characters. */
    readonly max?: number;
}

/** A text. It is stored and sent unchanged, and compared in canonical form. */
export function text({ notEmpty = false, max }: TextLimits = {}): Rule<string> {
    const kind = notEmpty ? "must be a non-empty string" : "must be a string";
    const says = max === undefined ? kind : `${kind} of at most ${max} characters`;
    return {
        kind: "string",
        says,
        parse(value) {
            if (typeof value !== "string") return failed(says);
            if (notEmpty && canonicalText(value) === "") return failed("must not be empty");
            if (max !== undefined && canonicalText(value).length > max) {
                return failed(`must be at most ${max} characters long`);
            }
            return ok(value);
        },
        meaning: canonicalText,
    };
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A number, or the same number as a decimal string, as the API writes it. */
function decimal(
    kind: "number" | "integer",
    says: string,
    accepts: (n: number) => boolean,
    hint: (written: string) => string = () => "",
): Rule<number> {
    return {
        kind,
        says,
        parse(value) {
            if (typeof value !== "number" && typeof value !== "string") return failed(says);
            const written = String(value).trim();
            const number = DECIMAL.test(written) ? Number(written) : Number.NaN;
            if (!accepts(number)) return failed(`${says}${commaHint(written, accepts)}${hint(written)}`);
            return ok(number === 0 ? 0 : number);
        },
        meaning: itself,
    };
}

/** For a decimal comma: `37,33`. */
function commaHint(written: string, accepts: (n: number) => boolean): string {
    const point = /^[+-]?\d+,\d+$/.test(written) ? written.replace(",", ".") : "";
    return point !== "" && accepts(Number(point)) ? `, with a decimal point: ${point}` : "";
}

export const numberInRange = (min: number, max: number): Rule<number> =>
    decimal("number", `must be a number from ${min} to ${max}`, (n) => n >= min && n <= max);

/** Degrees. The service may round them: they are equal at six decimals, a tenth of a metre. */
export const degrees = (max: number): Rule<number> => ({
    ...numberInRange(-max, max),
    meaning: (number) => Number(number.toFixed(6)) || 0,
});

export const integerFrom = (min: number): Rule<number> =>
    decimal("integer", `must be an integer, ${min} or more`, (n) => Number.isSafeInteger(n) && n >= min);

export const oneNumberOf = (values: readonly number[]): Rule<number> =>
    decimal("integer", `must be one of ${values.join(", ")}`, (n) => values.includes(n));

export const secondsInSteps = (min: number, max: number, step: number): Rule<number> =>
    decimal(
        "integer",
        `must be a whole number of seconds from ${min} to ${max}, in steps of ${step}`,
        (n) => Number.isInteger(n) && n >= min && n <= max && n % step === 0,
        (written) => {
            const seconds = secondsOf(written);
            if (seconds === undefined) return "";
            const below = Math.min(max, seconds - (seconds % step));
            const nearest = [below, below + step].filter((n) => n >= min && n <= max);
            const others = `; the nearest ${nearest.length === 1 ? "is" : "are"} ${nearest.join(" and ")}`;
            return `; ${written} is ${seconds}${below === seconds ? "" : others}`;
        },
    );

/** The seconds after midnight of a time of day: `18:30` or `6:30 pm`. */
function secondsOf(written: string): number | undefined {
    const [, hours, minutes, half] = /^(\d{1,2}):([0-5]\d)(?::00)?\s*([ap]m)?$/i.exec(written) ?? [];
    const hour = Number(hours);
    const isValid = half ? hour >= 1 && hour <= 12 : hour <= 23;
    if (!isValid) return undefined;
    const inDay = half ? (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0) : hour;
    return inDay * 3600 + Number(minutes) * 60;
}

/** One of the API's enum values, accepted in any case and stored as the API spells it. */
export function oneOf<const T extends readonly [string, ...string[]]>(values: T): Rule<T[number]> {
    const says = `must be one of ${values.join(", ")}`;
    return {
        kind: "enum",
        values,
        says,
        parse(value) {
            const word = typeof value === "string" ? value.trim().toUpperCase() : "";
            return values.includes(word) ? ok(word as T[number]) : failed(says);
        },
        meaning: itself,
    };
}

/** `true` or `false`. The strings are accepted too, because Pulumi's configuration has strings. */
export function flag(): Rule<boolean> {
    const says = "must be true or false";
    return {
        kind: "boolean",
        says,
        parse(value) {
            if (value === true || value === "true") return ok(true);
            return value === false || value === "false" ? ok(false) : failed(says);
        },
        meaning: itself,
    };
}

const isId = (text: string) => /^(0|[1-9]\d{0,18})$/.test(text) && BigInt(text) < 2n ** 63n;

/** An id of the API: a decimal string, usually larger than 2^53. A number is accepted if it is a safe integer. */
export function decimalId(): Rule<string> {
    const says = 'must be an id in decimal digits, written as a string (for example "216196257331281920")';
    return {
        kind: "id",
        says,
        parse(value) {
            const isText = typeof value === "string" || Number.isSafeInteger(value);
            const written = isText ? String(value).trim() : "";
            return isId(written) ? ok(written) : failed(says);
        },
        meaning: itself,
    };
}

/** A country code of ISO 3166-1 alpha-2. */
export function countryCode(): Rule<string> {
    const says = 'must be a country code of two letters (ISO 3166-1 alpha-2, for example "US")';
    return {
        kind: "string",
        says,
        parse(value) {
            const code = typeof value === "string" ? value.trim().toUpperCase() : "";
            // Loaded here because few programs set a country. The package's country names are not loaded.
            const listed = require("i18n-iso-countries/codes.json") as readonly (readonly string[])[];
            return listed.some(([alpha2]) => alpha2 === code) ? ok(code) : failed(says);
        },
        meaning: itself,
    };
}

/** A set of texts of one format. Order and duplicates are ignored. */
export function textsOfForm(form: RegExp, says: string, shown: (text: string) => string): Rule<readonly string[]> {
    return {
        kind: "strings",
        says,
        parse(value) {
            if (!Array.isArray(value)) return failed(says);
            const texts = value.map((item) => (typeof item === "string" ? item.trim().toUpperCase() : ""));
            const malformed = value.filter((item, i) => item !== UNKNOWN && !form.test(texts[i]!));
            if (malformed.length > 0)
                return failed(`${says}; not ${malformed.map((m) => shown(String(m))).join(", ")}`);
            return ok([...new Set(value.map((item, i) => (item === UNKNOWN ? UNKNOWN : texts[i]!)))]);
        },
        meaning: (texts) => JSON.stringify([...texts].sort()),
    };
}

/** A number in plain decimal notation, as the API expects it: `0.0000001` and not `1e-7`. */
export function plainDecimal(number: number): string {
    const written = String(number);
    const scientific = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(written);
    if (!scientific) return written;
    const [, sign, first, rest = "", power] = scientific;
    const digits = `${first}${rest}`;
    const exponent = Number(power);
    if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
    return `${sign}${digits.padEnd(exponent + 1, "0")}`;
}
