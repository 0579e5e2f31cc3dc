import { FIELDS, type FieldName } from "../../src/appConnectorGroup/fields";

/** What it means that a program leaves the field out. */
export function omittedMeans(field: FieldName): string {
    const { whenOmitted } = FIELDS[field];
    if (whenOmitted.omitted === "refused") return "required";
    if (whenOmitted.omitted === "service") return "the service decides; never a difference";
    return `\`${JSON.stringify(whenOmitted.value)}\``;
}

/** The rule that a value must keep, as a refusal words it. */
export function ruleOf(field: FieldName): string {
    const parsed = FIELDS[field].schema.safeParse({});
    return parsed.success ? "" : (parsed.error.issues[0]?.message ?? "");
}
