import { canonicalText, UNKNOWN } from "../model/rules";
import type { Inputs } from "../model/state";

/**
 * What one run of a program has said until now, of all its resources together: which resource has which name and which
 * object. Nothing is kept from one run to the next.
 */
export class Program {
    private readonly names = new Map<string, string>();
    private readonly held = new Map<string, string>();
    private readonly objects = new Map<string, string>();
    private readonly owners = new Map<string, string>();
    private readonly microtenants = new Map<string, string>();
    private readonly imports = new Map<string, string>();
    private readonly adopted = new Set<string>();
    private readonly replaced = new Set<string>();
    private readonly deletedWithParent = new Set<string>();
    private readonly inState = new Set<string>();
    private readonly creating = new Set<string>();
    private readonly onlyOnce = new Map<string, string>();

    /** Claims a new object's name for a resource; returns the resource that has claimed it before, if any. */
    claimName(type: string, inputs: Inputs, resource: string): string | undefined {
        const key = nameKey(type, inputs);
        if (key === undefined) return undefined;
        const other = this.names.get(key);
        if (other === undefined) this.names.set(key, resource);
        return other === resource ? undefined : other;
    }

    /** Notes that a resource has an object in the state, and its name, so that a replacement knows its own. */
    holds(type: string, inputs: Inputs, resource: string): void {
        this.inState.add(`${type} ${resource}`);
        const key = nameKey(type, inputs);
        if (key !== undefined) this.held.set(`${type} ${resource}`, key);
    }

    isInState(type: string, resource: string): boolean {
        return this.inState.has(`${type} ${resource}`);
    }

    private isOwnName(type: string, inputs: Inputs, resource: string): boolean {
        const key = nameKey(type, inputs);
        return key !== undefined && this.held.get(`${type} ${resource}`) === key;
    }

    /** Notes the object that a resource has in the state. */
    holdsObject(type: string, id: string, resource: string): void {
        this.objects.set(`${type} ${resource}`, id);
    }

    /** Whether it is the object which this resource has in the state; by its name where the engine has not said the id. */
    ownObject(type: string, id: string, inputs: Inputs, resource: string): "yes" | "by its name" | "no" {
        const own = this.objects.get(`${type} ${resource}`);
        if (own !== undefined) return own === id ? "yes" : "no";
        return this.isOwnName(type, inputs, resource) ? "by its name" : "no";
    }

    /** Claims an object for a resource; returns the resource that has it, or imports it, if that is another one. */
    claimObject(customerId: string, id: string, resource: string): string | undefined {
        return claim(this.owners, this.imports, placeOf(customerId, id), resource);
    }

    /** Claims an existing object for a resource that imports it; returns the other resource that has it, if any. */
    claimImport(customerId: string, id: string, resource: string): string | undefined {
        return claim(this.imports, this.owners, placeOf(customerId, id), resource);
    }

    /** Notes the microtenant of an object that is the program's own. */
    notePlace(customerId: string, id: string, microtenantId: unknown): void {
        if (microtenantId !== UNKNOWN) this.microtenants.set(placeOf(customerId, id), String(microtenantId ?? "0"));
    }

    /** The microtenant of an object, if it is the program's own. */
    microtenantOf(customerId: string, id: string): string | undefined {
        return this.microtenants.get(placeOf(customerId, id));
    }

    /** Claims what can be used once, for a resource; returns the resource that has claimed it before, if any. */
    claimOnce(what: string, resource: string): string | undefined {
        const other = this.onlyOnce.get(what);
        if (other === undefined) this.onlyOnce.set(what, resource);
        return other === resource ? undefined : other;
    }

    /** The resource whose object it is, as far as the program has said. */
    ownerOf(customerId: string, id: string): string | undefined {
        const place = placeOf(customerId, id);
        return this.owners.get(place) ?? this.imports.get(place);
    }

    adopts(customerId: string, id: string, resource: string): void {
        this.adopted.add(placeOf(customerId, id));
        this.imports.set(placeOf(customerId, id), resource);
    }

    /** Whether a resource of this run has taken the object over, so that deleting another resource keeps it. */
    hasAdopted(customerId: string, id: string): boolean {
        return this.adopted.has(placeOf(customerId, id));
    }

    /** Notes that a plan deletes a resource's object before it creates the new one. */
    deletesBeforeReplacing(type: string, resource: string): void {
        this.replaced.add(`${type} ${resource}`);
    }

    isDeletedBeforeReplacing(type: string, resource: string): boolean {
        return this.replaced.has(`${type} ${resource}`);
    }

    /** Notes that an object is deleted before the one is replaced to which it belongs. */
    deletesWithParent(customerId: string, id: string): void {
        this.deletedWithParent.add(placeOf(customerId, id));
    }

    isDeletedWithParent(customerId: string, id: string): boolean {
        return this.deletedWithParent.has(placeOf(customerId, id));
    }

    /** Begins a create; false while or after another one of this run makes an object of the same name. */
    beginCreate(type: string, inputs: Inputs): boolean {
        const key = nameKey(type, inputs);
        if (key === undefined) return true;
        if (this.creating.has(key)) return false;
        this.creating.add(key);
        return true;
    }

    /** The name is free again: the create failed, or its object was deleted. */
    endCreate(type: string, inputs: Inputs): void {
        const key = nameKey(type, inputs);
        if (key !== undefined) this.creating.delete(key);
    }
}

function claim(
    own: Map<string, string>,
    others: ReadonlyMap<string, string>,
    place: string,
    resource: string,
): string | undefined {
    const other = [others.get(place), own.get(place)].find((owner) => owner !== undefined && owner !== resource);
    own.set(place, resource);
    return other;
}

const placeOf = (customerId: string, id: string) => `${customerId}/${id}`;

/** Where a name must be unique. A microtenant whose id is not known yet is identified by its name, if it has one. */
function nameKey(type: string, { name, customerId, microtenantId, microtenantName }: Inputs): string | undefined {
    const scope =
        microtenantId !== UNKNOWN
            ? `id ${microtenantId ?? "0"}`
            : microtenantName === undefined
              ? undefined
              : `name ${microtenantName}`;
    if (scope === undefined || scope === `name ${UNKNOWN}`) return undefined;
    if (typeof name !== "string" || name === UNKNOWN || customerId === UNKNOWN) return undefined;
    return JSON.stringify([type, customerId, scope, canonicalText(name)]);
}
