import type { Rule, Value } from "./rules";

/** The meaning of an omitted field. */
export type WhenOmitted =
    /** The field is required. */
    | { readonly omitted: "refused" }
    /** The field has this default; any other value is a difference. */
    | { readonly omitted: "default"; readonly value: string | number | boolean }
    /** Computed by the service when omitted, or as `means` says; never reported as drift. */
    | { readonly omitted: "service"; readonly means?: string };

/** The effect of a change. With values, only the change from one value to another replaces. */
export type OnChange = "update" | "replace" | { readonly replacesFrom: Value; readonly to: Value };

export interface Field {
    readonly rule: Rule;
    readonly whenOmitted: WhenOmitted;
    readonly onChange: OnChange;
    /** The name in the API, if it differs. */
    readonly wire?: string;
    /** Encrypted in the state. */
    readonly secret?: true;
    /** A setting of an administrator, although it may be omitted: `adopt` writes it into the program. */
    readonly isSetting?: true;
    readonly doc: string;
}

/** Every writable field of a kind of object, by its property name. */
export type FieldTable = Readonly<Record<string, Field>>;

export const required = { omitted: "refused" } as const;
export const byService = { omitted: "service" } as const;
export const found = <M extends string>(means: M) => ({ ...byService, means }) as const;
export const byDefault = <T extends string | number | boolean>(value: T) => ({ omitted: "default", value }) as const;

/** Whether a change of a field from one value to another requires a replacement. */
export function replaces(onChange: OnChange, from: unknown, to: unknown): boolean {
    if (typeof onChange === "string") return onChange === "replace";
    return from === onChange.replacesFrom && to === onChange.to;
}

/** Names of the fields whose omission means `omitted`. */
export const omittedAs = (fields: FieldTable, omitted: WhenOmitted["omitted"]): string[] =>
    Object.keys(fields).filter((name) => fields[name]!.whenOmitted.omitted === omitted);
