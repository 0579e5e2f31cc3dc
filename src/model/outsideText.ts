/**
 * Text from outside (the service, a gateway, the names of objects) in messages, logs and files: whoever may name a
 * group must not control a terminal, an editor or a pipeline.
 */

/** Control characters, invisible characters, and characters that change the direction of text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const escaped = (sign: string): string =>
    Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");

/**
 * Commands in the output of a pipeline: GitHub Actions (`::error::` at the start of a line, `##[error]` anywhere),
 * Azure Pipelines (`##vso[`), TeamCity, and the sections of GitLab. A backslash makes them plain text.
 */
const COMMANDS: readonly (readonly [RegExp, string])[] = [
    [/##(?=(?:vso|teamcity)?\[)/gi, "#\\#"],
    [/^([^\S\n]*):(?=:)/gm, "$1:\\"],
    [/section_(?=(?:start|end):)/gi, "section\\_"],
];

/** Secrets that are recognized by their form. The client removes those that it knows (`api/secrets.ts`). */
const SECRETS: readonly (readonly [RegExp, string])[] = [
    [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[secret]"],
    [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, "[secret]"],
    [/\b(Bearer)\s+[\w.~+/=-]{16,}/gi, "$1 [secret]"],
    [/\b(client_secret|client_assertion|access_token)(=|"\s*:\s*")[^\s"'&<]+/gi, "$1$2[secret]"],
    // A provisioning key.
    [/\b\d\|[\w-]+(?:\.[\w-]+)+\|[\w+/=-]{4,}/g, "[secret]"],
];

const replaced = (text: string, rules: readonly (readonly [RegExp, string])[]): string =>
    rules.reduce((done, [pattern, by]) => done.replace(pattern, by), text);

const MAX_LENGTH = 500;

/** The beginning of a text. It never ends within a character. */
export function cut(text: string, max: number): string {
    if (text.length <= max) return text;
    const end = /[\ud800-\udbff]/.test(text[max - 1]!) ? max - 1 : max;
    return `${text.slice(0, end)}…`;
}

/** A text from outside as a part of a message, on one line. */
export function shown(text: string, max = MAX_LENGTH): string {
    // The patterns need not read what is cut off, but a secret must not be cut in half.
    const line = replaced(text.slice(0, 2 * max + MAX_LENGTH), SECRETS)
        .replace(/\s+/g, " ")
        .trim();
    return cut(replaced(line.replace(INVISIBLE, escaped), COMMANDS), max);
}

/** A value from outside as a part of a message, in quotes if it is a text. */
export function quoted(value: unknown, max = MAX_LENGTH): string {
    const text = typeof value === "string" ? cut(replaced(value.slice(0, 2 * max + MAX_LENGTH), SECRETS), max) : value;
    return replaced(cut(jsonOf(text), 2 * max), COMMANDS);
}

/** A whole message, which may have several lines. */
export const printable = (message: string): string =>
    replaced(
        message.replaceAll("\r\n", "\n").replace(INVISIBLE, (sign) => (/[\n\t]/.test(sign) ? sign : escaped(sign))),
        COMMANDS,
    );

/** JSON with the same data, in which nothing is invisible and no line is a command of a pipeline. */
export const jsonText = (value: unknown, indent?: number): string =>
    jsonOf(value, indent)
        .replace(/##(?=(?:vso|teamcity)?\[)/gi, "#\\u0023")
        .replace(/section_(?=(?:start|end):)/gi, "section\\u005f");

const jsonOf = (value: unknown, indent?: number): string =>
    (JSON.stringify(value, undefined, indent) ?? String(value)).replace(INVISIBLE, (sign) =>
        sign === "\n" ? sign : escaped(sign),
    );
