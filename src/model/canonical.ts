import type { Field, FieldTable } from "./fields";
import type { ResourceModel, Values } from "./resourceModel";
import { isUnknown, unescapedText, type Value } from "./rules";

/**
 * Parses the fields of an object in a response. A value that cannot be parsed is kept unchanged, so that it is shown
 * as a difference. It never counts as the default.
 */
export function observe(model: ResourceModel, answer: Readonly<Record<string, unknown>>): Values {
    const observed: Record<string, Value | undefined> = {};
    for (const [name, field] of Object.entries(model.fields)) {
        const value = answer[field.wire ?? name];
        if (value === undefined || value === null || value === "") continue;
        const parsed = field.rule.parse(value);
        if (!parsed.ok) observed[name] = rawValue(value);
        else observed[name] = typeof parsed.value === "string" ? unescapedText(parsed.value) : parsed.value;
    }
    const complete = withDefaults(model.fields, observed, leftOutOfAnswers);
    return model.correct ? model.correct(complete) : complete;
}

const rawValue = (value: unknown): Value =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? value
        : JSON.stringify(value);

/**
 * Fields that responses omit if they have their default. `enabled` is not one, because the service does not keep its
 * default.
 */
const leftOutOfAnswers = (name: string) => name !== "enabled";

/** Sets the documented default of each absent field that `fill` accepts. */
export function withDefaults(fields: FieldTable, given: Values, fill: (name: string) => boolean = () => true): Values {
    const filled: Record<string, Value | undefined> = { ...given };
    for (const [name, { whenOmitted }] of Object.entries(fields)) {
        if (filled[name] === undefined && whenOmitted.omitted === "default" && fill(name)) {
            filled[name] = whenOmitted.value;
        }
    }
    return filled;
}

/** Whether two values of a field are equal in canonical form. An unknown value equals no other. */
export function sameValue(field: Pick<Field, "rule"> | undefined, a: unknown, b: unknown): boolean {
    if (isUnknown(a) || isUnknown(b)) return false;
    return a === b || (field !== undefined && meaningOf(field, a) === meaningOf(field, b));
}

function meaningOf({ rule }: Pick<Field, "rule">, value: unknown): unknown {
    const parsed = rule.parse(value ?? rule.absent);
    return parsed.ok ? rule.meaning(parsed.value) : value;
}
