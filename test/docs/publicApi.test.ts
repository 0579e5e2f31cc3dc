import { join, resolve } from "node:path";
import * as ts from "typescript";
import { compileErrors, SNIPPET_OPTIONS } from "./compile";

const ROOT = resolve(__dirname, "../..");
const ENTRIES = ["dist/index.d.ts", "dist/emulator/index.d.ts"];

// The declarations that editors show, as the build writes them.
const program = ts.createProgram(
    ENTRIES.map((entry) => join(ROOT, entry)),
    SNIPPET_OPTIONS,
);
const checker = program.getTypeChecker();

/** The exports of an entry, by name. */
const exportsOf = (entry: string) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(join(ROOT, entry))!)!;
    return checker.getExportsOfModule(module).map((symbol) => {
        const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
        return { name: `${entry}: ${symbol.name}`, target };
    });
};
const EXPORTS = ENTRIES.flatMap(exportsOf);

const docOf = (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker));
const isOurs = (symbol: ts.Symbol) =>
    symbol.declarations?.some(
        (declaration) =>
            declaration.getSourceFile().fileName.startsWith(join(ROOT, "dist")) &&
            !(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private),
    );

/** The properties and methods of an exported type or class, static ones included. */
function membersOf(target: ts.Symbol): ts.Symbol[] {
    const isType = target.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias);
    const isClass = target.flags & ts.SymbolFlags.Class;
    const types = [
        ...(isType ? [checker.getDeclaredTypeOfSymbol(target)] : []),
        ...(isClass ? [checker.getTypeOfSymbol(target)] : []),
    ];
    const parts = types.flatMap((type) => (type.isUnion() ? type.types : [type]));
    return parts.flatMap((type) =>
        type.flags & ts.TypeFlags.Object || type.isIntersection() ? type.getProperties() : [],
    );
}

/** A property that a member of a union excludes has the type `undefined`. */
const isExcluded = (member: ts.Symbol) => checker.getTypeOfSymbol(member).flags & ts.TypeFlags.Undefined;

test("every exported name has a docstring, and so has each of its members", () => {
    const undocumented = EXPORTS.flatMap(({ name, target }) => [
        ...(docOf(target) === "" ? [name] : []),
        ...membersOf(target)
            .filter((member) => isOurs(member) && !isExcluded(member) && member.name !== "prototype")
            .filter((member) => docOf(member) === "")
            .map((member) => `${name}.${member.name}`),
    ]);
    expect(undocumented).toEqual([]);
    expect(EXPORTS.length).toBeGreaterThan(50);
});

/** The functions, constructors and methods of an exported name. */
function signaturesOf({ name, target }: (typeof EXPORTS)[number]): { name: string; signature: ts.Signature }[] {
    const type = checker.getTypeOfSymbol(target);
    const own = [...type.getCallSignatures(), ...type.getConstructSignatures()];
    const methods = membersOf(target)
        .filter((member) => isOurs(member))
        .flatMap((member) =>
            checker
                .getTypeOfSymbol(member)
                .getCallSignatures()
                .map((signature) => ({ name: `${name}.${member.name}`, signature })),
        );
    return [...own.map((signature) => ({ name, signature })), ...methods];
}

test("every parameter of a function, constructor or method has a hover", () => {
    const signatures = EXPORTS.flatMap(signaturesOf);
    const undocumented = signatures.flatMap(({ name, signature }) =>
        signature.parameters
            .filter((parameter) => docOf(parameter) === "")
            .map((parameter) => `${name}(${parameter.name})`),
    );
    expect(undocumented).toEqual([]);
    expect(signatures.length).toBeGreaterThan(40);
});

const examplesOf = (symbol: ts.Symbol) =>
    symbol
        .getJsDocTags(checker)
        .filter((tag) => tag.name === "example")
        .map((tag) => ts.displayPartsToString(tag.text).replace(/^```ts\n|```$/g, ""));

const isCallable = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Class ||
    (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable) &&
        checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0);

test("every exported function and class has an example", () => {
    const callable = EXPORTS.filter(({ target }) => isCallable(target));
    expect(callable.length).toBeGreaterThan(20);
    expect(callable.filter(({ target }) => examplesOf(target).length === 0).map(({ name }) => name)).toEqual([]);
});

test("every example compiles", () => {
    const examples = EXPORTS.flatMap(({ name, target }) =>
        [target, ...membersOf(target)].flatMap((symbol) =>
            isOurs(symbol) ? examplesOf(symbol).map((code) => ({ name: `${name} ${symbol.name}`, code })) : [],
        ),
    );
    expect(examples.length).toBeGreaterThan(25);
    expect(compileErrors(examples)).toEqual([]);
});
