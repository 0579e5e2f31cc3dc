import { EXTRAS } from "../../src/appConnectorGroup/checkArgs";
import { FIELD_NAMES, FIELDS, type FieldName } from "../../src/appConnectorGroup/fields";
import { editorTypes } from "./editor";
import { lookupsPage } from "./lookups";
import { omittedMeans, ruleOf } from "./rules";

const NOTE =
    "<!-- Made from the table in src/appConnectorGroup/fields.ts by `npm run docs`; a test compares the two. -->";

const changeMeans = (field: FieldName) => (FIELDS[field].onChange === "replace" ? "**replaced**" : "updated in place");

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const changes = () => `# What happens when I change …

${NOTE}

${table(
    ["property", "a change means", "left out of the program"],
    FIELD_NAMES.map((field) => [`\`${field}\``, changeMeans(field), omittedMeans(field)]),
)}

And beside the group's own fields:

| what changes | what happens |
| --- | --- |
| the \`customerId\` of the tenant, or another \`tenant\` that is another customer | **replaced**: a group cannot move between tenants; the new one is created before the old one is deleted |
| only the label of the tenant in the configuration | nothing |
| credentials, cloud, any other setting | nothing |
| \`versionProfileName\` to the name of another profile | updated in place; shown as the change of \`versionProfileId\` |
| a property is taken out of the program | compared with its default, or left to the service: see the table |
| spelling only: \`37.50\` and \`"37.5"\`, \`sunday\` and \`SUNDAY\`, HTML escapes, runs of spaces | nothing |
| \`ignoreWhenLocked\`, or the \`import\` option after the import | nothing |
| the group was changed by somebody else | a refresh shows exactly that; the next \`up\` puts it right |
| the group was deleted by somebody else | noticed by a refresh, and by the next preview that changes it: created again |
| what the program does not manage (connectors, times, fields left to the service) | nothing |
| anything on a group locked by Zscaler Deception | the preview fails, with the ways out; with \`ignoreWhenLocked: true\` nothing |
| deleting or replacing a locked group | refused in the same way; \`retainOnDelete: true\` or \`pulumi state delete\` let it go |
`;

const resource = () => `# AppConnectorGroup

${NOTE}

## Arguments

${table(
    ["argument", "rule", "left out", "meaning"],
    FIELD_NAMES.map((field) => [`\`${field}\``, ruleOf(field), omittedMeans(field), FIELDS[field].doc]),
)}

Beside the group's own fields:

${table(
    ["argument", "meaning"],
    Object.entries(EXTRAS)
        .filter(([name]) => name !== "import")
        .map(([name, { doc }]) => [`\`${name}\``, doc]),
)}

Three rules join several arguments: the three \`tcpQuickAck*\` flags must be equal; a version profile (by id or by
name, not both) implies \`overrideVersionProfile\`, and \`false\` beside any profile but \`"0"\` is refused; of
\`microtenantId\` and \`microtenantName\` at most one is given.

## Outputs

Every argument, and:

| output | meaning |
| --- | --- |
| \`id\` | the group's id in ZPA, a decimal string |
| \`customerId\` | the ZPA tenant that holds the group |
| \`creationTime\` | seconds since the epoch |
| \`connectorGroupType\` | \`APP\` |
| \`readOnly\`, \`zscalerManaged\`, \`restrictionType\` | what says that the group is locked |

What changes by itself (connectors, versions, server groups, times of modification) is no output of the resource.
`;

/** What is made from the code, by file. */
export const PAGES: Readonly<Record<string, () => string>> = {
    "docs/changes.md": changes,
    "docs/resource.md": resource,
    "docs/lookups.md": lookupsPage,
    "src/appConnectorGroup/documented.ts": editorTypes,
};
