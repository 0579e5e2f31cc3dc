import { isZpaError, ZpaError } from "../api/errors";
import { withDefaults } from "../model/canonical";
import type { Failure } from "../model/definition";
import { type Difference, differences, known } from "../model/diff";
import { lockReason } from "../model/lock";
import { UNKNOWN } from "../model/rules";
import { type Inputs, type Ownership, type State, toInputs } from "../model/state";
import { validate } from "../model/validate";
import { microtenantOf } from "../tenants/inMicrotenant";
import { resolveTenant } from "../tenants/resolve";
import type { Recorded } from "./create";
import {
    describeObject,
    describeScope,
    ignoredImportNotice,
    movedByVariable,
    noSuchObjectError,
    onlyOne,
    resourceLabel,
    twoResources,
} from "./messages";
import type { Operations, Plan, Request } from "./operations";
import { placeInMicrotenant, placeInTenant, variableThatMoves, type WithParent } from "./place";
import type { RunContext } from "./ports";
import { planForLocked, planned } from "./preview";
import { findReference } from "./references";
import type { Runtime } from "./runtime";

const NO_CHANGE: Plan = { changes: [], replaces: [], deleteBeforeReplace: false };

export interface Checked {
    readonly inputs: Inputs;
    readonly failures: readonly Failure[];
    /** The id to import; absent if the resource already has its object. */
    readonly importId?: string | undefined;
}

/** The lifecycle of a resource of any kind, independent of Pulumi's interface. */
export class Lifecycle {
    constructor(
        readonly definition: WithParent,
        private readonly operations: Operations,
        private readonly runtime: Runtime,
    ) {}

    /**
     * Validates and completes the arguments in several passes. Each pass works on the result of the previous one.
     *
     * @param held the inputs in the state, if the resource has an object
     */
    async check(
        held: Inputs | undefined,
        given: Readonly<Record<string, unknown>>,
        { operation, ...engine }: RunContext,
        importId?: string,
    ): Promise<Checked> {
        const context = { ...engine, operation: operation ?? this.runtime.operation(engine.urn) };
        const { args, failures } = validate(this.definition, given);
        const { imply } = this.definition;
        const inputs: Inputs = {
            ...withDefaults(this.definition.fields, imply ? imply(args) : args),
            customerId: UNKNOWN,
        };
        // An object that is referred to by name has no default id.
        for (const { name, id } of this.definition.references) {
            if (inputs[name] !== undefined && args[id] === undefined) delete inputs[id];
        }
        if (!held && importId === undefined) {
            failures.push(...(this.definition.rulesForNew?.(inputs, this.runtime.clock.now() / 1000) ?? []));
        }
        if (this.runtime.settingsError) failures.push(settingsFailure(this.runtime.settingsError, undefined));
        failures.push(...placeInTenant(this.runtime, inputs, args, this.definition.parent !== undefined));
        if (failures.length > 0 || inputs.customerId === UNKNOWN) return { inputs, failures, importId };
        const due = importId !== undefined && this.wasImported(importId, inputs, context) ? undefined : importId;
        failures.push(...(await placeInMicrotenant(this.request(inputs, context), this.definition, held, inputs)));
        const variable = held && !this.definition.parent && variableThatMoves(this.runtime, held, inputs, args);
        if (variable && context.phase !== "deploy") this.runtime.noticeOnce(movedByVariable(variable));
        if (held) this.runtime.program.holds(this.definition.type, held, context.urn);
        if (failures.length === 0) failures.push(...(await this.resolveNames(held, inputs, context)));
        if (failures.length === 0) failures.push(...this.claimName(held, inputs, context, due));
        if (failures.length === 0 && !held) failures.push(...(await this.previewCreate(inputs, context, due)));
        if (failures.length > 0) return { inputs, failures, importId: due };
        return { inputs: await this.leftAsItWas(held, inputs, context), failures, importId: due };
    }

    /** The differences between the object and the program. Pure. */
    differences(held: State, inputs: Inputs): Difference[] {
        return differences(this.definition, held, inputs);
    }

    /** The plan for a change of the program. At preview it includes checks against the service. */
    async plan(id: string, held: State, checked: Inputs, context: RunContext, importId?: string): Promise<Plan> {
        const inputs = this.withIdsOf(held, checked);
        const what = describeObject(this.definition.noun, held.name, id);
        const other = this.runtime.program.claimObject(inputs.customerId, id, context.urn);
        if (other !== undefined) throw new ZpaError("CLASH", twoResources(this.definition.noun, id, other));
        this.runtime.program.notePlace(held.customerId, id, held.microtenantId);
        if (importId !== undefined && importId !== id && context.phase !== "deploy") {
            this.runtime.reporter.notice(context.urn, ignoredImportNotice(what, importId));
        }
        const found = this.differences(held, inputs);
        const plan = found.length === 0 ? NO_CHANGE : await this.planChange(id, held, inputs, context, found, what);
        // A former resource that had the same object may still be in the state. Deleting it must not affect this one.
        if (this.definition.oneInMicrotenant && plan.replaces.length === 0) {
            this.runtime.program.adopts(inputs.customerId, id, context.urn);
        }
        // The engine may also make it a replacement, because of the resource option `replaceOnChanges`.
        if (plan.deleteBeforeReplace) this.runtime.program.deletesBeforeReplacing(context.urn);
        return plan;
    }

    private async planChange(
        id: string,
        held: State,
        inputs: Inputs,
        context: RunContext,
        found: readonly Difference[],
        what: string,
    ): Promise<Plan> {
        const locked = lockReason(held);
        if (!this.runtime.settings.preflight) {
            return locked ? planForLocked(what, locked, found, inputs, context) : planned(found, held, inputs);
        }
        try {
            return await this.operations.previewUpdate(this.request(held, context), id, held, inputs, found);
        } catch (error) {
            // While deploying, `update` reports a tenant that cannot be reached, so that only its own resources fail.
            if (context.phase !== "deploy" || !isZpaError(error) || isZpaError(error, "LOCKED", "CLASH")) throw error;
            return planned(found, held, inputs);
        }
    }

    /**
     * The plan after a refresh has read an object. It is compared with the inputs in the state. The engine also calls
     * this, with unknown inputs, for an object that it deletes before it replaces the object's group.
     */
    planWithoutCheck(id: string, held: State, inputs: Inputs): Plan {
        const found = this.differences(held, inputs);
        if (found.length === 0) return NO_CHANGE;
        const plan = planned(found, held, inputs);
        if (plan.replaces.length > 0 && known(found).length < found.length) {
            this.runtime.program.deletesWithParent(held.customerId, id);
        }
        return plan;
    }

    async create(inputs: Inputs, context: RunContext): Promise<Recorded> {
        const created = await this.operations.create(this.request(inputs, context), inputs);
        this.runtime.program.notePlace(inputs.customerId, created.id, created.state.microtenantId);
        return created;
    }

    /** Takes over an existing object without a write. */
    async adopt(id: string, inputs: Inputs, context: RunContext): Promise<Recorded> {
        const created = await this.operations.adopt(this.request(inputs, context), id, inputs);
        this.runtime.program.adopts(inputs.customerId, id, context.urn);
        this.runtime.program.notePlace(inputs.customerId, id, created.state.microtenantId);
        return created;
    }

    /** The current object, with the inputs that correspond to it; `undefined` if it does not exist. */
    async read(id: string, held: State, context: RunContext): Promise<{ state: State; inputs: Inputs } | undefined> {
        const owner = await this.ownerOf(held, context);
        const state = await this.operations.read(this.request(owner, context), id, owner, held);
        if (state) return { state, inputs: toInputs(this.definition, state) };
        // Without outputs this is a `get`, which must fail if the object does not exist.
        if (held.customerId) return undefined;
        throw noSuchObjectError(this.definition.noun, id, describeScope(owner.customerId, owner.microtenantId));
    }

    update(id: string, held: State, inputs: Inputs, context: RunContext): Promise<State> {
        return this.operations.update(this.request(inputs, context), id, held, this.withIdsOf(held, inputs));
    }

    async delete(id: string, held: State, context: RunContext): Promise<void> {
        if (!this.runtime.program.hasAdopted(held.customerId, id)) {
            return this.operations.delete(this.request(held, context), id, held);
        }
        const what = describeObject(this.definition.noun, held.name, id);
        this.runtime.reporter.notice(context.urn, `${what} is kept: another resource of this run has taken it over.`);
    }

    /**
     * The inputs with the ids of the object for names that it already has. `check` takes them from the inputs in the
     * state, where an id may not belong to its name, if a policy has changed the name.
     */
    private withIdsOf(held: State, inputs: Inputs): Inputs {
        if (held.customerId !== inputs.customerId) return inputs;
        const pairs = [...this.definition.references, { name: "microtenantName", id: "microtenantId" }];
        const kept = pairs.filter(({ name, id }) => {
            const [is, wanted] = [held[name], inputs[name]];
            return wanted !== undefined && wanted !== UNKNOWN && is === wanted && held[id] !== undefined;
        });
        return { ...inputs, ...Object.fromEntries(kept.map(({ id }) => [id, held[id]])) };
    }

    private request(owner: Parameters<Runtime["connect"]>[0], context: RunContext): Request {
        return {
            runtime: this.runtime,
            connection: this.runtime.connect(owner, context.urn, context.operation),
            context,
        };
    }

    /** Whether the import is already done: the resource has an object in the state, or its object is deleted with its group. */
    private wasImported(importId: string, { customerId }: Inputs, { urn }: RunContext): boolean {
        const { program } = this.runtime;
        return program.isInState(urn) || program.isDeletedWithParent(customerId, importId);
    }

    /**
     * Replaces names by ids. A name that has not changed is not looked up again. Without preflight, a name is looked up
     * only when it is needed.
     */
    private async resolveNames(held: Inputs | undefined, inputs: Inputs, context: RunContext): Promise<Failure[]> {
        for (const reference of this.definition.references) {
            const name = inputs[reference.name];
            if (typeof name !== "string" || name === UNKNOWN) continue;
            const isKnown =
                ["customerId", reference.name].every((p) => held?.[p] === inputs[p]) && held?.[reference.id];
            if (isKnown) inputs[reference.id] = held[reference.id];
            else if (this.runtime.settings.preflight && inputs.microtenantId !== UNKNOWN) {
                const { connection } = this.request(inputs, context);
                const found = await findReference(connection, reference, inputs, name);
                if ("failure" in found) return [found.failure];
                inputs[reference.id] = found.id;
            }
        }
        return [];
    }

    /**
     * Checks a new object against the service. While deploying, this is left to `create`, which uses the same list: an
     * error there fails only this resource, an error here the whole run.
     */
    private async previewCreate(inputs: Inputs, context: RunContext, importId?: string): Promise<Failure[]> {
        const { program, settings } = this.runtime;
        if (importId !== undefined) {
            const other = program.claimImport(inputs.customerId, importId, context.urn);
            if (other !== undefined) {
                return [{ property: "import", reason: twoResources(this.definition.noun, importId, other) }];
            }
        }
        if (context.phase === "deploy" || !settings.preflight) return [];
        return this.operations.previewCreate(this.request(inputs, context), inputs, importId);
    }

    /** Claims a new name, so that no other resource of the program can have it. */
    private claimName(held: Inputs | undefined, inputs: Inputs, context: RunContext, importId?: string): Failure[] {
        if (this.definition.oneInMicrotenant) return this.claimMicrotenant(inputs, context);
        if (!held && importId !== undefined) return [];
        const { program } = this.runtime;
        const keeps = held !== undefined && held.name === inputs.name;
        const { type } = this.definition;
        const other = keeps
            ? program.keepsName(type, inputs, context.urn)
            : program.claimName(type, inputs, context.urn);
        return other === undefined ? [] : [{ property: "name", reason: sameName(other) }];
    }

    /** Claims the microtenant, so that no other resource of the program can have its only object. */
    private claimMicrotenant({ customerId, microtenantId = "0" }: Inputs, { urn }: RunContext): Failure[] {
        if (microtenantId === UNKNOWN) return [];
        const { type, noun } = this.definition;
        const where = describeScope(customerId, microtenantId);
        const other = this.runtime.program.claim(`${type} of ${where}`, urn);
        return other === undefined ? [] : [{ property: "", reason: onlyOne(noun, where, other) }];
    }

    /**
     * If changes of a locked object are ignored, they are not recorded as inputs. A preview shows them again after the
     * lock is removed.
     */
    private async leftAsItWas(held: Inputs | undefined, inputs: Inputs, context: RunContext): Promise<Inputs> {
        if (!held || inputs.ignoreWhenLocked !== true || !this.runtime.settings.preflight) return inputs;
        const before = { ...held } as unknown as State;
        if (this.differences(before, inputs).length === 0) return inputs;
        const locked = this.operations.lockedNow(this.request(held, context), undefined, before);
        return (await locked.catch(() => undefined)) ? { ...held, ignoreWhenLocked: true } : inputs;
    }

    /** For a `get`, the engine has only the arguments: the tenant's label and possibly a microtenant. */
    private async ownerOf(held: State, context: RunContext): Promise<Ownership> {
        const { customerId, tenant, microtenantId, microtenantName, managedFields } = held;
        if (customerId)
            return { customerId, tenant, microtenantId: microtenantId ?? "0", microtenantName, managedFields };
        const resolved = resolveTenant(tenant, this.runtime.source);
        const connection = this.runtime.connectTo(resolved, context.urn);
        return {
            customerId: resolved.customerId,
            tenant,
            microtenantName,
            microtenantId: await microtenantOf(connection, { microtenantId, microtenantName }),
        };
    }
}

const sameName = (other: string) =>
    `is also the name of the resource ${resourceLabel(other)} of this program; names must be unique`;

/** A failure at the property `tenant`, or of the whole resource if the program does not set it. */
export function settingsFailure(error: unknown, tenant: string | undefined): Failure {
    if (isZpaError(error)) return { property: tenant === undefined ? "" : "tenant", reason: error.message };
    throw error;
}
