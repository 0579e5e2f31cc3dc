import { isZpaError } from "../api/errors";
import type { Failure, Values } from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import type { Inputs } from "../model/state";
import { microtenantOf } from "../tenants/inMicrotenant";
import { resolveTenant } from "../tenants/resolve";
import { Gone } from "./gone";
import type { Kind, Parent } from "./kind";
import { describeScope, noSuchObjectError } from "./messages";
import type { Request } from "./operations";
import { reportsPlans } from "./ports";
import { idByName } from "./references";
import type { Runtime } from "./runtime";

/** Adds the tenant's customer and its default microtenant to the inputs. */
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
        if (given.microtenantId === undefined && inputs.microtenantName === undefined && !follows) {
            if (tenant.microtenantId) inputs.microtenantId = tenant.microtenantId;
            else if (tenant.microtenantName) inputs.microtenantName = tenant.microtenantName;
        }
        if (inputs.microtenantName !== undefined) inputs.microtenantId = UNKNOWN;
        return [];
    } catch (error) {
        return settingsFailures(error, inputs.tenant);
    }
}

/** The failure at the property `tenant`, or of the whole resource if the program does not set it. */
export function settingsFailures(error: unknown, tenant: unknown): Failure[] {
    if (error === undefined) return [];
    if (isZpaError(error)) return [{ property: tenant === undefined ? "" : "tenant", reason: error.message }];
    throw error;
}

/** Adds the id of the microtenant to the inputs: the named one, or that of the parent object. */
export async function placeInMicrotenant(
    request: Request,
    { parent }: Kind,
    held: Inputs | undefined,
    inputs: Inputs,
): Promise<Failure[]> {
    const isKept = (property: string) =>
        held?.microtenantId !== undefined &&
        held.customerId === inputs.customerId &&
        held[property] === inputs[property];
    if (inputs.microtenantName !== undefined) {
        const failures = await placeByName(request, isKept("microtenantName") ? held : undefined, inputs);
        if (failures.length > 0 || !parent || inputs.microtenantId === UNKNOWN) return failures;
    }
    if (!parent) return [];
    if (isKept(parent.property)) {
        inputs.microtenantId ??= held!.microtenantId;
        if (inputs.microtenantId === held!.microtenantId) return [];
    }
    const id = inputs[parent.property];
    if (typeof id === "string" && id !== UNKNOWN && inputs.microtenantId !== UNKNOWN) {
        const failures = await placeBesideParent(request, parent, id, inputs).catch(noSuchMicrotenant);
        if (failures.length > 0) return failures;
    }
    inputs.microtenantId ??= UNKNOWN;
    return [];
}

/**
 * The environment variable that moves a resource to another customer or microtenant, if one does. The program does not
 * show such a change, which replaces the resource.
 */
export function variableThatMoves(runtime: Runtime, held: Inputs, inputs: Inputs, given: Values): string | undefined {
    const tenant = resolveTenant(inputs.tenant, runtime.source);
    if (held.customerId !== inputs.customerId) return tenant.variableOf("customerId");
    const isOfProgram = given.microtenantId !== undefined || given.microtenantName !== undefined;
    if (isOfProgram || inputs.microtenantId === UNKNOWN || held.microtenantId === inputs.microtenantId)
        return undefined;
    return tenant.variableOf(tenant.microtenantId === undefined ? "microtenantName" : "microtenantId");
}

/** The failure for a microtenant that does not exist, at its property. */
export function noSuchMicrotenant(error: unknown): Failure[] {
    if (isZpaError(error, "CLASH")) return [{ property: "microtenantId", reason: error.message }];
    throw error;
}

const mayAsk = ({ runtime, context }: Request) => runtime.settings.preflight || context.phase === "deploy";

async function placeByName(request: Request, held: Inputs | undefined, inputs: Inputs): Promise<Failure[]> {
    if (inputs.microtenantName === UNKNOWN) return [];
    if (held) inputs.microtenantId = held.microtenantId;
    else if (mayAsk(request)) {
        const found = await idByName(request.connection.microtenants, "microtenantName", inputs.microtenantName!);
        if ("failure" in found) return [found.failure];
        inputs.microtenantId = found.id;
    }
    return [];
}

/**
 * Compares the microtenant with that of the parent object, or uses that one. A parent object of this program needs no
 * request. While deploying, `create` makes this check, so that only this resource fails.
 */
async function placeBesideParent(request: Request, parent: Parent, id: string, inputs: Inputs): Promise<Failure[]> {
    const { runtime, context } = request;
    const own = runtime.program.microtenantOf(inputs.customerId, id);
    const wanted = inputs.microtenantId;
    if (own === undefined && (!mayAsk(request) || (wanted !== undefined && !reportsPlans(context)))) return [];
    const found = own ?? (await microtenantOfParent(request, parent, id, wanted));
    inputs.microtenantId ??= found;
    if (found !== undefined && found === inputs.microtenantId) return [];
    const scope = describeScope(inputs.customerId, inputs.microtenantId ?? "0");
    return [{ property: parent.property, reason: noSuchObjectError(parent.model.noun, id, scope).message }];
}

/** The microtenant of the object: the given one, or else the tenant's default, or any other. */
async function microtenantOfParent(
    { runtime, connection }: Request,
    { model }: Parent,
    id: string,
    wanted: string | undefined,
): Promise<string | undefined> {
    const objects = runtime.objects(model, connection);
    const here = wanted ?? (await microtenantOf(connection, {}));
    if ((await objects.all(here)).has(id)) return here;
    if (wanted === undefined) {
        const found = (await objects.search(null, undefined)).find((object) => object.id === id);
        // In the Default microtenant no response has `microtenantId`. Source: docs/zpa-api.md#the-groups-fields
        if (found) return String(found.microtenantId ?? "0");
    }
    return (await objects.byId(id, here)) instanceof Gone ? undefined : here;
}
