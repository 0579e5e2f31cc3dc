import { fleetSchema } from "../../src/fleet/data";
import { outputsOf, type ResourceModel } from "../../src/model/resourceModel";
import { AUTO_DELETE_MODEL } from "../../src/resources/appConnectorAutoDelete/model";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { ENROLLMENT_MODEL } from "../../src/resources/connectorEnrollment/model";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";
import { editorTypes } from "./editor";
import { emulatorPage } from "./emulator";
import { lookupsPage } from "./lookups";
import { otherLanguagesPage } from "./otherLanguages";
import { resultTypes } from "./results";
import { changeMeans, extras, omittedMeans } from "./rules";
import { schemaText } from "./schema/schema";

const NOTE =
    "<!-- Generated from the tables in src/resources by `npm run docs`. Do not edit; a test compares the two. -->";

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const changeTable = ({ fields }: ResourceModel) =>
    table(
        ["property", "a change means", "default"],
        Object.entries(fields).map(([name, field]) => [`\`${name}\``, changeMeans(field), omittedMeans(field)]),
    );

const argumentTables = (model: ResourceModel) => `${table(
    ["argument", "rule", "default", "meaning"],
    Object.entries(model.fields).map(([name, field]) => [
        `\`${name}\``,
        field.rule.says,
        omittedMeans(field),
        field.doc,
    ]),
)}

${table(
    ["argument", "rule", "meaning"],
    extras(model).map(([name, { rule, doc }]) => [`\`${name}\``, rule.says, doc]),
)}`;

/** The arguments that are no outputs are no properties of the object. */
const outputsIntro = (model: ResourceModel) =>
    `Every argument except \`tenant\`${model.stored === false ? "" : " and `ignoreWhenLocked`"}, and:`;

const outputRows = (model: ResourceModel) =>
    [
        ["id", `The id of the ${model.noun} in ZPA, a decimal string.`] as const,
        ...Object.entries(outputsOf(model)).map(([name, { doc }]) => [name, doc] as const),
    ]
        .map(([name, doc]) => `| \`${name}\` | ${doc} |`)
        .join("\n");

const IMPORTED = {
    AppConnectorGroup: `new zpa.AppConnectorGroup("san-jose", {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382082,
    longitude: -121.8863286,
}, { import: "216196257331282921" });`,
    ProvisioningKey: `new zpa.ProvisioningKey("san-jose", {
    name: "san-jose",
    appConnectorGroupId: sanJose.id,
    maxUsage: 2,
}, { import: "216196257331282922" });`,
};

const importSection = (noun: string, type: keyof typeof IMPORTED) => `## Import

Declare the ${noun} as it is in ZPA, with its id:

\`\`\`ts
${IMPORTED[type]}
\`\`\`

A preview says that the ${noun} will be taken over as it is. If it differs from the program, the preview fails and lists the
differences. \`pulumi up\` writes nothing to ZPA; afterwards the option can be removed. \`pulumi import <type> <name> <id>\` does not
work, because the engine does not support it for [dynamic providers](evaluation.md#limits-of-a-dynamic-provider).`;

const changes = () => `# What a change does

Find out what a change does before you make it. The first table has the properties of an App Connector group, the second one all
other changes.

${NOTE}

## A property of a group

${changeTable(GROUP_MODEL)}

## Other changes

| what changes | what happens |
| --- | --- |
| \`tenant\` or its \`customerId\`, to another customer | **replaced**, because a group cannot move between customers. The new group is created before the old one is deleted |
| only the label of the tenant | nothing |
| credentials, cloud, any other setting | nothing |
| \`versionProfileName\`, to another profile | updated in place; shown as a change of \`versionProfileId\` |
| \`overrideVersionProfile\` to \`false\`, or the version profile is removed | updated in place; the group then follows the tenant's default profile, which [\`getDefaultVersionProfile\`](lookups.md#getdefaultversionprofile) and the [fleet page](fleet.md) name. If Zscaler changes the tenant's default, no difference is shown |
| a property is removed from the program | set to its default, if it has one. If the service computes the property, it keeps the value; Pulumi may show the property as removed, and a message then says that the service keeps the value |
| only the notation of a value: \`37.50\` and \`"37.5"\`, \`sunday\` and \`SUNDAY\`, HTML escapes, repeated spaces, coordinates from the seventh decimal on (less than a tenth of a metre) | nothing |
| \`ignoreWhenLocked\`; the option \`import\` after the import | nothing |
| the group is changed outside of Pulumi | a refresh shows the change, and the next \`up\` reverts it. Without a refresh, the preview of another change lists what the update also sets |
| the group is deleted outside of Pulumi | created again. A refresh detects the deletion, and so does the preview of a change of the group |
| the resource's name in the program | the preview fails, because the group would be created a second time. To keep the group, use \`aliases\` or \`import\` |
| the group's name, to the name of another group | the preview fails, even if the other group is renamed in the same run |
| a property listed in the resource option \`replaceOnChanges\` | **replaced**; deleted first if the name stays the same |
| the resource option \`replacementTrigger\`, or \`pulumi up --replace\` | **replaced**; unless the name changes too, set \`deleteBeforeReplace: true\`, because names must be unique. Its preview needs \`zpa:preflight: false\`: the engine checks the resource like a new one |
| a property listed in the resource option \`ignoreChanges\` | nothing |
| the resource option \`customTimeouts\` | nothing, because the engine does not pass it to dynamic providers. Use the setting \`zpa:retrySecs\` |
| an argument, to an invalid value | the preview continues with all resources, reports every problem at its resource, and fails at the end |
| connectors, times, and properties that the service computes | nothing |
| any property of a locked group | the preview fails and says what to do. With \`ignoreWhenLocked: true\` nothing; after the lock is removed, the change is shown. See [locked groups](upgrades-and-locks.md#locked-groups) |
| replacing a locked group | the preview fails |
| deleting a locked group | fails during \`up\` or \`destroy\`, because the engine does not ask the provider at preview. See [locked groups](upgrades-and-locks.md#locked-groups) |

## A provisioning key

The table [other changes](#other-changes) also applies to a provisioning key.

${changeTable(KEY_MODEL)}

| what changes | what happens |
| --- | --- |
| the number of connectors that have enrolled with the key | nothing. When \`maxUsage\` is reached, a refresh and the preview of a change warn |
| the service no longer shows the value of the key (\`exportable: false\`) | nothing; the state keeps the value |
| \`exportable\` is set to \`false\` outside of Pulumi | **replaced** if the program has \`true\`, because the service cannot set it back |

## A connector enrollment

${changeTable(ENROLLMENT_MODEL)}

| what changes | what happens |
| --- | --- |
| a code is added to \`userCodes\` | only the new code is confirmed |
| a code is removed | removed from the state; its connector stays in the group, and a message at preview says so |
| the order of the codes, or upper and lower case | nothing |
| the group or the microtenant | **replaced**; codes that were already confirmed fail the preview, because a code is valid once |
| the resource is deleted | its connectors stay in the group |

## An auto-delete schedule

The table [other changes](#other-changes) also applies to an [auto-delete schedule](auto-delete.md), except that it has no name and
no lock.

${changeTable(AUTO_DELETE_MODEL)}

| what changes | what happens |
| --- | --- |
| \`enabled\` to \`true\`, \`frequencyInterval\` to fewer days, \`deleteDisabled\` to \`true\` | updated in place; the preview lists the App Connectors that ZPA would delete |
| the resource is deleted | the schedule is **disabled**, because the API cannot delete it. With \`retainOnDelete\` it stays as it is |
| a new resource, and the microtenant has a schedule | the schedule is taken over and changed; the preview lists the changes |
`;

const resource = () => `# AppConnectorGroup

${NOTE}

Create and manage App Connector groups.

\`\`\`ts
const sanJose = new zpa.AppConnectorGroup("san-jose", {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382082,
    longitude: -121.8863286,
    upgradeDay: "SUNDAY",
    upgradeTimeInSecs: 66600, // 18:30
    versionProfileName: "New Release",
});
\`\`\`

- [Arguments](#arguments) and [outputs](#outputs)
- [Import](#import) an existing group, or [read it](#read-a-group-without-managing-it) without managing it
- [Make a component](#a-component-for-a-site) of a group and its key

## Arguments

${argumentTables(GROUP_MODEL)}

Rules for several arguments:

- The three \`tcpQuickAck*\` flags must be equal.
- \`versionProfileId\` and \`versionProfileName\` are mutually exclusive. Either implies \`overrideVersionProfile\`; \`false\` with any
  profile other than \`"0"\` is rejected.
- \`microtenantId\` and \`microtenantName\` are mutually exclusive.

## Outputs

${outputsIntro(GROUP_MODEL)}

| output | meaning |
| --- | --- |
${outputRows(GROUP_MODEL)}

To find out whether a group is locked, see [locked groups](upgrades-and-locks.md#locked-groups). Connectors, versions and server
groups change without the program, so they are not outputs.
[\`getAppConnectorGroup\`](lookups.md#getappconnectorgroup) returns them.

${importSection("group", "AppConnectorGroup")}

For all groups of a tenant, [\`zpa-connectors adopt\`](adopting.md) writes the program and a file for \`pulumi import\`.

## Read a group without managing it

\`\`\`ts
const existing = zpa.AppConnectorGroup.get("existing", "216196257331282921", { tenant: "acme" });
\`\`\`

The third argument is the tenant and the microtenant; without it, the defaults. \`get\` needs \`@pulumi/pulumi\` 3.270 or newer. To find
the group by its name, use [\`getAppConnectorGroup\`](lookups.md#getappconnectorgroup).

## A component for a site

The arguments are an interface, so a component can extend, spread and default them:

\`\`\`ts
import * as pulumi from "@pulumi/pulumi";
import * as zpa from "pulumi-zpa-connectors";

interface SiteArgs extends zpa.AppConnectorGroupArgs {
    /** How many connectors can enroll. Default: 2. */
    connectors?: number;
}

/** An App Connector group with its provisioning key. */
class Site extends pulumi.ComponentResource {
    readonly groupId: pulumi.Output<string>;
    readonly provisioningKey: pulumi.Output<string | undefined>;

    constructor(name: string, { connectors = 2, ...group }: SiteArgs, opts?: pulumi.ComponentResourceOptions) {
        super("acme:network:Site", name, {}, opts);
        const made = new zpa.AppConnectorGroup(name, { upgradeDay: "SATURDAY", ...group }, { parent: this });
        const key = new zpa.ProvisioningKey(
            name,
            { name, appConnectorGroupId: made.id, maxUsage: connectors },
            { parent: this },
        );
        this.groupId = made.id;
        this.provisioningKey = key.provisioningKey;
        this.registerOutputs();
    }
}

export const { groupId, provisioningKey } = new Site("zurich", {
    name: "Zurich DC1",
    location: "Zürich, Switzerland",
    latitude: 47.3769,
    longitude: 8.5417,
});
\`\`\`

To move existing resources into the component, give each the option \`aliases: [{ parent: pulumi.rootStackResource }]\`. Then nothing
is replaced.
`;

const provisioningKey = () => `# ProvisioningKey

${NOTE}

Create and manage the keys with which App Connectors join a group. [Enrollment](enrollment.md) explains when to use a key, how to
rotate it, and what to do when it is used up.

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

The key must be in the microtenant of its group. If no group has \`appConnectorGroupId\` in that microtenant, the preview fails.

## Outputs

${outputsIntro(KEY_MODEL)}

| output | meaning |
| --- | --- |
${outputRows(KEY_MODEL)}

\`provisioningKey\` is a secret: Pulumi encrypts it in the state and hides it in previews and outputs. With \`exportable: false\` ZPA
returns it only when the key is created, and the state keeps it. The value of a key that was imported or read with \`get\` may not
be available. Then the output is absent and a message reports it.

\`usageCount\` changes without the program, so it is not an output.
[\`getProvisioningKey\`](lookups.md#getprovisioningkey) returns it.

${importSection("key", "ProvisioningKey")}

[\`adopt\`](adopting.md) imports the keys of a tenant with their groups.

## Read a key without managing it

\`\`\`ts
const existing = zpa.ProvisioningKey.get("existing", "216196257331282922", { tenant: "acme" });
\`\`\`

The third argument is the tenant and the microtenant; without it, the defaults. \`get\` needs \`@pulumi/pulumi\` 3.270 or newer.
`;

const connectorEnrollment = () => `# ConnectorEnrollment

${NOTE}

Let machines join an App Connector group by the user codes that they show (OAuth2). This resource is **experimental**: the calls
follow the vendor's Terraform provider and Python client, and the real responses are unknown.

\`\`\`ts
new zpa.ConnectorEnrollment("san-jose", {
    appConnectorGroupId: sanJose.id,
    userCodes: [config.requireSecret("userCode")], // XXXXX-XXXXX
});
\`\`\`

## Arguments

${argumentTables(ENROLLMENT_MODEL)}

## What it does

- \`pulumi up\` confirms each code once, with one call per code. It tries the path of the Terraform provider first. If that path does
  not exist, it tries the path of the Python client.
- If the response to a confirmation was lost, or an earlier run has confirmed a code, the status of the code decides: it counts as
  confirmed if the service says so for the group.
- A code is valid once and for a short time. If the service rejects a code, the resource fails; the error has the service's
  message and the last characters of the code. Replace it by the code that the machine shows now. Codes that were already
  confirmed stay in the state.
- If two resources of a program have the same code, the preview fails. A preview cannot detect an expired code.
- Deleting the resource, or removing a code, leaves the connectors in the group. To remove a connector, delete it in ZPA.
- A refresh changes nothing, and \`import\` is not possible. \`getAppConnectors\` returns the connectors of a group.
- \`userCodes\` are secrets in the state.
`;

const autoDelete = () => `# AppConnectorAutoDelete

${NOTE}

Let ZPA delete App Connectors that have been disconnected for some days, such as those of machines that an autoscaling group has
replaced. The API calls this schedule \`connectorSchedule\`. The calls follow the vendor's clients; no recording of the real
service exists.

\`\`\`ts
new zpa.AppConnectorAutoDelete("dead-connectors", { frequencyInterval: 30 });
\`\`\`

**This resource makes ZPA delete App Connectors.** A preview that enables the schedule, shortens the interval, or includes disabled
connectors lists the App Connectors that ZPA would delete, with their groups:

\`\`\`
auto-delete schedule (id 8): warning: ZPA would delete these 2 App Connectors, which have been disconnected for 30 days or more:
  "san-jose-1" (id 216196257331283000) of "San Jose DC1": 132 days
  "san-jose-2" (id 216196257331283001) of "San Jose DC1": 45 days
\`\`\`

## Arguments

${argumentTables(AUTO_DELETE_MODEL)}

## Outputs

${outputsIntro(AUTO_DELETE_MODEL)}

| output | meaning |
| --- | --- |
${outputRows(AUTO_DELETE_MODEL)}

## One schedule per microtenant

- Creating the resource takes an existing schedule over and changes it to what the program says; the preview lists the changes.
  Otherwise the schedule is created. \`import\` is not required. It takes the schedule over only if nothing differs.
- If two resources of a program are for the same microtenant, the preview fails.
- **Deleting the resource disables the schedule**, because the API cannot delete it: no further App Connectors are deleted. Set the
  resource option \`retainOnDelete: true\` to leave it as it is.
- If somebody changes the schedule outside of Pulumi, a refresh shows the change, and the next \`up\` reverts it.
- Unknown: whether the schedule of the Default microtenant also applies to other microtenants, and when the service looks for
  disconnected App Connectors. The lists of a preview have only the App Connectors of the schedule's microtenant.
`;

/** The generated files, by path. */
export const PAGES: Readonly<Record<string, () => string>> = {
    // The page on lookups is made from it.
    "src/lookups/documented.ts": resultTypes,
    "docs/changes.md": changes,
    "docs/resource.md": resource,
    "docs/provisioning-key.md": provisioningKey,
    "docs/connector-enrollment.md": connectorEnrollment,
    "docs/auto-delete.md": autoDelete,
    "docs/emulator.md": emulatorPage,
    "docs/lookups.md": lookupsPage,
    "docs/other-languages.md": otherLanguagesPage,
    "docs/fleet.schema.json": fleetSchema,
    "schema.json": schemaText,
    "src/resources/appConnectorGroup/documented.ts": () => editorTypes(GROUP_MODEL),
    "src/resources/appConnectorAutoDelete/documented.ts": () => editorTypes(AUTO_DELETE_MODEL),
    "src/resources/provisioningKey/documented.ts": () => editorTypes(KEY_MODEL),
    "src/resources/connectorEnrollment/documented.ts": () => editorTypes(ENROLLMENT_MODEL),
};
