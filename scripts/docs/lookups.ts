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

/** Summary of a declaration's TSDoc, with what it throws. */
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
        const shown = type.replace(/ \| undefined$/, "").replaceAll("|", "\\|");
        return [`| \`${member.name.getText(source)}\` | \`${shown}\` | ${docOf(member)} |`];
    });
}

/** The properties of a type, those of the types that it is made of included. */
function membersOf(type: ts.Node, source: ts.SourceFile, known: Declarations): string[] {
    if (ts.isInterfaceDeclaration(type)) return rowsOf(type.members, source);
    if (ts.isTypeLiteralNode(type)) return rowsOf(type.members, source);
    if (ts.isTypeAliasDeclaration(type)) return membersOf(type.type, source, known);
    if (ts.isParenthesizedTypeNode(type)) return membersOf(type.type, source, known);
    if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
        const rows = type.types.flatMap((part) => membersOf(part, source, known));
        // A property that is excluded in one of a union's members says nothing of its own there.
        const documented = new Map(rows.map((row) => [row.split("|")[1], row]).reverse() as [string, string][]);
        return rows.filter((row) => documented.get(row.split("|")[1]!) === row);
    }
    const referred = ts.isTypeReferenceNode(type) ? known.get(type.typeName.getText(source)) : undefined;
    return referred ? membersOf(referred.node, referred.source, known) : [];
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

/** Parts of other types, which are shown where they are used. */
const PARTS = ["SearchArgs", "MicrotenantScope", "OfGroupArgs"];

/** The reference of the lookups, made from their declarations and comments. */
export function lookupsPage(): string {
    const sections: string[] = [];
    const sources = FILES.map(parse);
    const known: Declarations = new Map(
        [parse("args"), ...sources].flatMap((source) =>
            source.statements.filter(isType).map((node) => [node.name.text, { node, source }] as const),
        ),
    );
    for (const source of sources) {
        for (const node of source.statements.filter(isExported)) {
            if (ts.isFunctionDeclaration(node)) {
                const result = node.type?.getText(source).replace(/^Promise<(.*)>$/s, "$1");
                sections.push(
                    `## ${node.name?.text}\n\n${docOf(node)}\n\nReturns \`${result}\`. For arguments that are outputs: \`${node.name?.text}Output\`.`,
                );
            } else if (isType(node) && !PARTS.includes(node.name.text)) {
                const rows = membersOf(node, source, known);
                if (rows.length === 0) continue;
                sections.push(
                    `### ${node.name.text}\n\n${docOf(node)}\n\n| property | type | meaning |\n| --- | --- | --- |\n${rows.join("\n")}`,
                );
            }
        }
    }
    return `# Lookups

<!-- Made from the declarations in src/lookups by \`npm run docs\`; a test compares the two. -->

Each lookup is an async function, with an \`…Output\` form for arguments that are outputs. All lookups of one kind share
one call per tenant and run of the program. If no object matches, or more than one, the error lists the candidates, the
most likely first.

A lookup always queries the service, at preview too, and also with \`zpa:preflight: false\`. If a preview must not reach
the service, give ids instead; \`versionProfileName\` and \`microtenantName\` of a resource are not resolved at such a preview.
In a unit test, [Pulumi's mocks](testing.md#unit-tests) answer instead of the service.

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
