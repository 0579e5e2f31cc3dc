import { observe, sameValue } from "./canonical";
import { outputsOf, type ResourceDefinition } from "./definition";
import { omittedAs } from "./fields";
import type { LockHints } from "./lock";
import { unescapedText, type Value } from "./rules";

/** An object as the API answers it. */
export type ApiObject = Readonly<Record<string, unknown>> & LockHints & { readonly id: string; readonly name: string };

/** What `check` hands to the engine: every default filled in, and the customer that the tenant stands for. */
export interface Inputs {
    customerId: string;
    tenant?: string | undefined;
    microtenantId?: string | undefined;
    microtenantName?: string | undefined;
    ignoreWhenLocked?: boolean | undefined;
    [property: string]: Value | undefined;
}

/** What the engine keeps of an object: its fields, where it is, and what says that it is locked. */
export interface State {
    customerId: string;
    /** The label by which the program last named the tenant; a hint only, because labels may be renamed. */
    tenant?: string | undefined;
    microtenantId?: string | undefined;
    microtenantName?: string | undefined;
    readOnly?: boolean | undefined;
    zscalerManaged?: boolean | undefined;
    restrictionType?: string | undefined;
    /** Which of the properties that may be left to the service the program gives. */
    managedFields?: readonly string[] | undefined;
    [property: string]: Value | undefined;
}

/** Where an object is, and which optional properties the program gives. */
export interface Ownership {
    readonly customerId: string;
    readonly tenant?: string | undefined;
    /** The name by which the program refers to the microtenant, if it does. */
    readonly microtenantName?: string | undefined;
    readonly microtenantId: string;
    readonly managedFields?: readonly string[] | undefined;
}

const referenceNames = ({ references }: ResourceDefinition): string[] => references.map(({ name }) => name);

/** Properties that may be left to the service. */
export const optionalOf = (definition: ResourceDefinition): string[] => [
    ...omittedAs(definition.fields, "service"),
    ...referenceNames(definition),
];

export function ownershipOf(definition: ResourceDefinition, inputs: Inputs): Ownership {
    const managed = optionalOf(definition).filter((name) => inputs[name] !== undefined);
    return {
        customerId: inputs.customerId,
        tenant: inputs.tenant,
        microtenantName: inputs.microtenantName,
        microtenantId: String(inputs.microtenantId ?? "0"),
        ...(managed.length > 0 ? { managedFields: managed } : {}),
    };
}

/**
 * The service's object as the engine keeps it. What changes by itself (times, connectors, versions) is left out.
 *
 * @param spelt how the object was written before; a value that means the same keeps that spelling
 */
export function toState(
    definition: ResourceDefinition,
    answer: ApiObject,
    owner: Ownership,
    spelt: Readonly<Record<string, unknown>> = {},
): State {
    const observed: Record<string, Value | undefined> = { ...observe(definition, answer) };
    for (const [name, field] of Object.entries(definition.fields)) {
        const before = spelt[name];
        if (typeof before === "string" && field.rule.kind === "string" && sameValue(field, before, observed[name])) {
            observed[name] = before;
        }
    }
    const given = referenceNames(definition).filter((name) => owner.managedFields?.includes(name));
    return withoutAbsent({
        ...observed,
        ...Object.fromEntries(given.map((name) => [name, asText(answer[name]) ?? asText(spelt[name])])),
        ...readOnlyOutputs(definition, answer, spelt),
        microtenantId: owner.microtenantId,
        customerId: owner.customerId,
        tenant: owner.tenant,
        microtenantName: owner.microtenantName,
        managedFields: owner.managedFields ? [...owner.managedFields] : undefined,
    });
}

const asText = (value: unknown) => (typeof value === "string" ? unescapedText(value) : undefined);

function readOnlyOutputs(
    definition: ResourceDefinition,
    answer: ApiObject,
    held: Readonly<Record<string, unknown>>,
): Record<string, Value | undefined> {
    return Object.fromEntries(
        Object.entries(outputsOf(definition)).map(([name, { secret, absent }]) => {
            const value = answer[name] as Value | undefined;
            return [name, value ?? (secret ? (held[name] as Value | undefined) : undefined) ?? absent];
        }),
    );
}

/** The inputs that would have made this object, for the engine to compare the next program with. */
export function toInputs(definition: ResourceDefinition, state: State): Inputs {
    const optional = optionalOf(definition);
    const given = [...Object.keys(definition.fields), ...referenceNames(definition)].filter(
        (name) => !optional.includes(name) || state.managedFields?.includes(name),
    );
    return withoutAbsent({
        customerId: state.customerId,
        ...Object.fromEntries(given.map((name) => [name, state[name]])),
        tenant: state.tenant,
        microtenantName: state.microtenantName,
    });
}

/** The engine accepts no property without a value. */
export function withoutAbsent<T extends object>(record: T): T {
    return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
