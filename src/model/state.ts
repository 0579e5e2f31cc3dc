import { observe, sameValue } from "./canonical";
import { omittedAs } from "./fields";
import type { LockHints } from "./lock";
import { outputsOf, type ResourceModel } from "./resourceModel";
import { unescapedText, type Value } from "./rules";

/** An object of a response. */
export type ApiObject = Readonly<Record<string, unknown>> & LockHints & { readonly id: string; readonly name: string };

/** The checked inputs of a resource, with defaults and the customer of the tenant. */
export interface Inputs {
    customerId: string;
    tenant?: string | undefined;
    microtenantId?: string | undefined;
    microtenantName?: string | undefined;
    ignoreWhenLocked?: boolean | undefined;
    [property: string]: Value | undefined;
}

/** The state of an object: its fields, its tenant and microtenant, and whether it is locked. */
export interface State {
    customerId: string;
    /** The last label of the tenant in the program. It is only a hint, because labels may be renamed. */
    tenant?: string | undefined;
    microtenantId?: string | undefined;
    microtenantName?: string | undefined;
    readOnly?: boolean | undefined;
    zscalerManaged?: boolean | undefined;
    restrictionType?: string | undefined;
    /** The optional properties that the program sets. */
    managedFields?: readonly string[] | undefined;
    [property: string]: Value | undefined;
}

/** The tenant and microtenant of an object, and the optional properties that the program sets. */
export interface Ownership {
    readonly customerId: string;
    readonly tenant?: string | undefined;
    /** The microtenant's name, if the program sets it. */
    readonly microtenantName?: string | undefined;
    readonly microtenantId: string;
    readonly managedFields?: readonly string[] | undefined;
}

const referenceNames = ({ references }: ResourceModel): string[] => references.map(({ name }) => name);

/** Properties that the service computes if the program does not set them. */
export const optionalOf = (model: ResourceModel): string[] => [
    ...omittedAs(model.fields, "service"),
    ...referenceNames(model),
];

export function ownershipOf(model: ResourceModel, inputs: Inputs): Ownership {
    const managed = optionalOf(model).filter((name) => inputs[name] !== undefined);
    return {
        customerId: inputs.customerId,
        tenant: inputs.tenant,
        microtenantName: inputs.microtenantName,
        microtenantId: String(inputs.microtenantId ?? "0"),
        ...(managed.length > 0 ? { managedFields: managed } : {}),
    };
}

/**
 * The state of an object of the service, without values that change on their own (times, connectors, versions).
 *
 * @param spelt the previous state or inputs; a value that is equal in canonical form is written as there
 */
export function toState(
    model: ResourceModel,
    answer: ApiObject,
    owner: Ownership,
    spelt: Readonly<Record<string, unknown>> = {},
): State {
    const observed: Record<string, Value | undefined> = { ...observe(model, answer) };
    for (const [name, field] of Object.entries(model.fields)) {
        const before = spelt[name];
        const isSpelt = field.rule.kind === "string" || field.rule.kind === "strings";
        if (isSpelt && before !== undefined && sameValue(field, before, observed[name])) {
            observed[name] = before as Value;
        }
    }
    const given = referenceNames(model).filter((name) => owner.managedFields?.includes(name));
    return withoutAbsent({
        ...observed,
        ...Object.fromEntries(given.map((name) => [name, asText(answer[name]) ?? asText(spelt[name])])),
        ...readOnlyOutputs(model, answer, spelt),
        microtenantId: owner.microtenantId,
        customerId: owner.customerId,
        tenant: owner.tenant,
        microtenantName: owner.microtenantName,
        managedFields: owner.managedFields ? [...owner.managedFields] : undefined,
    });
}

const asText = (value: unknown) => (typeof value === "string" ? unescapedText(value) : undefined);

function readOnlyOutputs(
    model: ResourceModel,
    answer: ApiObject,
    held: Readonly<Record<string, unknown>>,
): Record<string, Value | undefined> {
    return Object.fromEntries(
        Object.entries(outputsOf(model)).map(([name, { secret, absent }]) => {
            const value = answer[name] as Value | undefined;
            return [name, value ?? (secret ? (held[name] as Value | undefined) : undefined) ?? absent];
        }),
    );
}

/** The inputs that correspond to this object, with which the engine compares the next program. */
export function toInputs(model: ResourceModel, state: State): Inputs {
    const optional = optionalOf(model);
    const given = [...Object.keys(model.fields), ...referenceNames(model)].filter(
        (name) => !optional.includes(name) || state.managedFields?.includes(name),
    );
    return withoutAbsent({
        customerId: state.customerId,
        ...Object.fromEntries(given.map((name) => [name, state[name]])),
        tenant: state.tenant,
        microtenantName: state.microtenantName,
    });
}

/** The properties that have a value; the engine accepts no others. */
export function withoutAbsent<T extends object>(record: T): T {
    return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
