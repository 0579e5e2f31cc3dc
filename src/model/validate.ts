import { withArticle } from "./article";
import { type Field, omittedAs } from "./fields";
import { likelyName } from "./likelyName";
import { quoted } from "./outsideText";
import { atMostOne, extrasOf, type Failure, type ResourceModel } from "./resourceModel";
import { type Rule, UNKNOWN, type Value } from "./rules";

export interface Validated {
    readonly args: Record<string, Value | undefined>;
    readonly failures: Failure[];
}

/** Validates the arguments of a resource. Returns all failures. */
export function validate(model: ResourceModel, given: Readonly<Record<string, unknown>>): Validated {
    const rules = rulesOf(model);
    const failures: Failure[] = [];
    const args: Record<string, Value | undefined> = {};
    for (const [property, value] of Object.entries(given)) {
        const rule = rules[property];
        if (value === undefined || value === null || (rule && isOmitted(model, property, rule, value))) continue;
        if (!rule) failures.push({ property, reason: unknownProperty(model, property, Object.keys(rules)) });
        else if (value === UNKNOWN) args[property] = UNKNOWN;
        else {
            const parsed = rule.parse(value);
            const problem = parsed.ok ? rule.argumentProblem?.(value as Value) : parsed.problem;
            if (parsed.ok && problem === undefined) args[property] = parsed.value;
            else failures.push(failure(property, model.fields[property], problem!, value));
        }
    }
    for (const property of omittedAs(model.fields, "refused")) {
        if ((given[property] ?? null) !== null) continue;
        failures.push({ property, reason: `is required. ${model.fields[property]!.doc}` });
    }
    const joined = [...model.rules, atMostOne("microtenantName", "microtenantId")];
    for (const rule of joined) failures.push(...rule(args));
    return { args, failures };
}

/**
 * An empty string is an omitted argument, as in the vendor's tools. An empty label is rejected, because the default
 * tenant may be the wrong one.
 */
const isOmitted = ({ fields }: ResourceModel, property: string, rule: Rule, value: unknown): boolean =>
    value === "" &&
    property !== "tenant" &&
    fields[property]?.whenOmitted.omitted !== "refused" &&
    !rule.parse(value).ok;

function rulesOf(model: ResourceModel): Readonly<Record<string, Rule>> {
    const described = { ...model.fields, ...extrasOf(model) };
    return Object.fromEntries(Object.entries(described).map(([name, { rule }]) => [name, rule]));
}

/** The engine prints the value of a failed property, so a failure of a secret is reported for the whole resource. */
function failure(property: string, field: Field | undefined, problem: string, value: unknown): Failure {
    return field?.secret
        ? { property: "", reason: `${property} ${problem}` }
        : { property, reason: `${problem}; it is ${quoted(value)}` };
}

function unknownProperty({ noun }: ResourceModel, property: string, known: readonly string[]): string {
    const likely = likelyName(property, known);
    return `is not a property of ${withArticle(noun)}${likely ? `; did you mean ${likely}?` : ""}`;
}
