import { KEY, LANGUAGES, SITE } from "./schema/samples";
import { settingDocs } from "./schema/settings";
import { described } from "./schema/spec";

const { version, engines } = require("../../package.json") as { version: string; engines: { node: string } };

const samples = Object.entries(LANGUAGES)
    .map(
        ([language, { fence, program }]) =>
            `### ${language}\n\n\`\`\`${fence}\n${program([SITE, KEY], ["key", "provisioningKey"])}\n\`\`\``,
    )
    .join("\n\n");

const settings = Object.entries(settingDocs)
    .map(
        ([name, { doc, environment }]) =>
            `| \`${name}\` | ${environment.map((variable) => `\`${variable}\``).join(", ")} | ${described(doc)} |`,
    )
    .join("\n");

/** The page of the native provider. */
export const otherLanguagesPage = (): string => `# Other languages

Use the resources and lookups of this package in YAML, Python, Go, C# and the other languages of Pulumi. For that there is a
native provider, the plugin \`zpa-connectors\`.

<!-- Generated from the tables in src by \`npm run docs\`. Do not edit; a test compares the two. -->

For a program in TypeScript or JavaScript, use the npm package: it needs no plugin, and one preview reports the problems of all
resources. For a program in another language, or where you need \`pulumi import\` by type and id, \`customTimeouts\` or explicit
providers, use the native provider.

Both use the same code for the resources, so that previews, calls, messages and stored values are the same.

## Install

The plugin needs Node.js ${engines.node.replace(">=", "")} or newer on the PATH. In a clone of this repository, make the archives for Linux, macOS and
Windows:

\`\`\`sh
npm ci && npm run plugin:archives
pulumi plugin install resource zpa-connectors ${version} --file plugin-archives/pulumi-resource-zpa-connectors-v${version}-linux-amd64.tar.gz
\`\`\`

A YAML program needs nothing else. For another language, make an SDK in the folder of the program:

\`\`\`sh
pulumi package add zpa-connectors@${version}
\`\`\`

## A program

${samples}

Tests run the YAML and the Python program and compile the Go one. The C# program is made by the same rules.

The argument names are those of [AppConnectorGroup](resource.md), [ProvisioningKey](provisioning-key.md),
[ConnectorEnrollment](connector-enrollment.md) and [AppConnectorAutoDelete](auto-delete.md), in the spelling of each language.
The [lookups](lookups.md) are functions. A lookup that returns a list returns it as a property: \`getAppConnectorGroups\` returns
\`appConnectorGroups\`. A search is one text, such as \`name LIKE San\`.

## Settings

Set them in the stack's configuration, as \`zpa-connectors:customerId\` and so on, or as arguments of an explicit provider:

\`\`\`yaml
resources:
  globex:
    type: pulumi:providers:zpa-connectors
    properties:
      customerId: "72058304855015424"
      clientId: globex
      clientSecret: \${globexSecret}
  elsewhere:
    type: zpa-connectors:AppConnectorGroup
    properties:
      name: Paris DC1
      location: Paris, France
      latitude: 48.8566
      longitude: 2.3522
    options:
      provider: \${globex}
\`\`\`

A setting that is not set there is read from its environment variable. An explicit provider that sets \`customerId\` reads only
base URLs from the environment, so that it never uses the credentials of another tenant.

| setting | environment variable | meaning |
| --- | --- | --- |
${settings}

## What is different

- **Import**: \`pulumi import zpa-connectors:index:AppConnectorGroup site 216196257331281921\`. For an object of a named tenant, the id
  is \`<tenant>/<id>\`. For an object in a microtenant, it is \`<tenant>/<microtenantId>/<id>\`, and without a tenant
  \`/<microtenantId>/<id>\`. If the program differs from an imported object, Pulumi updates the object.
- **Preview**: Pulumi ends a preview at the first resource that has a problem. While deploying, a lock or a name that is already
  in use fails only its own resource.
- **\`customTimeouts\`** replace \`zpa-connectors:retrySecs\` for their resource.
- **\`deleteBeforeReplace: false\`**: Pulumi does not pass it to a provider. If the old and the new object would have the same name,
  the create reports that, and not the preview.

## Move a stack

A program with the native provider takes over the resources of the same names of a program with the npm package, without a
change in ZPA: each kind of resource has the dynamic one as an alias. For the way back, set an alias in TypeScript:

\`\`\`ts
new zpa.AppConnectorGroup(
    "site",
    { name: "San Jose DC1", location: "San Jose, CA, USA", latitude: 37.3382082, longitude: -121.8863286 },
    { aliases: [{ type: "zpa-connectors:index:AppConnectorGroup" }] },
);
\`\`\`
`;
