import type { Field } from "../../../src/model/fields";
import { extrasOf, outputsOf, type ResourceModel } from "../../../src/model/resourceModel";
import type { Rule } from "../../../src/model/rules";
import { SECRET_SETTINGS } from "../../../src/native/settings";
import { PACKAGE } from "../../../src/native/words";
import { REGISTRY } from "../../../src/resources/registry";
import { changeMeans, omittedMeans } from "../rules";
import { functions } from "./functions";
import { examplesOf } from "./samples";
import { settingDocs } from "./settings";
import { described, type Property, type Spec } from "./spec";

const { version, license } = require("../../../package.json") as { version: string; license: string };

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function typeOf(rule: Rule, isInput: boolean): Property {
    switch (rule.kind) {
        case "number":
        case "integer":
        case "boolean":
            return { type: rule.kind };
        case "strings":
            return { type: "array", items: { type: "string" } };
        case "time":
            return { type: isInput ? "string" : "integer" };
        default:
            return { type: "string" };
    }
}

/** Properties that have no default of their own: another argument, or a setting, implies their value. */
function impliedBy({ references, imply }: ResourceModel): string[] {
    const given = Object.fromEntries(references.map(({ name }) => [name, "a name"]));
    const implied = Object.keys(imply?.(given) ?? {}).filter((name) => !(name in given));
    return [...implied, ...references.map(({ id }) => id), "microtenantId"];
}

function inputOf(name: string, field: Field, model: ResourceModel): Property {
    const { whenOmitted, onChange, rule, secret, doc } = field;
    const left = whenOmitted.omitted === "refused" ? "" : ` Default: ${omittedMeans(field)}.`;
    const changed = changeMeans(field).replaceAll("**", "");
    const spelling = rule.kind === "enum" ? `${rule.says}, in any case` : rule.says;
    return {
        ...typeOf(rule, true),
        description: described(`${doc} ${sentence(spelling)}${left} On change: ${changed}.`),
        ...(whenOmitted.omitted === "default" && !impliedBy(model).includes(name)
            ? { default: whenOmitted.value }
            : {}),
        ...(onChange === "replace" ? { replaceOnChanges: true } : {}),
        ...(secret ? { secret } : {}),
    };
}

function resource(model: ResourceModel) {
    const { type, fields, references, noun } = model;
    const readOnly = outputsOf(model);
    const entries = Object.entries(fields);
    const outputs = entries.map(([name, { rule, doc, secret }]) => [
        name,
        { ...typeOf(rule, false), description: described(doc), ...(secret ? { secret } : {}) },
    ]);
    const alwaysThere = Object.entries(readOnly).filter(
        ([name, one]) => "absent" in one || name === "customerId" || name === "creationTime",
    );
    const text = (doc: string): Property => ({ type: "string", description: described(doc) });
    return {
        description: described(`${sentence(`${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`)}\n\n${examplesOf(type)}`),
        properties: {
            ...Object.fromEntries(outputs),
            ...Object.fromEntries(references.map(({ name, doc }) => [name, text(doc)])),
            ...Object.fromEntries(
                Object.entries(readOnly).map(([name, { type: kind, doc, secret }]) => [
                    name,
                    {
                        type: kind,
                        description: described(doc),
                        ...(secret ? { secret } : {}),
                        // A C# class has no member with its own name.
                        ...(name.toLowerCase() === type.toLowerCase()
                            ? { language: { csharp: { name: "Value" } } }
                            : {}),
                    },
                ]),
            ),
            tenant: text("The tenant's label in `zpa:tenants`, if the program sets it."),
            microtenantName: text("The microtenant's name, if the program sets it."),
        },
        required: [
            ...entries.filter(([, { whenOmitted }]) => whenOmitted.omitted !== "service").map(([name]) => name),
            ...alwaysThere.map(([name]) => name),
        ],
        inputProperties: {
            ...Object.fromEntries(entries.map(([name, field]) => [name, inputOf(name, field, model)])),
            ...Object.fromEntries(
                Object.entries(extrasOf(model)).map(([name, { rule, doc }]) => [
                    name,
                    { ...typeOf(rule, true), description: described(`${doc} ${sentence(rule.says)}`) },
                ]),
            ),
        },
        requiredInputs: entries
            .filter(([, { whenOmitted }]) => whenOmitted.omitted === "refused")
            .map(([name]) => name),
        // A stack of the dynamic resource is moved without a write.
        aliases: [{ type: `pulumi-nodejs:dynamic/zpa:${type}` }],
    };
}

const settings = (): Record<string, Property> =>
    Object.fromEntries(
        Object.entries(settingDocs).map(([name, { type, doc, environment }]) => [
            name,
            {
                ...type,
                description: described(
                    doc +
                        (environment.length > 0
                            ? ` Environment: ${environment.map((e) => `\`${e}\``).join(" or ")}.`
                            : ""),
                ),
                ...((SECRET_SETTINGS as readonly string[]).includes(name) ? { secret: true } : {}),
            },
        ]),
    );

/** The package schema, from which Pulumi makes SDKs and docs. */
export function schema(): Spec {
    return {
        name: PACKAGE,
        displayName: "ZPA App Connectors",
        version,
        description:
            "Manage App Connector groups, provisioning keys and connector enrollment of Zscaler Private Access (ZPA).",
        keywords: ["pulumi", "zscaler", "zpa", "app-connector", "category/network", "kind/native"],
        license,
        language: {
            csharp: { namespaces: { [PACKAGE]: "ZpaConnectors" }, respectSchemaVersion: true },
            go: {
                importBasePath: `github.com/pulumi/pulumi-${PACKAGE}/sdk/go/zpaconnectors`,
                respectSchemaVersion: true,
            },
            nodejs: { respectSchemaVersion: true },
            python: { pyproject: { enabled: true }, respectSchemaVersion: true },
        },
        config: { variables: settings() },
        provider: {
            description: "The settings of one tenant, or of several in `tenants`.",
            inputProperties: settings(),
        },
        resources: Object.fromEntries(
            Object.values(REGISTRY).map(({ model }) => [`${PACKAGE}:index:${model.type}`, resource(model)]),
        ),
        ...functions(),
    };
}

export const schemaText = (): string => `${JSON.stringify(schema(), undefined, 2)}\n`;
