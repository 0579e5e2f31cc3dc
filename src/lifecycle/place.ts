import { isZpaError } from "../api/errors";
import type { Failure, ResourceDefinition } from "../model/definition";
import { UNKNOWN } from "../model/rules";
import type { ApiObject, Inputs } from "../model/state";
import { resolveTenant } from "../tenants/resolve";
import { describeScope, noSuchObjectError } from "./messages";
import type { Request } from "./operations";
import { idByName } from "./references";
import type { Runtime } from "./runtime";
import type { Parent } from "./stored";

/** A resource whose microtenant is that of another object when the program names none. */
export interface WithParent extends ResourceDefinition {
    readonly parent?: Parent;
}

/** Completes the inputs by the customer that the tenant stands for, and by the tenant's own microtenant. */
export function placeInTenant(
    runtime: Runtime,
    inputs: Inputs,
    given: Readonly<Record<string, unknown>>,
    follows: boolean,
): Failure[] {
    if (inputs.tenant === UNKNOWN) return [];
    try {
        const tenant = resolveTenant(inputs.tenant, runtime.source);
        inputs.customerId = tenant.customerId;
        if ((given.microtenantId ?? null) === null && inputs.microtenantName === undefined && !follows) {
            if (tenant.microtenantId) inputs.microtenantId = tenant.microtenantId;
            else if (tenant.microtenantName) inputs.microtenantName = tenant.microtenantName;
        }
        if (inputs.microtenantName !== undefined) inputs.microtenantId = UNKNOWN;
        return [];
    } catch (error) {
        if (!isZpaError(error)) throw error;
        return [{ property: inputs.tenant === undefined ? "" : "tenant", reason: error.message }];
    }
}

/** Completes the inputs by the id of the microtenant: the one named, or that of the object that this one belongs to. */
export async function placeInMicrotenant(
    request: Request,
    definition: WithParent,
    held: Inputs | undefined,
    inputs: Inputs,
): Promise<Failure[]> {
    const { settings } = request.runtime;
    const mayAsk = settings.preflight || request.context.phase === "deploy";
    const unchanged = (property: string) =>
        held?.customerId === inputs.customerId &&
        held[property] === inputs[property] &&
        held.microtenantId !== undefined;
    if (inputs.microtenantName !== undefined) {
        if (inputs.microtenantName === UNKNOWN) return [];
        if (unchanged("microtenantName")) inputs.microtenantId = held!.microtenantId;
        else if (mayAsk) {
            const found = await idByName(request.connection.microtenants, "microtenantName", inputs.microtenantName);
            if ("failure" in found) return [found.failure];
            inputs.microtenantId = found.id;
        }
        return [];
    }
    const { parent } = definition;
    if (!parent) return [];
    const parentId = inputs[parent.property];
    if (inputs.microtenantId !== undefined && (unchanged(parent.property) || parentId === UNKNOWN)) return [];
    if (parentId === UNKNOWN || typeof parentId !== "string") inputs.microtenantId ??= UNKNOWN;
    else if (unchanged(parent.property)) inputs.microtenantId = held!.microtenantId;
    else if (mayAsk) return placeBesideParent(request, parent, parentId, inputs);
    else inputs.microtenantId ??= UNKNOWN;
    return [];
}

/** Finds the object that this one belongs to. One of this program's own is not asked for. */
async function placeBesideParent(request: Request, parent: Parent, id: string, inputs: Inputs): Promise<Failure[]> {
    const { runtime, connection } = request;
    const isOwn = runtime.program.ownerOf(inputs.customerId, id) !== undefined;
    if (inputs.microtenantId !== undefined && (isOwn || inputs.microtenantId === UNKNOWN)) return [];
    const where = inputs.microtenantId ?? connection.tenant.microtenantId ?? "0";
    const found = await findParent(request, parent, id, where, inputs.microtenantId === undefined);
    if (found) {
        inputs.microtenantId ??= String(found.microtenantId ?? where);
        return [];
    }
    const scope = describeScope(inputs.customerId, inputs.microtenantId ?? "0");
    return [{ property: parent.property, reason: noSuchObjectError(parent.definition.noun, id, scope).message }];
}

async function findParent(
    { runtime, connection }: Request,
    { definition }: Parent,
    id: string,
    where: string,
    anywhere: boolean,
): Promise<ApiObject | undefined> {
    const objects = runtime.objects(definition, connection);
    const here = (await objects.all(where)).get(id);
    if (here) return here;
    if (anywhere) {
        const everywhere = await connection.client.objects(definition.api).list({ microtenantId: null });
        const found = everywhere.objects.find((object) => object.id === id);
        if (found) return found as ApiObject;
    }
    return objects.byId(id, where);
}
