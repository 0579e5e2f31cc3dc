import { jsonText } from "../model/outsideText";

/** Code in TypeScript. */

const WIDEST = 120;
/** A value as a literal on one line. */
export const literal = (value: unknown): string => jsonText(value);

/** Code instead of a value. */
export class Expression {
    constructor(readonly text: string) {}
}

/** A key of an object literal. Without brackets, `"__proto__"` would set the prototype. */
export const keyOf = (name: string): string => (name === "__proto__" ? `[${literal(name)}]` : literal(name));

/** `"key": { a: 1, b: 2 },` on one line if it fits. The property names come from the table of fields. */
export function row(key: string, properties: Readonly<Record<string, unknown>>, indent: string): string {
    const said = Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}: ${value instanceof Expression ? value.text : literal(value)}`);
    const oneLine = `${indent}${keyOf(key)}: { ${said.join(", ")} },`;
    if (oneLine.length <= WIDEST) return oneLine;
    return [`${indent}${keyOf(key)}: {`, ...said.map((text) => `${indent}    ${text},`), `${indent}},`].join("\n");
}
