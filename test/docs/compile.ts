import { join, resolve } from "node:path";
import * as ts from "typescript";

const ROOT = resolve(__dirname, "../..");

export const SNIPPET_OPTIONS: ts.CompilerOptions = {
    module: ts.ModuleKind.Node20,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    types: ["node"],
    paths: {
        "pulumi-zpa-connectors": [join(ROOT, "src/index.ts")],
        "pulumi-zpa-connectors/emulator": [join(ROOT, "src/emulator/index.ts")],
    },
};

/** The declarations that snippets use. */
const CONTEXT = `import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";
import { startEmulator, readTenants, type Emulator } from "pulumi-zpa-connectors/emulator";
declare const emulator: Emulator;
declare const config: pulumi.Config;
declare const sanJose: zpa.AppConnectorGroup;
declare const generation: number;
declare const codes: string[];
`;

/** The compiler's errors of snippets of code. Each snippet is a separate module and can use `await`. */
export function compileErrors(snippets: readonly { readonly name: string; readonly code: string }[]): string[] {
    const files = new Map(
        snippets.map(({ name, code }, i) => {
            const file = join(ROOT, `snippet-${i}.mts`);
            return [file, { name, text: `${CONTEXT}export {};\n{\n${code.replace(/^export /gm, "")}\n}\n` }] as const;
        }),
    );
    const host = ts.createCompilerHost(SNIPPET_OPTIONS);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (file) => files.has(file) || fileExists(file);
    host.readFile = (file) => files.get(file)?.text ?? readFile(file);
    host.getSourceFile = (file, version) => {
        const snippet = files.get(file);
        return snippet ? ts.createSourceFile(file, snippet.text, version) : getSourceFile(file, version);
    };
    const program = ts.createProgram([...files.keys()], SNIPPET_OPTIONS, host);
    return [...files].flatMap(([file, { name }]) =>
        [
            ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
            ...program.getSemanticDiagnostics(program.getSourceFile(file)),
        ].map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`),
    );
}
