import type { Field } from "../../src/model/fields";
import { extrasOf, type ResourceModel } from "../../src/model/resourceModel";
import type { Rule } from "../../src/model/rules";

/** What the omission of a field means. */
export function omittedMeans({ whenOmitted }: Field): string {
    if (whenOmitted.omitted === "refused") return "required";
    if (whenOmitted.omitted === "service")
        return whenOmitted.means ?? "computed by the service; never reported as drift";
    return `\`${JSON.stringify(whenOmitted.value)}\``;
}

/** What a change of a field does. */
export function changeMeans({ onChange }: Field): string {
    if (typeof onChange !== "string") {
        return `**replaced** from \`${onChange.replacesFrom}\` to \`${onChange.to}\`; otherwise updated in place`;
    }
    return onChange === "replace" ? "**replaced**" : "updated in place";
}

/** The TypeScript type of an argument. An enum has no alias, so that the compiler's errors list its values. */
export function argumentType({ kind, values = [] }: Rule): string {
    switch (kind) {
        case "enum":
            return values.map((value) => JSON.stringify(value)).join(" | ");
        case "number":
        case "integer":
        case "time":
            return "number | string";
        case "boolean":
            return 'boolean | "true" | "false"';
        case "strings":
            return "pulumi.Input<string>[]";
        default:
            return "string";
    }
}

/** The TypeScript type of an output. */
export function outputType(rule: Rule): string {
    const { kind } = rule;
    if (kind === "number" || kind === "integer" || kind === "time") return "number";
    if (kind === "boolean") return "boolean";
    return kind === "strings" ? "string[]" : argumentType(rule);
}

/** The arguments of a resource that are not fields of its object. */
export const extras = (model: ResourceModel) => Object.entries(extrasOf(model));
