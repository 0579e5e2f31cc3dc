import { type Difference, differences } from "../model/diff";
import type { Values } from "../model/resourceModel";
import { type ApiObject, type Inputs, type Ownership, ownershipOf, type State, toState } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Objects } from "./collection";
import { describeObject, describeScope } from "./messages";
import { type RunContext, reportsPlans } from "./ports";
import type { Runtime } from "./runtime";
import type { StoredModel } from "./storedModel";

/** One request of the engine for one stored object: its connection, its context and its messages. */
export class Job {
    readonly objects: Objects;

    constructor(
        readonly model: StoredModel,
        readonly runtime: Runtime,
        readonly connection: Connection,
        readonly context: RunContext,
    ) {
        this.objects = runtime.objects(model, connection);
    }

    get urn(): string {
        return this.context.urn;
    }

    describe(name: unknown, id: string): string {
        return describeObject(this.model.noun, name, id);
    }

    where({ customerId, microtenantId }: { customerId: string; microtenantId?: unknown }): string {
        return describeScope(customerId, String(microtenantId ?? "0"));
    }

    /** Reports a notice, at preview only. */
    notice(message: string): void {
        if (reportsPlans(this.context)) this.runtime.reporter.notice(this.urn, message);
    }

    /** Reports the notices of this kind of resource for an object. */
    noticesOf(object: ApiObject, state: Values): void {
        for (const message of this.model.notices?.(object, state) ?? []) this.notice(message);
    }

    owner(inputs: Inputs): Ownership {
        return ownershipOf(this.model, inputs);
    }

    /** The state of an object, with values written as in these inputs or in the previous state. */
    state(object: ApiObject, owner: Ownership, spelt: Values): State {
        return toState(this.model, object, owner, spelt);
    }

    differences(current: Values, wanted: Values): Difference[] {
        return differences(this.model, current, wanted);
    }
}
