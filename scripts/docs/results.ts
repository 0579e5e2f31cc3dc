import { RESULTS, type ResultField, type ResultTable } from "../../src/lookups/results";

const NAME_OF = new Map<ResultTable, string>(Object.entries(RESULTS).map(([name, { fields }]) => [fields, name]));

function typeOf({ type, values }: ResultField): string {
    if (type === "enum") return (values ?? []).map((value) => JSON.stringify(value)).join(" | ");
    if (type === "strings") return "readonly string[]";
    if (typeof type === "string") return type;
    return `readonly ${NAME_OF.get(type) ?? `{ ${Object.entries(type).map(inline).join("; ")} }`}[]`;
}

const isThere = ({ always, absent }: ResultField) => always === true || absent !== undefined;

const declared = (name: string, field: ResultField) =>
    isThere(field) ? `readonly ${name}: ${typeOf(field)}` : `readonly ${name}?: ${typeOf(field)} | undefined`;

const inline = ([name, field]: [string, ResultField]) => declared(name, field);

const property = ([name, field]: [string, ResultField]) => `    /** ${field.doc} */\n    ${declared(name, field)};`;

/** The results of the lookups for editors, generated from their tables. */
export const resultTypes = (): string =>
    `// Generated from the tables in results.ts by \`npm run docs\`. Do not edit; a test compares the two.

${Object.entries(RESULTS)
    .map(
        ([name, { doc, fields }]) =>
            `/** ${doc} */\nexport interface ${name} {\n${Object.entries(fields).map(property).join("\n")}\n}`,
    )
    .join("\n\n")}
`;
