import { EXTRAS } from "../../src/appConnectorGroup/checkArgs";
import { FIELD_NAMES, FIELDS, type FieldName } from "../../src/appConnectorGroup/fields";
import { omittedMeans, ruleOf } from "./rules";

const comment = (...lines: string[]) =>
    ["    /**", ...lines.map((line) => `     * ${line}`.trimEnd()), "     */"].join("\n");

function argument(field: FieldName): string {
    const { doc, onChange, whenOmitted } = FIELDS[field];
    const change = onChange === "replace" ? "A change replaces the group." : "A change is an update in place.";
    const left = whenOmitted.omitted === "refused" ? "Required." : `Left out: ${omittedMeans(field)}.`;
    const text = comment(doc, "", `It ${ruleOf(field)}. ${left} ${change}`);
    return whenOmitted.omitted === "refused"
        ? `${text}\n    ${field}: Given<"${field}">;`
        : `${text}\n    ${field}?: Given<"${field}"> | undefined;`;
}

const extra = ([name, { doc }]: [string, { doc: string }]) =>
    `    /** ${doc} */\n    ${name}?: Given<"${name}"> | undefined;`;

const output = (field: FieldName) => `    /** ${FIELDS[field].doc} */\n    readonly ${field}: pulumi.Output<unknown>;`;

/** The arguments and outputs as an editor shows them: types inferred from the schemas, comments made from the table. */
export const editorTypes = () => `// Made from the table in fields.ts by \`npm run docs\`; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";
import type { GivenArgs } from "./checkArgs";

type Given<K extends keyof GivenArgs> = pulumi.Input<Exclude<GivenArgs[K], undefined>>;

/** The arguments of an App Connector group. */
export interface AppConnectorGroupArgs {
${[
    ...FIELD_NAMES.map(argument),
    ...Object.entries(EXTRAS)
        .filter(([name]) => name !== "import")
        .map(extra),
].join("\n")}
}

/** What the outputs that have an argument's name mean. */
export interface DocumentedOutputs {
${FIELD_NAMES.map(output).join("\n")}
}
`;
