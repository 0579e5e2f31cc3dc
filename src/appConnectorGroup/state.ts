import type { ApiGroup } from "../api/endpoints/groups";
import { type ObservedFields, observe } from "./canonical";
import type { CheckedArgs } from "./checkArgs";
import { FIELD_NAMES, FIELDS, type FieldName } from "./fields";

/** What `check` hands to the engine: canonical, with defaults filled in, and the customer that the tenant stands for. */
export interface GroupInputs extends CheckedArgs {
    customerId: string;
}

/** What the engine keeps of a group: what it means, where it is, and what says that it is locked. */
export interface GroupOutputs extends ObservedFields {
    customerId: string;
    /** The label by which the program last named the tenant; a hint only, because labels may be renamed. */
    tenant?: string | undefined;
    versionProfileName?: string | undefined;
    microtenantName?: string | undefined;
    creationTime?: string | undefined;
    connectorGroupType?: string | undefined;
    readOnly?: boolean | undefined;
    zscalerManaged?: boolean | undefined;
    restrictionType?: string | undefined;
    /** Which of the fields that may be left to the service the program speaks of. */
    managedFields?: string[] | undefined;
}

/** Whose group it is, and which optional fields the program speaks of. */
export interface Ownership {
    readonly customerId: string;
    readonly tenant?: string | undefined;
    /** The name by which the program speaks of the microtenant, if it does. */
    readonly microtenantName?: string | undefined;
    readonly microtenantId: string;
    readonly managedFields?: readonly string[] | undefined;
}

/** Fields that may be left to the service. */
export const OPTIONAL: readonly FieldName[] = FIELD_NAMES.filter((f) => FIELDS[f].whenOmitted.omitted === "service");

export function ownershipOf(inputs: GroupInputs): Ownership {
    const managed = [...OPTIONAL, "versionProfileName" as const].filter((name) => inputs[name] !== undefined);
    return {
        customerId: inputs.customerId,
        tenant: inputs.tenant,
        microtenantName: inputs.microtenantName,
        microtenantId: String(inputs.microtenantId ?? "0"),
        ...(managed.length > 0 ? { managedFields: managed } : {}),
    };
}

/** The service's group as the engine keeps it. What changes by itself (times, connectors, versions) is left out. */
export function toOutputs(group: ApiGroup, owner: Ownership): GroupOutputs {
    const { creationTime, connectorGroupType, readOnly, zscalerManaged, restrictionType } = group;
    const named = owner.managedFields?.includes("versionProfileName");
    return withoutAbsent({
        ...observe(group),
        microtenantId: owner.microtenantId,
        customerId: owner.customerId,
        tenant: owner.tenant,
        microtenantName: owner.microtenantName,
        versionProfileName: named ? group.versionProfileName : undefined,
        creationTime,
        connectorGroupType,
        readOnly: readOnly ?? false,
        zscalerManaged: zscalerManaged ?? false,
        restrictionType,
        managedFields: owner.managedFields ? [...owner.managedFields] : undefined,
    });
}

/** The inputs that would have made this group, for the engine to compare the next program with. */
export function toInputs(outputs: GroupOutputs): Record<string, unknown> {
    const managed = outputs.managedFields ?? [];
    const fields = FIELD_NAMES.filter((name) => !OPTIONAL.includes(name) || managed.includes(name));
    const inputs: Record<string, unknown> = { customerId: outputs.customerId };
    for (const name of fields) inputs[name] = outputs[name];
    if (outputs.tenant !== undefined) inputs.tenant = outputs.tenant;
    if (outputs.microtenantName !== undefined) inputs.microtenantName = outputs.microtenantName;
    if (managed.includes("versionProfileName")) inputs.versionProfileName = outputs.versionProfileName;
    return withoutAbsent(inputs);
}

function withoutAbsent<T extends object>(record: T): T {
    return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
