import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

/** Files with texts that are not messages: docs, help texts, the emulator, the fleet page, generated code. */
const OTHER_FILES =
    /^(emulator|lookups\/results|fleet\/(page|findings|data)|adopt\/(program|source))\b|documented\.ts$/;
const OTHER_PROPERTIES = ["doc", "means"];
const OTHER_CALLS = [
    "description",
    "option",
    "argument",
    "summary",
    "addHelpText",
    "requiredOption",
    "found",
    "Option",
];

/** Every message in the code, with `…` for variable text. */
export function messagesOf(folder: string): { readonly file: string; readonly text: string }[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !OTHER_FILES.test(file))
        .flatMap((file) => {
            const code = readFileSync(join(folder, file), "utf8");
            const source = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true);
            return textsIn(source, source).map((text) => ({ file, text }));
        });
}

function textsIn(node: ts.Node, source: ts.SourceFile): string[] {
    if (ts.isPropertyAssignment(node) && OTHER_PROPERTIES.includes(node.name.getText(source))) return [];
    const callee = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : undefined;
    const called = callee && (ts.isPropertyAccessExpression(callee) ? callee.name : callee).getText(source);
    const children = node
        .getChildren(source)
        .filter((child) => called === undefined || !OTHER_CALLS.includes(called) || child === callee);
    const text = textOf(node);
    // The expressions of a template can contain messages.
    const inner = children.flatMap((child) => textsIn(child, source));
    return text === undefined ? inner : [text, ...inner.filter((other) => !text.includes(other))];
}

/** The text of a literal, a template, or several joined by `+`. */
function textOf(node: ts.Node): string | undefined {
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isTemplateExpression(node)) {
        return [node.head.text, ...node.templateSpans.map(({ literal }) => `…${literal.text}`)].join("");
    }
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined && right === undefined ? undefined : `${left ?? "…"}${right ?? "…"}`;
}
