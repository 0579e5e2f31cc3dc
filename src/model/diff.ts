import { sameValue } from "./canonical";
import { replaces } from "./fields";
import { quoted } from "./outsideText";
import type { ResourceModel, Values } from "./resourceModel";
import { isUnknown } from "./rules";

export interface Difference {
    readonly property: string;
    readonly from: unknown;
    readonly to: unknown;
    readonly onChange: "update" | "replace";
}

/**
 * The differences between the current object and the program. Fields that the program leaves to the service are
 * ignored, and so are inputs that are not fields of the object, such as the tenant's label.
 */
export function differences(model: ResourceModel, current: Values, wanted: Values): Difference[] {
    const found: Difference[] = [];
    if (!sameValue(undefined, current.customerId, wanted.customerId)) {
        found.push({ property: "customerId", from: current.customerId, to: wanted.customerId, onChange: "replace" });
    }
    for (const [property, field] of Object.entries(model.fields)) {
        const [from, to] = [current[property], wanted[property]];
        if (to === undefined || sameValue(field, from, to)) continue;
        const onChange = replaces(field.onChange, from, to) ? "replace" : "update";
        found.push({ property, from, to, onChange });
    }
    for (const { name, id } of model.references) {
        const [from, to] = [current[name], wanted[name]];
        if (to === undefined || wanted[id] !== undefined || sameValue(undefined, from, to)) continue;
        found.push({ property: name, from, to, onChange: "update" });
    }
    return found;
}

/** The properties whose change requires a replacement. */
export const replacing = (found: readonly Difference[]): string[] =>
    found.filter((d) => d.onChange === "replace").map((d) => d.property);

/** The differences with a known new value. */
export const known = (found: readonly Difference[]): Difference[] => found.filter(({ to }) => !isUnknown(to));

/** A difference for messages: `upgradeDay: "SUNDAY" → "MONDAY"`. */
export function describeDifference({ property, from, to }: Difference): string {
    const show = (value: unknown) => (value === undefined ? "(none)" : quoted(value));
    return `${property}: ${show(from)} → ${isUnknown(to) ? "(not known yet)" : show(to)}`;
}
