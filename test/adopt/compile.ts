import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");
const FILE = join(ROOT, "adopted-for-test.ts");

/** The compiler's errors of a program in a new TypeScript project of Pulumi. */
export function compile(text: string): string[] {
    const options: ts.CompilerOptions = {
        strict: true,
        noEmit: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.Node16,
        moduleResolution: ts.ModuleResolutionKind.Node16,
        skipLibCheck: true,
        types: ["node"],
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (file) => file === FILE || fileExists(file);
    host.readFile = (file) => (file === FILE ? text : readFile(file));
    host.getSourceFile = (file, ...rest) =>
        file === FILE
            ? ts.createSourceFile(file, text, rest[0])
            : cached(file, () => getSourceFile.call(host, file, ...rest));
    const program = ts.createProgram([FILE], options, host);
    return ts
        .getPreEmitDiagnostics(program)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const files = new Map<string, ts.SourceFile | undefined>();

function cached(file: string, read: () => ts.SourceFile | undefined): ts.SourceFile | undefined {
    if (!files.has(file)) files.set(file, read());
    return files.get(file);
}

export interface Declared {
    readonly type: string;
    readonly name: string;
    readonly args: Record<string, unknown>;
}

/** The resources that a program declares, with ids and microtenants as the state has them. */
export function run(
    text: string,
    state: readonly { type: string; name: string; id: string; outputs: Record<string, unknown> }[],
): Declared[] {
    const declared: Declared[] = [];
    const classOf = (type: string) =>
        class {
            readonly id: string | undefined;
            readonly microtenantId: unknown;
            constructor(name: string, args: Record<string, unknown>) {
                const token = `pulumi-nodejs:dynamic/zpa:${type}`;
                const held = state.find((entry) => entry.type === token && entry.name === name);
                this.id = held?.id;
                this.microtenantId = held?.outputs.microtenantId;
                declared.push({ type: token, name, args });
            }
        };
    const types = ["AppConnectorGroup", "ProvisioningKey", "AppConnectorAutoDelete"];
    const zpa = Object.fromEntries(types.map((type) => [type, classOf(type)]));
    const { outputText } = ts.transpileModule(text, {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    });
    new Function("require", "exports", outputText)(() => zpa, {});
    return declared;
}
