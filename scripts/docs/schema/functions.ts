import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { listOf, secretsIn } from "../../../src/native/functions";
import { PACKAGE } from "../../../src/native/words";
import { described, type Property, type Spec } from "./spec";

const ROOT = resolve(__dirname, "../../..");
const FOLDER = join(ROOT, "src/lookups");

/** The functions and the types of their results, from the declarations of the lookups. */
export function functions(): Pick<Spec, "functions" | "types"> {
    const files = readdirSync(FOLDER)
        .filter((name) => /^get\w+\.ts$/.test(name))
        .map((name) => join(FOLDER, name));
    const program = ts.createProgram(files, { strict: true, noLib: false, skipLibCheck: true, types: [] });
    const checker = program.getTypeChecker();
    const types: NonNullable<Spec["types"]> = {};

    const docOf = (symbol: ts.Symbol) =>
        described(ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, " "));

    function propertiesOf(
        type: ts.Type,
        forArguments: boolean,
    ): { properties: Record<string, Property>; required: string[] } {
        const properties: Record<string, Property> = {};
        const required: string[] = [];
        for (const symbol of checker.getPropertiesOfType(type)) {
            const whole = checker.getTypeOfSymbol(symbol);
            // A condition of a search is one text in other languages.
            const isSearch = forArguments && symbol.name === "search";
            properties[symbol.name] = {
                ...(isSearch ? { type: "string" } : schemaOf(whole, symbol.name)),
                ...descriptionOf(isSearch ? SEARCH : docOf(symbol)),
            };
            const mayBeAbsent = Boolean(symbol.flags & ts.SymbolFlags.Optional) || isOptional(whole);
            if (!mayBeAbsent) required.push(symbol.name);
        }
        return { properties, required };
    }

    function schemaOf(whole: ts.Type, name: string): Property {
        const type = checker.getNonNullableType(whole);
        const members = type.isUnion() ? type.types : [type];
        const all = (flag: ts.TypeFlags) => members.every((member) => member.flags & flag);
        if (all(ts.TypeFlags.StringLike)) return { type: "string" };
        if (all(ts.TypeFlags.BooleanLike)) return { type: "boolean" };
        if (all(ts.TypeFlags.NumberLike)) return { type: INTEGERS.has(name) ? "integer" : "number" };
        if (checker.isArrayType(type)) {
            const [item] = checker.getTypeArguments(type as ts.TypeReference);
            return { type: "array", items: schemaOf(item!, singular(name)) };
        }
        const symbol = type.aliasSymbol ?? type.symbol;
        const title = symbol.name === "__type" ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : symbol.name;
        const token = `${PACKAGE}:index:${title.replace(/^Found/, "")}Result`;
        const { properties, required } = propertiesOf(type, false);
        types[token] ??= { type: "object", ...descriptionOf(docOf(symbol)), properties, ...requiredIn(required) };
        return { $ref: `#/types/${token}` };
    }

    const found: NonNullable<Spec["functions"]> = {};
    for (const file of files) {
        const source = program.getSourceFile(file)!;
        for (const node of source.statements.filter(ts.isFunctionDeclaration)) {
            const name = node.name!.text;
            if (name.endsWith("Output")) continue;
            const symbol = checker.getSymbolAtLocation(node.name!)!;
            const signature = checker.getSignatureFromDeclaration(node)!;
            const [parameter] = signature.getParameters();
            const inputs = propertiesOf(checker.getTypeOfSymbol(parameter!), true);
            const result = checker.getAwaitedType(signature.getReturnType())!;
            found[`${PACKAGE}:index:${name}`] = {
                description: docOf(symbol),
                inputs: { type: "object", properties: inputs.properties, ...requiredIn(inputs.required) },
                outputs: outputsOf(name, result),
            };
        }
    }

    function outputsOf(name: string, result: ts.Type) {
        const secrets = secretsIn(`${PACKAGE}:index:${name}`);
        const marked = (property: string) => (secrets.includes(property) ? { secret: true } : {});
        if (checker.isArrayType(result)) {
            const list = listOf(name);
            const description = "All that match.";
            const properties = { [list]: { ...schemaOf(result, list), description, ...marked(list) } };
            return { type: "object" as const, properties, required: [list] };
        }
        const { properties, required } = propertiesOf(result, false);
        for (const [property, spec] of Object.entries(properties)) Object.assign(spec, marked(property));
        return { type: "object" as const, properties, required };
    }
    return { functions: sorted(found), types: sorted(types) };
}

const descriptionOf = (description: string) => (description === "" ? {} : { description });

const SEARCH =
    "A condition in ZPA's syntax, such as `name LIKE San`: a field's name in the API, an operator (`EQ`, `NE`, `LIKE`, " +
    "`CONTAINS`, `STARTSWITH`, `ENDSWITH`, `GT`, `LT`, `GE` or `LE`), and a value. Default: no condition.";

const INTEGERS = new Set(["maxUsage", "usageCount", "upgradeTimeInSecs"]);

const isOptional = (type: ts.Type): boolean =>
    type.isUnion() && type.types.some((member) => member.flags & ts.TypeFlags.Undefined);

const singular = (name: string) => name.replace(/s$/, "");

const requiredIn = (required: string[]) => (required.length > 0 ? { required } : {});

const sorted = <T>(record: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
