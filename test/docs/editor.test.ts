import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as ts from "typescript";
import { FIELDS } from "../../src/resources/appConnectorGroup/fields";

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
        errors: () =>
            service
                .getSemanticDiagnostics(FILE)
                .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
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

test("editors complete the values of enums", () => {
    const { completions } = editor(group('upgradeDay: "", dnsQueryType: ""'));
    expect(completions('upgradeDay: "')).toEqual(expect.arrayContaining(["SUNDAY", "SATURDAY"]));
    expect(completions('dnsQueryType: "')).toEqual(expect.arrayContaining(["IPV4_IPV6", "IPV4", "IPV6"]));
});

test.each([
    ["a flag that is a word", 'enabled: "perhaps"', /not assignable/],
    ["an id that is a flag", "versionProfileId: true", /not assignable/],
    ["a misspelt argument", "upgradeDya: 1", /Did you mean to write 'upgradeDay'/],
])("%s fails in the editor", (_, wrong, message) => {
    expect(editor(group("enabled: true")).errors()).toEqual([]);
    expect(editor(group(wrong)).errors()).toEqual([expect.stringMatching(message)]);
});

test("a missing argument fails in the editor", () => {
    expect(editor('new zpa.AppConnectorGroup("g", { name: "n" });').errors()).toEqual([
        expect.stringMatching(/latitude, longitude, location|missing the following properties/),
    ]);
});
