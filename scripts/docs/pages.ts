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
| a property is taken out of the program | compared with its default, or left to the service, which keeps its value: see the table. Beside another change the engine lists it as removed; the preview tells that it is not |
| spelling only: \`37.50\` and \`"37.5"\`, \`sunday\` and \`SUNDAY\`, HTML escapes, runs of spaces | nothing |
| \`ignoreWhenLocked\`, or the \`import\` option after the import | nothing |
| the group was changed by somebody else | a refresh shows exactly that; the next \`up\` puts it right. Without a refresh, a preview that changes something else tells what the update puts right as well |
| the group was deleted by somebody else | noticed by a refresh, and told by the next preview that changes it: created again |
| the resource's name in the program | the group would be created a second time, so the preview refuses it; \`aliases\` keep the group, and so does \`import\` |
| the group's name, to one that another group has | refused at preview, also where that group is to be renamed in the same run |
| anything, under the resource option \`replaceOnChanges\` | as without it: the engine does not heed that option for dynamic resources |
| a replacement asked for with \`pulumi up --replace\` | the name is taken by the group itself, so it needs \`deleteBeforeReplace: true\` and \`zpa:preflight: false\` |
| what the program does not manage (connectors, times, fields left to the service) | nothing |
| anything on a group locked by Zscaler Deception | the preview fails, with the ways out; with \`ignoreWhenLocked: true\` nothing, until the lock is gone: then the change shows |
| replacing a locked group | the preview fails in the same way |
| deleting a locked group | refused before any call. The engine asks nothing at the preview of a removal, so \`up\` and \`destroy\` say it; \`retainOnDelete: true\` or \`pulumi state delete\` let the group go |
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
