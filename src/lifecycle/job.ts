import type { Values } from "../model/definition";
import { type Difference, differences } from "../model/diff";
import { type ApiObject, type Inputs, type Ownership, ownershipOf, type State, toState } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Objects } from "./collection";
import { called, describeScope } from "./messages";
import type { RunContext } from "./ports";
import type { Runtime } from "./runtime";
import type { StoredDefinition } from "./stored";

/** One request of the engine about one stored object: what it may use, and how it speaks of it. */
export class Job {
    readonly objects: Objects;

    constructor(
        readonly definition: StoredDefinition,
        readonly runtime: Runtime,
        readonly connection: Connection,
        readonly context: RunContext,
    ) {
        this.objects = runtime.objects(definition, connection);
    }

    get resource(): string {
        return this.context.resource;
    }

    called(name: unknown, id: string): string {
        return called(this.definition.noun, name, id);
    }

    where({ customerId, microtenantId }: { customerId: string; microtenantId?: unknown }): string {
        return describeScope(customerId, String(microtenantId ?? "0"));
    }

    /** Reports to a reviewer, at preview only. */
    notice(message: string): void {
        if (this.context.phase !== "deploy") this.runtime.reporter.notice(this.resource, message);
    }

    /** Tells what the kind of resource has to say of an object. */
    noticesOf(object: ApiObject, state: Values): void {
        for (const message of this.definition.notices?.(object, state) ?? []) this.notice(message);
    }

    owner(inputs: Inputs): Ownership {
        return ownershipOf(this.definition, inputs);
    }

    /** The service's object as the engine keeps it, in the spelling of these inputs or of the state before. */
    state(object: ApiObject, owner: Ownership, spelt: Values): State {
        return toState(this.definition, object, owner, spelt);
    }

    differences(current: Values, wanted: Values): Difference[] {
        return differences(this.definition, current, wanted);
    }
}
