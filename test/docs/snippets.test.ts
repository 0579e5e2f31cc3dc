import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";

const ROOT = resolve(__dirname, "../..");
const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((page) => `docs/${page}`)].filter((page) =>
    page.endsWith(".md"),
);

/** What the text around a snippet has declared. */
const CONTEXT = `import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";
declare const config: pulumi.Config;
declare const sanJose: zpa.AppConnectorGroup;
declare const generation: number;
declare const codes: string[];
`;

const SNIPPETS = PAGES.flatMap((page) =>
    [...readFileSync(join(ROOT, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
        .map(([, code]) => code!)
        .filter((code) => !code.includes("import "))
        .map((code, i) => ({ page, code, file: join(ROOT, `${page.replaceAll("/", "-")}-${i}.ts`) })),
);

test("every snippet without imports compiles", () => {
    const options: ts.CompilerOptions = {
        module: ts.ModuleKind.Node20,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        esModuleInterop: true,
        types: ["node"],
        paths: { "pulumi-zpa-connectors": [join(ROOT, "src/index.ts")] },
    };
    const texts = new Map(SNIPPETS.map(({ file, code }) => [file, `${CONTEXT}${code}`]));
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (file) => texts.has(file) || fileExists(file);
    host.readFile = (file) => texts.get(file) ?? readFile(file);
    host.getSourceFile = (file, version) => {
        const text = texts.get(file);
        return text === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, text, version);
    };
    const program = ts.createProgram([...texts.keys()], options, host);
    const errors = [...texts.keys()].flatMap((file) =>
        program
            .getSemanticDiagnostics(program.getSourceFile(file))
            .map(({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`),
    );
    expect(SNIPPETS.length).toBeGreaterThan(3);
    expect(errors).toEqual([]);
});
