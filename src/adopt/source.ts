/** Text of a program in TypeScript. */

const WIDEST = 120;
/** Line ends that JSON keeps as they are, and signs that change the direction in which an editor shows what follows. */
const INVISIBLE = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A value as a literal, in one line. */
export const literal = (value: unknown): string =>
    JSON.stringify(value).replace(INVISIBLE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Code, in the place of a value. */
export class Expression {
    constructor(readonly text: string) {}
}

/** A key of an object literal; without the brackets, `"__proto__"` would set the prototype. */
export const keyOf = (name: string): string => (name === "__proto__" ? `[${literal(name)}]` : literal(name));

/** `"key": { a: 1, b: 2 },` on one line where it fits. Properties are names that the fields' table gives. */
export function row(key: string, properties: Readonly<Record<string, unknown>>, indent: string): string {
    const said = Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}: ${value instanceof Expression ? value.text : literal(value)}`);
    const oneLine = `${indent}${keyOf(key)}: { ${said.join(", ")} },`;
    if (oneLine.length <= WIDEST) return oneLine;
    return [`${indent}${keyOf(key)}: {`, ...said.map((text) => `${indent}    ${text},`), `${indent}},`].join("\n");
}
