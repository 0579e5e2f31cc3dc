import { canonicalText, UNKNOWN } from "../model/rules";
import type { Inputs } from "../model/state";

/**
 * The names and objects of all resources of one run of a program, as far as they are known. Nothing is kept from one
 * run to the next.
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

    /** Claims a new object's name for a resource. Returns the other resource that has already claimed it, if any. */
    claimName(type: string, inputs: Inputs, resource: string): string | undefined {
        const key = nameKey(type, inputs);
        if (key === undefined) return undefined;
        const other = this.names.get(key);
        if (other === undefined) this.names.set(key, resource);
        return other === resource ? undefined : other;
    }

    /** Records that a resource has an object in the state, and its name: a replacement recognizes its own object. */
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

    /** Records the object that a resource has in the state. */
    holdsObject(type: string, id: string, resource: string): void {
        this.objects.set(`${type} ${resource}`, id);
    }

    /** Whether it is the object that this resource has in the state, by its name if the id is unknown. */
    ownObject(type: string, id: string, inputs: Inputs, resource: string): "yes" | "by its name" | "no" {
        const own = this.objects.get(`${type} ${resource}`);
        if (own !== undefined) return own === id ? "yes" : "no";
        return this.isOwnName(type, inputs, resource) ? "by its name" : "no";
    }

    /** Claims an object for a resource. Returns the other resource that has or imports it, if any. */
    claimObject(customerId: string, id: string, resource: string): string | undefined {
        return claim(this.owners, this.imports, placeOf(customerId, id), resource);
    }

    /** Claims an existing object for a resource that imports it. Returns the other resource that has it, if any. */
    claimImport(customerId: string, id: string, resource: string): string | undefined {
        return claim(this.imports, this.owners, placeOf(customerId, id), resource);
    }

    /** Records the microtenant of an object of this program. */
    notePlace(customerId: string, id: string, microtenantId: unknown): void {
        if (microtenantId !== UNKNOWN) this.microtenants.set(placeOf(customerId, id), String(microtenantId ?? "0"));
    }

    /** The microtenant of an object of this program; `undefined` for other objects. */
    microtenantOf(customerId: string, id: string): string | undefined {
        return this.microtenants.get(placeOf(customerId, id));
    }

    /** Claims a single-use value for a resource. Returns the other resource that has already claimed it, if any. */
    claimOnce(what: string, resource: string): string | undefined {
        const other = this.onlyOnce.get(what);
        if (other === undefined) this.onlyOnce.set(what, resource);
        return other === resource ? undefined : other;
    }

    /** The resource that has the object, if it is known. */
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

    /** Records that a plan deletes a resource's object before it creates the new one. */
    deletesBeforeReplacing(type: string, resource: string): void {
        this.replaced.add(`${type} ${resource}`);
    }

    isDeletedBeforeReplacing(type: string, resource: string): boolean {
        return this.replaced.has(`${type} ${resource}`);
    }

    /** Records that an object is deleted before the object to which it belongs is replaced. */
    deletesWithParent(customerId: string, id: string): void {
        this.deletedWithParent.add(placeOf(customerId, id));
    }

    isDeletedWithParent(customerId: string, id: string): boolean {
        return this.deletedWithParent.has(placeOf(customerId, id));
    }

    /**
     * Begins a create. Returns false if another resource of this run creates or has created an object with the name.
     */
    beginCreate(type: string, inputs: Inputs): boolean {
        const key = nameKey(type, inputs);
        if (key === undefined) return true;
        if (this.creating.has(key)) return false;
        this.creating.add(key);
        return true;
    }

    /** Frees the name, because the create failed or its object was deleted. */
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

/** The scope in which a name must be unique. A microtenant with an unknown id is identified by its name. */
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
