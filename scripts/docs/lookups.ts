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
    "args",
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

function membersOf(node: ts.InterfaceDeclaration, source: ts.SourceFile): string[] {
    return node.members.filter(ts.isPropertySignature).map((member) => {
        const type =
            member.type
                ?.getText(source)
                .replace(/ \| undefined$/, "")
                .replaceAll("|", "\\|") ?? "";
        return `| \`${member.name.getText(source)}\` | \`${type}\` | ${docOf(member)} |`;
    });
}

/** The reference of the look-ups, made from their declarations and comments. */
export function lookupsPage(): string {
    const sections: string[] = [];
    for (const name of FILES) {
        const file = join(FOLDER, `${name}.ts`);
        const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
        if (name === "args") sections.push("## Arguments that several have");
        for (const node of source.statements.filter(isExported)) {
            if (ts.isFunctionDeclaration(node)) {
                const result = node.type?.getText(source).replace(/^Promise<(.*)>$/s, "$1");
                sections.push(
                    `## ${node.name?.text}\n\n${docOf(node)}\n\nGives back \`${result}\`. For arguments that are outputs: \`${node.name?.text}Output\`.`,
                );
            } else if (ts.isInterfaceDeclaration(node)) {
                const extended =
                    node.heritageClauses?.flatMap((clause) => clause.types.map((type) => type.getText(source))) ?? [];
                const more = extended.includes("InMicrotenant")
                    ? [
                          "| `microtenantId` | `string` | Where to look; the tenant's own microtenant otherwise. |",
                          "| `microtenantName` | `string` | The same by its name. |",
                      ]
                    : [];
                const fields = extended.includes("ObservedFields")
                    ? ["| … | | Every field of a group, as in [AppConnectorGroup](resource.md). |"]
                    : [];
                const rows = [...fields, ...membersOf(node, source), ...more];
                sections.push(
                    `### ${node.name.text}\n\n${docOf(node)}\n\n| property | type | meaning |\n| --- | --- | --- |\n${rows.join("\n")}`,
                );
            }
        }
    }
    return `# Look-ups

<!-- Made from the declarations in src/lookups by \`npm run docs\`; a test compares the two. -->

Functions for programs, each async, and as \`…Output\` for arguments that are outputs. All look-ups of one kind in one tenant
share one call a run. Not found, several found, and a name that differs in case only are errors that list the candidates.

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
