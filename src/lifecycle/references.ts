import { isZpaError } from "../api/errors";
import type { Difference } from "../model/diff";
import type { Failure, Reference } from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import type { Inputs } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Find } from "../tenants/listed";
import type { Job } from "./job";
import type { HiddenReference } from "./messages";

type Named = { readonly id: string; readonly name: string };

function listOf(connection: Connection, reference: Reference, microtenantId: string): Find<Named> {
    return reference.list === "profiles" ? connection.profiles : connection.certificates(microtenantId);
}

/** The id of the object with a name. If no object or several objects match, a failure at the property. */
export async function idByName(
    list: Find<Named>,
    property: string,
    name: string,
): Promise<{ id: string } | { failure: Failure }> {
    try {
        return { id: (await list.one({ name })).id };
    } catch (error) {
        if (isZpaError(error, "CLASH")) return { failure: { property, reason: error.message } };
        throw error;
    }
}

export const findReference = (connection: Connection, reference: Reference, inputs: Inputs, name: string) =>
    idByName(listOf(connection, reference, String(inputs.microtenantId ?? "0")), reference.name, name);

/**
 * The hidden references of a new object, or of the changed properties of an existing one. A custom profile may be hidden
 * and still be valid.
 */
export async function hiddenReferences(
    { connection, model: { references } }: Job,
    inputs: Inputs,
    changed?: readonly Difference[],
): Promise<HiddenReference[]> {
    const given = references.filter(({ list, name, id }) => {
        const isPlain = inputs[id] !== undefined && inputs[id] !== UNKNOWN && inputs[id] !== "0";
        const isNew = changed?.some(({ property }) => property === id) ?? true;
        return list === "profiles" && inputs[name] === undefined && isPlain && isNew;
    });
    if (given.length === 0) return [];
    // Without a list there is no warning. Calls that need the service report that it cannot be reached.
    const visible = await connection.profiles.all().catch(() => undefined);
    if (!visible) return [];
    return given
        .map(({ id }) => ({ property: id, id: String(inputs[id]), visible }))
        .filter(({ id }) => !visible.some((profile) => profile.id === id));
}

/** The inputs for a write, with every unresolved name replaced by its id. */
export async function resolvedForWrite(
    connection: Connection,
    references: readonly Reference[],
    inputs: Inputs,
    isCreate: boolean,
): Promise<Inputs> {
    const resolved: Inputs = { ...inputs };
    for (const reference of references) {
        const name = inputs[reference.name] ?? (isCreate ? reference.otherwise : undefined);
        if (typeof name !== "string" || (inputs[reference.id] !== undefined && inputs[reference.id] !== UNKNOWN))
            continue;
        const list = listOf(connection, reference, String(inputs.microtenantId ?? "0"));
        resolved[reference.id] = (await list.one({ name })).id;
    }
    return resolved;
}
