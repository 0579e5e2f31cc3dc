import type { Field } from "../../src/model/fields";
import type { ResourceModel } from "../../src/model/resourceModel";
import { outputsOf } from "../../src/model/resourceModel";
import { argumentType, changeMeans, extras, omittedMeans, outputType } from "./rules";

const comment = (...lines: string[]) =>
    ["    /**", ...lines.map((line) => `     * ${line}`.trimEnd()), "     */"].join("\n");

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const plain = (text: string) => text.replaceAll("**", "");

const withArticle = (noun: string) => `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
const aliasOf = (name: string) => `${name[0]!.toUpperCase()}${name.slice(1)}`;

function argument([name, field]: [string, Field]): string {
    const isRequired = field.whenOmitted.omitted === "refused";
    const left = isRequired ? "Required." : `Default: ${omittedMeans(field)}.`;
    const says = `${capitalized(field.rule.says)}${field.rule.kind === "enum" ? ", in any case" : ""}.`;
    const text = comment(field.doc, "", `${says} ${left} On change: ${plain(changeMeans(field))}.`);
    const type = `pulumi.Input<${argumentType(field.rule)}>`;
    return isRequired ? `${text}\n    ${name}: ${type};` : `${text}\n    ${name}?: ${type} | undefined;`;
}

function output([name, field]: [string, Field]): string {
    const type = outputType(field.rule);
    const given = field.whenOmitted.omitted === "service" ? `${type} | undefined` : type;
    return `    /** ${field.doc} */\n    readonly ${name}: pulumi.Output<${given}>;`;
}

/** The arguments and outputs of a resource for editors, generated from its table. */
export function editorTypes(model: ResourceModel): string {
    const { type, fields, noun, references } = model;
    const readOnly = Object.entries(outputsOf(model));
    return `// Generated from the table in fields.ts by \`npm run docs\`. Do not edit; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";

${Object.entries(fields)
    .filter(([, { rule }]) => rule.kind === "enum")
    .map(
        ([name, { rule }]) =>
            `/** A value of \`${name}\`. */\nexport type ${aliasOf(name)} = ${argumentType(rule)};\n\n`,
    )
    .join("")}/** The arguments of ${withArticle(noun)}. */
export interface ${type}Args {
${[
    ...Object.entries(fields).map(argument),
    ...extras(model).map(([name, { doc, rule }]) => {
        const type = name === "tenant" ? "string" : `pulumi.Input<${argumentType(rule)}>`;
        return `${comment(doc, "", `${capitalized(rule.says)}.`)}\n    ${name}?: ${type} | undefined;`;
    }),
].join("\n")}
}

/** The outputs of ${withArticle(noun)}. */
export interface ${type}Outputs {
${[
    ...Object.entries(fields).map(output),
    ...references.map(({ name, doc }) => `    /** ${doc} */\n    readonly ${name}: pulumi.Output<string | undefined>;`),
    ...readOnly.map(
        ([name, one]) =>
            `    /** ${one.doc} */\n    readonly ${name}: pulumi.Output<${one.type}${"absent" in one || name === "customerId" || name === "creationTime" ? "" : " | undefined"}>;`,
    ),
    `    /** The microtenant's name, if the program sets it. */\n    readonly microtenantName: pulumi.Output<string | undefined>;`,
].join("\n")}
}
`;
}
