import { outputsOf, type ResourceDefinition } from "../../src/model/definition";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { ENROLLMENT_MODEL } from "../../src/resources/connectorEnrollment/model";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";
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

const changes = () => `# What a change does

Find the property or the situation, and see what the preview shows and what \`pulumi up\` does.

${NOTE}

${changeTable(GROUP_MODEL)}

Other changes:

| what changes | what happens |
| --- | --- |
| the \`customerId\` of the tenant, or another \`tenant\` that is another customer | **replaced**: a group cannot move between tenants. The new group is created before the old one is deleted |
| only the label of the tenant in the configuration | nothing |
| credentials, cloud, any other setting | nothing |
| \`versionProfileName\` to the name of another profile | updated in place; shown as the change of \`versionProfileId\` |
| a property is removed from the program | compared with its default. If the service computes the property, it keeps the value. Together with another change, Pulumi shows the property as removed, and a message says that the service keeps the value |
| spelling only: \`37.50\` and \`"37.5"\`, \`sunday\` and \`SUNDAY\`, HTML escapes, runs of spaces | nothing |
| \`ignoreWhenLocked\`, or the \`import\` option after the import | nothing |
| the group was changed by somebody else | a refresh shows it, and the next \`up\` reverts it. Without a refresh, a preview of another change lists what the update also sets |
| the group was deleted by somebody else | created again. A refresh notices it, and so does the next preview that changes the group |
| the resource's name in the program | the preview fails, because the group would be created a second time. Use \`aliases\` or \`import\` to keep the group |
| the group's name, to one that another group has | the preview fails, even if that group is renamed in the same run |
| a property listed in the resource option \`replaceOnChanges\` | **replaced**; deleted first if the name stays the same |
| the resource option \`replacementTrigger\`, or a replacement asked for with \`pulumi up --replace\` | **replaced**; unless the name changes as well, set \`deleteBeforeReplace: true\`, because names must be unique |
| a property listed in the resource option \`ignoreChanges\` | nothing |
| the resource option \`customTimeouts\` | nothing: the engine does not give it to dynamic providers. The setting \`zpa:retrySecs\` limits an operation |
| an argument, to a value that is not valid, or that the service would refuse | the preview goes on to all resources, reports every problem at its resource, and fails at the end |
| what the program does not manage (connectors, times, properties that the service computes) | nothing |
| anything on a group locked by Zscaler Deception | the preview fails and says what to do. With \`ignoreWhenLocked: true\` nothing; after the lock is removed, the change shows. See [locked groups](upgrades-and-locks.md#locked-groups) |
| replacing a locked group | the preview fails |
| deleting a locked group | fails during \`up\` or \`destroy\`; the engine does not ask the provider at preview. If the last refresh saw the lock, no request is sent. Otherwise the delete is sent once, and the service rejects it without a change. To stop managing the group: \`retainOnDelete: true\` or \`pulumi state delete\` |

## A provisioning key

The table above also applies to a provisioning key, and:

${changeTable(KEY_MODEL)}

| what changes | what happens |
| --- | --- |
| how many connectors have enrolled with the key | nothing. When \`maxUsage\` is reached, a refresh and the preview of a change warn |
| the service hides the value of the key (\`exportable: false\`) | nothing: the state keeps the value |
| \`exportable\` was set outside of Pulumi to \`false\` | **replaced** if the program says \`true\`, because the service cannot set it back |

## A connector enrollment

${changeTable(ENROLLMENT_MODEL)}

| what changes | what happens |
| --- | --- |
| a code is added to \`userCodes\` | only this code is confirmed |
| a code is removed | forgotten; its connector stays in the group, and the preview says so |
| the order of the codes, or upper and lower case | nothing |
| the group or the microtenant | replaced; codes that were confirmed already fail the preview, because a code is valid once |
| the resource is deleted | nothing is undone: the connectors stay in the group |
`;

const resource = () => `# AppConnectorGroup

${NOTE}

Arguments and outputs of an App Connector group. The README has [an example](../README.md#a-program).

## Arguments

${argumentTables(GROUP_MODEL)}

Rules for several arguments: the three \`tcpQuickAck*\` flags must be equal; a version profile (by id or by
name, not both) implies \`overrideVersionProfile\`, and \`false\` with any profile but \`"0"\` is rejected;
\`microtenantId\` and \`microtenantName\` are mutually exclusive.

## Outputs

Every argument, and:

| output | meaning |
| --- | --- |
| \`id\` | the group's id in ZPA, a decimal string |
| \`customerId\` | the ZPA tenant that holds the group |
| \`creationTime\` | seconds since the epoch |
| \`connectorGroupType\` | \`APP\` |
| \`readOnly\`, \`zscalerManaged\`, \`restrictionType\` | whether the group is [locked](upgrades-and-locks.md#locked-groups) |

Connectors, versions, server groups and modification times change by themselves, so they are not outputs. The lookup
[\`getAppConnectorGroup\`](lookups.md#getappconnectorgroup) returns them.
`;

const provisioningKey = () => `# ProvisioningKey

${NOTE}

A key with which App Connectors join a group. [Enrollment](enrollment.md) has the recipes: which way to choose, rotation, and
keys that are used up.

\`\`\`ts
const key = new zpa.ProvisioningKey("san-jose", {
    name: "san-jose",
    appConnectorGroupId: sanJose.id,
    maxUsage: 2,
});
export const provisioningKey = key.provisioningKey; // a secret
\`\`\`

## Arguments

${argumentTables(KEY_MODEL)}

\`microtenantId\` and \`microtenantName\` are mutually exclusive. Without them the key is in the microtenant of its group. A
group id that does not exist in that microtenant fails the preview.

Where the program gives no certificate, creating keys lists the certificates once.

## Outputs

Every argument, and:

${table(
    ["output", "meaning"],
    [
        ["`id`", "the id of the key in ZPA, a decimal string"],
        ...Object.entries(outputsOf(KEY_MODEL)).map(([name, { doc }]) => [`\`${name}\``, doc]),
    ],
)}

\`provisioningKey\` is a secret: Pulumi encrypts it in the state and hides it in previews and outputs. It comes from the answer
to the create. With \`exportable: false\` ZPA never shows it again, and the state keeps it over refreshes. A key that was
imported, or read with \`get\`, has no value if ZPA does not show it; a message on the stack says so.

\`usageCount\` changes by itself, so it is not an output;
[\`getProvisioningKey\`](lookups.md#getprovisioningkey) returns it.

An existing key is imported with the resource option \`import\`, and read with \`zpa.ProvisioningKey.get(name, id)\`, as a group is.
`;

const connectorEnrollment = () => `# ConnectorEnrollment

${NOTE}

**Experimental.** App Connectors that join a group by the user codes that their machines show (OAuth2). The calls follow the
vendor's Terraform provider and Python client; the real response is unknown.

\`\`\`ts
new zpa.ConnectorEnrollment("san-jose", {
    appConnectorGroupId: sanJose.id,
    userCodes: [config.requireSecret("userCode")], // XXXXX-XXXXX
});
\`\`\`

## Arguments

${argumentTables(ENROLLMENT_MODEL)}

## What it does

- \`up\` confirms each code once, one call a code. The Terraform provider's path is tried first, the Python client's if that
  does not exist.
- A code that is refused fails this resource, with the words of the service and the last characters of the code. Codes that
  were confirmed before it stay recorded. A code is valid once and for a short time: replace a
  refused code with the one that the machine shows now.
- A code that two resources of a program have fails the preview. Whether a code has expired is only known to the service.
- Nothing can be undone. Deleting the resource, or removing a code, leaves the connectors in the group. To remove a
  connector, delete it in ZPA.
- There is nothing to refresh or to import. \`getAppConnectors\` shows the connectors of a group.
- \`userCodes\` are secrets in the state.
`;

/** What is made from the code, by file. */
export const PAGES: Readonly<Record<string, () => string>> = {
    "docs/changes.md": changes,
    "docs/resource.md": resource,
    "docs/provisioning-key.md": provisioningKey,
    "docs/connector-enrollment.md": connectorEnrollment,
    "docs/lookups.md": lookupsPage,
    "src/resources/appConnectorGroup/documented.ts": () => editorTypes(GROUP_MODEL),
    "src/resources/provisioningKey/documented.ts": () => editorTypes(KEY_MODEL),
    "src/resources/connectorEnrollment/documented.ts": () => editorTypes(ENROLLMENT_MODEL),
};
