import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const FOLDER = join(__dirname, "../../src/lookups");
const FILES = [
    "getVersionProfile",
    "getAppConnectorGroup",
    "getAppConnectors",
    "getProvisioningKey",
    "getMicrotenant",
    "getEnrollmentCertificate",
];

/** The summary of a declaration's TSDoc, and what it throws. */
function docOf(node: ts.Node): string {
    const parts = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    const text = parts.map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "").join(" ");
    const throwsTags = parts.flatMap((doc) => [...(doc.tags ?? [])]).filter((tag) => tag.tagName.text === "throws");
    const thrown = throwsTags.map((tag) => ` Throws ${ts.getTextOfJSDocComment(tag.comment)?.trim()}.`).join("");
    return `${text.replace(/\s+/g, " ").trim()}${thrown}`;
}

const isExported = (node: ts.Statement) =>
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);

function rowsOf(members: readonly ts.TypeElement[], source: ts.SourceFile): string[] {
    return members.filter(ts.isPropertySignature).flatMap((member) => {
        const type = member.type?.getText(source).replace(/\s+/g, " ").replace(/^\| /, "");
        if (type === "undefined" || type === undefined) return [];
        const shown = type
            .replace(/ \| undefined$/, "")
            .replaceAll("readonly ", "")
            .replaceAll("|", "\\|");
        return [`| \`${member.name.getText(source)}\` | \`${shown}\` | ${docOf(member)} |`];
    });
}

/** The properties of a type, including those of the types that it consists of. */
function membersOf(type: ts.Node, source: ts.SourceFile, known: Declarations): string[] {
    if (ts.isInterfaceDeclaration(type)) {
        const bases = (type.heritageClauses ?? []).flatMap(({ types }) => types);
        return [
            ...rowsOf(type.members, source),
            ...bases.flatMap(({ expression }) => membersOfNamed(expression.getText(source), known)),
        ];
    }
    if (ts.isTypeLiteralNode(type)) return rowsOf(type.members, source);
    if (ts.isTypeAliasDeclaration(type)) return membersOf(type.type, source, known);
    if (ts.isParenthesizedTypeNode(type)) return membersOf(type.type, source, known);
    if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
        const rows = type.types.flatMap((part) => membersOf(part, source, known));
        // A property that one member of a union excludes is documented in another member.
        const documented = new Map(rows.map((row) => [row.split("|")[1], row]).reverse() as [string, string][]);
        return rows.filter((row) => documented.get(row.split("|")[1]!) === row);
    }
    return ts.isTypeReferenceNode(type) ? membersOfNamed(type.typeName.getText(source), known) : [];
}

function membersOfNamed(name: string, known: Declarations): string[] {
    const named = known.get(name);
    return named ? membersOf(named.node, named.source, known) : [];
}

type Declarations = ReadonlyMap<
    string,
    { node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration; source: ts.SourceFile }
>;

const parse = (name: string) => {
    const file = join(FOLDER, `${name}.ts`);
    return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
};

const isType = (node: ts.Statement) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/** A table of the properties of a type, or nothing if it has none. */
function tableOf(type: ts.Node, source: ts.SourceFile, known: Declarations): string {
    const rows = membersOf(type, source, known);
    return rows.length === 0 ? "" : `| property | type | meaning |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

function lookupSection(node: ts.FunctionDeclaration, source: ts.SourceFile, known: Declarations): string {
    const name = node.name?.text;
    const result = node.type?.getText(source).replace(/^Promise<(.*)>$/s, "$1");
    const [args] = node.parameters;
    const isOptional = args?.initializer !== undefined;
    return [
        `## ${name}`,
        docOf(node),
        `Returns \`${result}\`. If arguments are outputs, use \`${name}Output\`.`,
        `Arguments (\`${args?.type?.getText(source)}\`${isOptional ? ", optional" : ""}):`,
        args?.type ? tableOf(args.type, source, known) : "",
    ].join("\n\n");
}

/** Whether a type is the result of a lookup, or of a property of that result. */
function isPartOf(
    name: string,
    returned: string,
    results: readonly ts.InterfaceDeclaration[],
    source: ts.SourceFile,
): boolean {
    const uses = (text: string, type: string) => new RegExp(`\\b${type}\\b`).test(text);
    const direct = results.filter((node) => uses(returned, node.name.text));
    return uses(returned, name) || direct.some((node) => uses(node.getText(source), name));
}

/** The reference of the lookups, generated from their declarations and comments. */
export function lookupsPage(): string {
    const sections: string[] = [];
    const sources = FILES.map(parse);
    const documented = parse("documented");
    const results = documented.statements.filter(ts.isInterfaceDeclaration);
    const shown = new Set<string>();
    const known: Declarations = new Map(
        [parse("args"), documented, ...sources].flatMap((source) =>
            source.statements.filter(isType).map((node) => [node.name.text, { node, source }] as const),
        ),
    );
    for (const source of sources) {
        const exported = source.statements.filter(isExported);
        const lookups = exported.filter(ts.isFunctionDeclaration).filter((node) => !node.name?.text.endsWith("Output"));
        for (const node of lookups) sections.push(lookupSection(node, source, known));
        const returned = lookups.map((node) => node.type?.getText(source) ?? "").join(" ");
        for (const node of results.filter(({ name }) => isPartOf(name.text, returned, results, documented))) {
            if (shown.has(node.name.text)) continue;
            shown.add(node.name.text);
            sections.push(`### ${node.name.text}\n\n${docOf(node)}\n\n${tableOf(node, documented, known)}`);
        }
    }
    return `# Lookups

Read existing objects of ZPA in a program.

<!-- Generated from the declarations in src/lookups by \`npm run docs\`. Do not edit; a test compares the two. -->

- Each lookup is an async function. If arguments are outputs, use its \`…Output\` form.
- If no object or more than one object matches, the lookup fails. The error lists the candidates, the most similar name first.
- All lookups of one kind share one call per tenant and run of the program.
- A lookup queries the service at preview too, even with \`zpa:preflight: false\`. If previews must not reach ZPA, use ids instead
  of lookups. Such a preview does not resolve the arguments \`versionProfileName\` and \`microtenantName\` of resources.
- If a program starts a lookup and awaits its promise later, Node.js may report a failure twice. Await it at once, use
  \`Promise.all\`, or use the \`…Output\` form.
- In a unit test, [Pulumi's mocks](testing.md#unit-tests) replace the service.

\`\`\`ts
import * as zpa from "pulumi-zpa-connectors";

const profile = zpa.getVersionProfileOutput({ name: "New Release" });
const sites = zpa.getAppConnectorGroupsOutput({ search: { field: "name", operator: "LIKE", value: "San" } });
export const versions = sites.apply((found) => found.flatMap(({ connectors }) => connectors.map((c) => c.currentVersion)));
export const profileId = profile.id;
\`\`\`

${sections.join("\n\n")}
`;
}
