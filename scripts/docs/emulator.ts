import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { FACTS, type FactName, type How } from "../../src/emulator/evidence";
import { lastSeen, readResults } from "../parity/results";

const ROOT = join(__dirname, "../..");
const PAGE = "docs/emulator.md";

const cell = (text: string) => text.replaceAll("|", "\\|");
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The weakest first, because that is what a reader looks for. */
const ORDER: readonly How[] = ["guessed", "reported", "documented", "recorded"];

function evidence(): string {
    const results = readResults();
    const names = Object.keys(FACTS) as FactName[];
    const rows = ORDER.flatMap((how) => names.filter((name) => FACTS[name].how === how)).map((name) => {
        const { how, says, section } = FACTS[name];
        return [`\`${name}\``, cell(says), how, `[${section}](zpa-api.md#${section})`, lastSeen(name, results)];
    });
    return table(["fact", "what the emulator does", "how it is known", "place", "last seen on a real tenant"], rows);
}

/** The faults, from the comments of their options. */
function faults(): string {
    const file = join(ROOT, "src/emulator/faultOptions.ts");
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    const declared = source.statements.find(
        (statement): statement is ts.InterfaceDeclaration =>
            ts.isInterfaceDeclaration(statement) && statement.name.text === "FaultOptions",
    )!;
    const rows = declared.members.filter(ts.isPropertySignature).map((kind) => {
        const options = kind.type && ts.isTypeLiteralNode(kind.type) ? kind.type.members : [];
        const texts = options.filter(ts.isPropertySignature).map((option) => {
            const name = `\`${option.name!.getText()}\``;
            return `${name}${option.questionToken ? "?" : ""}: ${docOf(option)}`;
        });
        return [`\`${kind.name.getText()}\``, cell(docOf(kind)), cell(texts.join("<br>"))];
    });
    return table(["kind", "what happens", "options"], rows);
}

const docOf = (node: ts.Node): string =>
    ts
        .getJSDocCommentsAndTags(node)
        .map(({ comment }) => (typeof comment === "string" ? comment : ""))
        .join(" ")
        .replace(/\s+/g, " ")
        .trim();

const PARTS: Readonly<Record<string, () => string>> = { evidence, faults };

/** The page, with its generated parts as they are now. */
export const emulatorPage = (): string =>
    Object.entries(PARTS).reduce(
        (page, [name, part]) =>
            page.replace(
                new RegExp(`(<!-- generated: ${name} -->)[^]*?(<!-- end of generated -->)`),
                (_all, begin: string, end: string) => `${begin}\n\n${part()}\n\n${end}`,
            ),
        readFileSync(join(ROOT, PAGE), "utf8"),
    );
