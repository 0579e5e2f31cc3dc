import type { ResourceDefinition } from "../../src/model/definition";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { editorTypes } from "./editor";
import { lookupsPage } from "./lookups";
import { changeMeans, extras, omittedMeans } from "./rules";

const NOTE = "<!-- Made from the tables in src/resources by `npm run docs`; a test compares the two. -->";

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const changeTable = ({ fields }: ResourceDefinition) =>
    table(
        ["property", "a change means", "default"],
        Object.entries(fields).map(([name, field]) => [`\`${name}\``, changeMeans(field), omittedMeans(field)]),
    );

const argumentTables = (model: ResourceDefinition) => `${table(
    ["argument", "rule", "default", "meaning"],
    Object.entries(model.fields).map(([name, field]) => [
        `\`${name}\``,
        field.rule.says,
        omittedMeans(field),
        field.doc,
    ]),
)}

${table(
    ["argument", "meaning"],
    extras(model).map(([name, { doc }]) => [`\`${name}\``, doc]),
)}`;

const changes = () => `# What happens when I change …

${NOTE}

${changeTable(GROUP_MODEL)}

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

${argumentTables(GROUP_MODEL)}

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
    "src/resources/appConnectorGroup/documented.ts": () => editorTypes(GROUP_MODEL),
};
