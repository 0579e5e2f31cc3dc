import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { DAYS, DNS_QUERY_TYPES, FIELDS } from "../../src/resources/appConnectorGroup/fields";

const FIELD_NAMES = Object.keys(FIELDS) as (keyof typeof FIELDS)[];

const FOLDER = resolve(__dirname, "../../examples/sites");
const FILE = join(FOLDER, "typed.ts");

/** The answers of TypeScript's language service, which editors use, for a program with the built package. */
function editor(program: string) {
    const text = `import * as zpa from "pulumi-zpa-connectors";\n${program}`;
    const read = (file: string) => (file === FILE ? text : existsSync(file) ? readFileSync(file, "utf8") : undefined);
    const service = ts.createLanguageService({
        ...ts.sys,
        useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
        fileExists: (file) => file === FILE || ts.sys.fileExists(file),
        readFile: read,
        getScriptFileNames: () => [FILE],
        getScriptVersion: () => "1",
        getScriptSnapshot: (file) => {
            const content = read(file);
            return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
        },
        getCurrentDirectory: () => FOLDER,
        getDefaultLibFileName: ts.getDefaultLibFilePath,
        getCompilationSettings: () => ({
            module: ts.ModuleKind.Node20,
            target: ts.ScriptTarget.ES2022,
            strict: true,
            skipLibCheck: true,
            types: ["node"],
        }),
    });
    return {
        hover: (at: string) =>
            ts.displayPartsToString(service.getQuickInfoAtPosition(FILE, text.lastIndexOf(at) + 1)?.documentation),
        completions: (after: string) =>
            (service.getCompletionsAtPosition(FILE, text.indexOf(after) + after.length, {})?.entries ?? []).map(
                ({ name }) => name,
            ),
    };
}

const group = (more: string) =>
    `const g = new zpa.AppConnectorGroup("g", { name: "n", location: "l", latitude: 1, longitude: "2", ${more} });`;

test("hovering over an argument or an output shows its docstring", () => {
    const program = FIELD_NAMES.map(
        (field) => `const a_${field}: zpa.AppConnectorGroupArgs["${field}"] = undefined!; g.${field};`,
    );
    const { hover } = editor(`${group("")}\n${program.join("\n")}`);
    for (const field of FIELD_NAMES) {
        expect(hover(`["${field}"]`.slice(1))).toContain(FIELDS[field].doc);
        expect(hover(`g.${field};`.slice(1))).toContain(FIELDS[field].doc);
    }
    expect(hover("AppConnectorGroup(")).toContain("An App Connector group of Zscaler Private Access.");
});

test("editors offer each value of an enum once", () => {
    const { completions } = editor(group('upgradeDay: "", dnsQueryType: ""'));
    expect(completions('upgradeDay: "').sort()).toEqual([...DAYS].sort());
    expect(completions('dnsQueryType: "').sort()).toEqual([...DNS_QUERY_TYPES].sort());
});
