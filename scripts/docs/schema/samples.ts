import { PACKAGE } from "../../../src/native/words";

/** The `id` of another resource of a sample, by its name. */
export class IdOf {
    constructor(readonly resource: string) {}
}

type SampleValue = string | number | boolean | IdOf | readonly string[];

/** A resource of a sample program. Its name is a word that every language can use for a variable. */
export interface SampleResource {
    readonly name: string;
    readonly type: string;
    readonly properties: Readonly<Record<string, SampleValue>>;
}

export const SITE: SampleResource = {
    name: "site",
    type: "AppConnectorGroup",
    properties: {
        name: "San Jose DC1",
        location: "San Jose, CA, USA",
        latitude: 37.3382082,
        longitude: -121.8863286,
        upgradeDay: "SUNDAY",
        upgradeTimeInSecs: 66_600,
        versionProfileName: "Default",
    },
};

export const KEY: SampleResource = {
    name: "key",
    type: "ProvisioningKey",
    properties: { name: "san-jose", appConnectorGroupId: new IdOf("site"), maxUsage: 2 },
};

const ENROLLMENT: SampleResource = {
    name: "enrollment",
    type: "ConnectorEnrollment",
    properties: { appConnectorGroupId: new IdOf("site"), userCodes: ["AB12C-DE34F"] },
};

const AUTO_DELETE: SampleResource = {
    name: "schedule",
    type: "AppConnectorAutoDelete",
    properties: { frequencyInterval: 30, deleteDisabled: false },
};

/** The sample program of each kind of resource. */
export const SAMPLES: Readonly<Record<string, readonly SampleResource[]>> = {
    AppConnectorGroup: [SITE],
    ProvisioningKey: [SITE, KEY],
    ConnectorEnrollment: [SITE, ENROLLMENT],
    AppConnectorAutoDelete: [AUTO_DELETE],
};

interface Language {
    readonly fence: string;
    program(resources: readonly SampleResource[], exported?: readonly [resource: string, output: string]): string;
}

const list = (value: readonly string[], around: (items: string) => string) =>
    around(value.map((item) => JSON.stringify(item)).join(", "));
const isList = (value: SampleValue): value is readonly string[] => Array.isArray(value);
const pascal = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const lines = (...parts: (string | undefined)[]) => parts.filter((part) => part !== undefined).join("\n");
const each = (properties: SampleResource["properties"], line: (name: string, value: SampleValue) => string) =>
    Object.entries(properties)
        .map(([name, value]) => line(name, value))
        .join("\n");

const yamlValue = (value: SampleValue): string => {
    if (value instanceof IdOf) return `\${${value.resource}.id}`;
    return isList(value) ? list(value, (items) => `[${items}]`) : String(value);
};

const pythonValue = (value: SampleValue): string => {
    if (value instanceof IdOf) return `${value.resource}.id`;
    if (typeof value === "boolean") return value ? "True" : "False";
    return isList(value) ? list(value, (items) => `[${items}]`) : JSON.stringify(value);
};

const FLOATS = ["latitude", "longitude"];

const goValue = (name: string, value: SampleValue): string => {
    if (value instanceof IdOf) return `${value.resource}.ID()`;
    if (isList(value)) return list(value, (items) => `pulumi.ToStringArray([]string{${items}})`);
    if (typeof value === "number") return `pulumi.${FLOATS.includes(name) ? "Float64" : "Int"}(${value})`;
    return typeof value === "boolean" ? `pulumi.Bool(${value})` : `pulumi.String(${JSON.stringify(value)})`;
};

const csharpValue = (value: SampleValue): string => {
    if (value instanceof IdOf) return `${value.resource}.Id`;
    return isList(value) ? list(value, (items) => `new[] { ${items} }`) : JSON.stringify(value);
};

/** Programs in the languages of Pulumi, from one description. */
export const LANGUAGES: Readonly<Record<"YAML" | "Python" | "Go" | "C#", Language>> = {
    YAML: {
        fence: "yaml",
        program: (resources, exported) =>
            lines(
                "name: connectors",
                "runtime: yaml",
                "resources:",
                ...resources.map(({ name, type, properties }) =>
                    lines(
                        `  ${name}:`,
                        `    type: ${PACKAGE}:${type}`,
                        "    properties:",
                        each(properties, (property, value) => `      ${property}: ${yamlValue(value)}`),
                    ),
                ),
                exported && lines("outputs:", `  ${exported[1]}: \${${exported.join(".")}}`),
            ),
    },
    Python: {
        fence: "python",
        program: (resources, exported) =>
            lines(
                exported && "import pulumi",
                `import pulumi_${PACKAGE.replaceAll("-", "_")} as zpa`,
                ...resources.map(({ name, type, properties }) =>
                    lines(
                        "",
                        `${name} = zpa.${type}("${name}",`,
                        `${each(properties, (property, value) => `    ${snake(property)}=${pythonValue(value)},`).slice(0, -1)})`,
                    ),
                ),
                exported && `\npulumi.export("${exported[1]}", ${exported[0]}.${snake(exported[1])})`,
            ),
    },
    Go: {
        fence: "go",
        program: (resources, exported) =>
            lines(
                "package main",
                "",
                "import (",
                `\t"github.com/pulumi/pulumi-${PACKAGE}/sdk/go/zpaconnectors"`,
                '\t"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
                ")",
                "",
                "func main() {",
                "\tpulumi.Run(func(ctx *pulumi.Context) error {",
                ...resources.map(({ name, type, properties }, i) => {
                    const isUsed = exported?.[0] === name || isReferred(resources, name);
                    const declared = isUsed ? `${name}, err :=` : i === 0 ? "_, err :=" : "_, err =";
                    return lines(
                        `\t\t${declared} zpaconnectors.New${type}(ctx, "${name}", &zpaconnectors.${type}Args{`,
                        each(
                            properties,
                            (property, value) => `\t\t\t${pascal(property)}: ${goValue(property, value)},`,
                        ),
                        "\t\t})",
                        "\t\tif err != nil {",
                        "\t\t\treturn err",
                        "\t\t}",
                    );
                }),
                exported && `\t\tctx.Export("${exported[1]}", ${exported[0]}.${pascal(exported[1])})`,
                "\t\treturn nil",
                "\t})",
                "}",
            ),
    },
    "C#": {
        fence: "csharp",
        program: (resources, exported) =>
            lines(
                "using System.Collections.Generic;",
                "using Pulumi;",
                "using Zpa = Pulumi.ZpaConnectors;",
                "",
                "return await Deployment.RunAsync(() =>",
                "{",
                ...resources.map(({ name, type, properties }) =>
                    lines(
                        `    var ${name} = new Zpa.${type}("${name}", new()`,
                        "    {",
                        each(properties, (property, value) => {
                            const written = property === "name" && type === "" ? "Name" : pascal(property);
                            return `        ${written} = ${csharpValue(value)},`;
                        }),
                        "    });",
                    ),
                ),
                exported &&
                    lines(
                        "    return new Dictionary<string, object?>",
                        "    {",
                        `        ["${exported[1]}"] = ${exported[0]}.${csharpOutput(exported[1], resources, exported[0])},`,
                        "    };",
                    ),
                "});",
            ),
    },
};

/** A C# class has no member with its own name, so that such an output is called `Value`. */
function csharpOutput(output: string, resources: readonly SampleResource[], name: string): string {
    const type = resources.find((resource) => resource.name === name)?.type;
    return pascal(output) === type ? "Value" : pascal(output);
}

const isReferred = (resources: readonly SampleResource[], name: string) =>
    resources.some(({ properties }) =>
        Object.values(properties).some((value) => value instanceof IdOf && value.resource === name),
    );

/** The sample of a resource in all languages, as the docs of a schema have it. */
export const examplesOf = (type: string): string =>
    lines(
        "## Example Usage",
        ...Object.values(LANGUAGES).map(({ fence, program }) =>
            lines("", `\`\`\`${fence}`, program(SAMPLES[type]!), "```"),
        ),
    );
