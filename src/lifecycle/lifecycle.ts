import { isZpaError, ZpaError } from "../api/errors";
import { type Difference, differences, known } from "../model/diff";
import { lockReason } from "../model/lock";
import type { Failure, ResourceModel } from "../model/resourceModel";
import { UNKNOWN } from "../model/rules";
import { type Inputs, type Ownership, type State, toInputs } from "../model/state";
import { microtenantOf } from "../tenants/inMicrotenant";
import { resolveTenant } from "../tenants/resolve";
import { type Draft, runPasses } from "./check";
import type { Recorded } from "./create";
import type { Kind } from "./kind";
import {
    describeObject,
    describeScope,
    ignoredImportNotice,
    noSuchObjectError,
    sameNameFailure,
    twoResources,
} from "./messages";
import type { Request } from "./operations";
import { NO_CHANGE, type Plan, planned, planUnseen } from "./plan";
import { type RunContext, reportsPlans } from "./ports";
import type { Runtime } from "./runtime";

export interface Checked {
    readonly inputs: Inputs;
    readonly failures: readonly Failure[];
}

/** What a check can already tell of the plan for an object that the state has. */
export interface Foreseen {
    readonly inputs: Inputs;
    readonly refusals: readonly Failure[];
}

/** The lifecycle of a resource of any kind, independent of Pulumi's interface. */
export class Lifecycle {
    constructor(
        private readonly kind: Kind,
        private readonly runtime: Runtime,
    ) {}

    private get model(): ResourceModel {
        return this.kind.model;
    }

    /**
     * The context of several calls that share one deadline.
     *
     * @param retrySecs how long failed requests are repeated. Default: the setting `retrySecs`.
     */
    during(context: RunContext, retrySecs?: number): RunContext {
        return { ...context, operation: this.runtime.operation(context.urn, retrySecs) };
    }

    /**
     * Validates and completes the arguments.
     *
     * @param held the inputs in the state, if the resource has an object
     * @param isNew whether an object is to be created: it is neither in the state nor taken over
     */
    async check(
        held: Inputs | undefined,
        given: Readonly<Record<string, unknown>>,
        isNew: boolean,
        context: RunContext,
    ): Promise<Checked> {
        const { kind, runtime } = this;
        const inputs: Inputs = { customerId: UNKNOWN };
        const request = () => this.request(draft.inputs, context);
        const draft: Draft = { kind, runtime, context, given, held, isNew, args: {}, inputs, request };
        const failures = await runPasses(draft);
        return { inputs: draft.inputs, failures };
    }

    /**
     * Claims the name of a new object, and checks at preview whether it can be created. While deploying, this is left to
     * `create`, which uses the same list: an error there fails only this resource, an error here the whole run.
     */
    async planCreate(inputs: Inputs, context: RunContext): Promise<Failure[]> {
        if (inputs.customerId === UNKNOWN) return [];
        const { type, oneInMicrotenant } = this.model;
        const failures = oneInMicrotenant
            ? []
            : sameNameFailure(this.runtime.program.claimName(type, inputs, context.urn));
        if (failures.length > 0 || !this.mayPreview(context)) return failures;
        return this.kind.operations.planCreate(this.request(inputs, context), inputs);
    }

    /** Claims an existing object for a new resource, and checks at preview whether it can be taken over as it is. */
    async planImport(id: string, inputs: Inputs, context: RunContext): Promise<Failure[]> {
        if (inputs.customerId === UNKNOWN) return [];
        const other = this.runtime.program.claimImport(inputs.customerId, id, context.urn);
        if (other !== undefined) return [{ property: "import", reason: twoResources(this.model.noun, id, other) }];
        if (!this.mayPreview(context)) return [];
        return this.kind.operations.planImport(this.request(inputs, context), id, inputs);
    }

    /** Whether an import is not done yet: the resource has no object in the state that is not deleted with its parent. */
    isImportDue(id: string, { customerId }: Inputs, { urn }: RunContext): boolean {
        const { program } = this.runtime;
        return customerId === UNKNOWN || !(program.isInState(urn) || program.isDeletedWithParent(customerId, id));
    }

    /** Reports that an import is ignored, because the resource already has another object. */
    noticeOfImport(importId: string, id: string, held: State, context: RunContext): void {
        if (importId === id || !reportsPlans(context)) return;
        const what = describeObject(this.model.noun, held.name, id);
        this.runtime.reporter.notice(context.urn, ignoredImportNotice(what, importId));
    }

    /**
     * Tells what `plan` will refuse, as far as the inputs in the state show it: a failing `plan` ends a preview, and this
     * does not. If changes of a locked object are ignored, they are not recorded as inputs, so that a preview shows them
     * again after the lock is removed.
     */
    async foresee(held: Inputs, inputs: Inputs, context: RunContext): Promise<Foreseen> {
        const ignoresLocks = inputs.ignoreWhenLocked === true;
        const isAsked = this.runtime.settings.preflight && (reportsPlans(context) || ignoresLocks);
        const before = { ...held } as unknown as State;
        // A property that the program has not set before may have its new value already.
        const found = this.differences(before, inputs).filter(({ from }) => from !== undefined || ignoresLocks);
        if (!isAsked || inputs.customerId === UNKNOWN || found.length === 0) return { inputs, refusals: [] };
        const plan = await this.planFromService(undefined, before, inputs, context);
        if (plan?.locked && ignoresLocks) return { inputs: { ...held, ignoreWhenLocked: true }, refusals: [] };
        if (!plan?.refusal || !reportsPlans(context)) return { inputs, refusals: [] };
        return { inputs, refusals: [{ property: "", reason: plan.refusal.error.message }] };
    }

    /** The differences between the object and the program. Pure. */
    differences(held: State, inputs: Inputs): Difference[] {
        return differences(this.model, held, inputs);
    }

    /** The plan for a change of the program. It includes checks against the service, and reports notices at preview. */
    async plan(id: string, held: State, checked: Inputs, context: RunContext): Promise<Plan> {
        const inputs = this.withIdsOf(held, checked);
        const { program, reporter } = this.runtime;
        const other = program.claimObject(inputs.customerId, id, context.urn);
        if (other !== undefined) throw new ZpaError("CLASH", twoResources(this.model.noun, id, other));
        program.notePlace(held.customerId, id, held.microtenantId);
        const isChanged = this.differences(held, inputs).length > 0;
        const plan = isChanged ? (await this.planFromService(id, held, inputs, context))! : NO_CHANGE;
        // A former resource that had the same object may still be in the state. Deleting it must not affect this one.
        if (this.model.oneInMicrotenant && plan.replaces.length === 0) {
            program.adopts(inputs.customerId, id, context.urn);
        }
        // The engine may also make it a replacement, because of the resource option `replaceOnChanges`.
        if (plan.deleteBeforeReplace) program.deletesBeforeReplacing(context.urn);
        if (reportsPlans(context)) for (const notice of plan.notices) reporter.notice(context.urn, notice);
        return plan;
    }

    private async planFromService(id: string | undefined, held: State, inputs: Inputs, context: RunContext) {
        const unseen = () => planUnseen({ model: this.model, id: id ?? "", held, inputs }, lockReason(held));
        if (!this.runtime.settings.preflight) return unseen();
        try {
            return await this.kind.operations.planUpdate(this.request(held, context), id, held, inputs);
        } catch (error) {
            // While deploying, `update` reports a tenant that cannot be reached, so that only its own resources fail.
            if (reportsPlans(context) || !isZpaError(error)) throw error;
            return planned(this.differences(held, inputs), held, inputs);
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
        const created = await this.kind.operations.create(this.request(inputs, context), inputs);
        this.runtime.program.notePlace(inputs.customerId, created.id, created.state.microtenantId);
        return created;
    }

    /** Takes over an existing object without a write. */
    async adopt(id: string, inputs: Inputs, context: RunContext): Promise<Recorded> {
        const created = await this.kind.operations.adopt(this.request(inputs, context), id, inputs);
        this.runtime.program.adopts(inputs.customerId, id, context.urn);
        this.runtime.program.notePlace(inputs.customerId, id, created.state.microtenantId);
        return created;
    }

    /** The current object, with the inputs that correspond to it; `undefined` if it does not exist. */
    async read(id: string, held: State, context: RunContext): Promise<{ state: State; inputs: Inputs } | undefined> {
        const owner = await this.ownerOf(held, context);
        const state = await this.kind.operations.read(this.request(owner, context), id, owner, held);
        if (state) return { state, inputs: toInputs(this.model, state) };
        // Without outputs this is a `get`, which must fail if the object does not exist.
        if (held.customerId) return undefined;
        throw noSuchObjectError(this.model.noun, id, describeScope(owner.customerId, owner.microtenantId));
    }

    update(id: string, held: State, inputs: Inputs, context: RunContext): Promise<State> {
        return this.kind.operations.update(this.request(inputs, context), id, held, this.withIdsOf(held, inputs));
    }

    async delete(id: string, held: State, context: RunContext): Promise<void> {
        if (!this.runtime.program.hasAdopted(held.customerId, id)) {
            return this.kind.operations.delete(this.request(held, context), id, held);
        }
        const what = describeObject(this.model.noun, held.name, id);
        this.runtime.reporter.notice(context.urn, `${what} is kept: another resource of this run has taken it over.`);
    }

    /**
     * The inputs with the ids of the object for names that it already has. `check` takes them from the inputs in the
     * state, where an id may not belong to its name, if a policy has changed the name.
     */
    private withIdsOf(held: State, inputs: Inputs): Inputs {
        if (held.customerId !== inputs.customerId) return inputs;
        const pairs = [...this.model.references, { name: "microtenantName", id: "microtenantId" }];
        const kept = pairs.filter(({ name, id }) => {
            const [is, wanted] = [held[name], inputs[name]];
            return wanted !== undefined && wanted !== UNKNOWN && is === wanted && held[id] !== undefined;
        });
        return { ...inputs, ...Object.fromEntries(kept.map(({ id }) => [id, held[id]])) };
    }

    private mayPreview(context: RunContext): boolean {
        return reportsPlans(context) && this.runtime.settings.preflight;
    }

    private request(owner: Parameters<Runtime["connect"]>[0], context: RunContext): Request {
        return {
            runtime: this.runtime,
            connection: this.runtime.connect(owner, context.urn, context.operation),
            context,
        };
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
