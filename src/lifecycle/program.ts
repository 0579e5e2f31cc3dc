import { canonicalText, UNKNOWN } from "../model/rules";
import type { Inputs } from "../model/state";

/** What is known of a resource of the program. */
interface OfResource {
    /** Whether it has an object in the state. */
    isInState?: true;
    /** The name of that object. */
    heldName?: string | undefined;
    /** The id of that object. */
    heldId?: string;
    /** The name that it claims for its object. */
    claimedName?: string;
    /** Whether a plan deletes its object before it creates the new one. */
    isDeletedBeforeReplacing?: true;
}

/** What is known of an object of the service. */
interface OfObject {
    /** The resource that has it in the state. */
    owner?: string;
    /** The resource that imports it, or has taken it over. */
    importer?: string;
    microtenantId?: string;
    /** Whether a resource of this run has taken it over. */
    isAdopted?: true;
    /** Whether it is deleted before the object to which it belongs is replaced. */
    isDeletedWithParent?: true;
}

/**
 * What is known of all resources of one run of a program, by their URNs, and of their objects. Nothing is kept from one
 * run to the next.
 */
export class Program {
    private readonly resources = new Map<string, OfResource>();
    private readonly objects = new Map<string, OfObject>();
    /** Names, codes and creates that only one resource may have: the resource that does. */
    private readonly claims = new Map<string, string>();
    /** The claimed names that an object has already. */
    private readonly kept = new Set<string>();

    /** Claims something for a resource. Returns the other resource that has already claimed it, if any. */
    claim(what: string, urn: string): string | undefined {
        const claimant = this.claims.get(what);
        if (claimant === undefined) this.claims.set(what, urn);
        return claimant === urn ? undefined : claimant;
    }

    /**
     * Claims the name of an object, instead of the name that the resource has claimed before. Returns the other resource
     * that has claimed it, if any. Two objects that have one name already may keep it: lists may not show that yet.
     */
    claimName(type: string, inputs: Inputs, urn: string): string | undefined {
        const name = nameKey(type, inputs);
        if (name === undefined) return undefined;
        const resource = this.resource(urn);
        const former = resource.claimedName;
        if (former !== undefined && former !== name && this.claims.get(former) === urn) this.claims.delete(former);
        resource.claimedName = name;
        const claimant = this.claim(name, urn);
        if (resource.heldName !== name) return claimant;
        if (claimant === undefined) this.kept.add(name);
        return this.kept.has(name) ? undefined : claimant;
    }

    /** Records that a resource has an object in the state, and its name: a replacement recognizes its own object. */
    holds(type: string, inputs: Inputs, urn: string): void {
        Object.assign(this.resource(urn), { isInState: true, heldName: nameKey(type, inputs) });
    }

    isInState(urn: string): boolean {
        return this.resources.get(urn)?.isInState ?? false;
    }

    /** Whether it is the object that this resource has in the state, by its name if the id is unknown. */
    ownObject(type: string, id: string, inputs: Inputs, urn: string): "yes" | "by its name" | "no" {
        const { heldId, heldName } = this.resources.get(urn) ?? {};
        if (heldId !== undefined) return heldId === id ? "yes" : "no";
        return heldName !== undefined && heldName === nameKey(type, inputs) ? "by its name" : "no";
    }

    /** Claims the object that a resource has in the state. Returns the other resource that has or imports it, if any. */
    claimObject(customerId: string, id: string, urn: string): string | undefined {
        const object = this.object(customerId, id);
        const other = otherThan(urn, object.importer, object.owner);
        object.owner = urn;
        this.resource(urn).heldId = id;
        return other;
    }

    /** Claims an existing object for a resource that imports it. Returns the other resource that has it, if any. */
    claimImport(customerId: string, id: string, urn: string): string | undefined {
        const object = this.object(customerId, id);
        const other = otherThan(urn, object.owner, object.importer);
        object.importer = urn;
        return other;
    }

    /** Records the microtenant of an object of this program. */
    notePlace(customerId: string, id: string, microtenantId: unknown): void {
        if (microtenantId !== UNKNOWN) this.object(customerId, id).microtenantId = String(microtenantId ?? "0");
    }

    /** The microtenant of an object of this program; `undefined` for other objects. */
    microtenantOf(customerId: string, id: string): string | undefined {
        return this.objects.get(objectKey(customerId, id))?.microtenantId;
    }

    /** The resource that has the object, if it is known. */
    ownerOf(customerId: string, id: string): string | undefined {
        const object = this.objects.get(objectKey(customerId, id));
        return object?.owner ?? object?.importer;
    }

    adopts(customerId: string, id: string, urn: string): void {
        Object.assign(this.object(customerId, id), { isAdopted: true, importer: urn });
    }

    /** Whether a resource of this run has taken the object over, so that deleting another resource keeps it. */
    hasAdopted(customerId: string, id: string): boolean {
        return this.objects.get(objectKey(customerId, id))?.isAdopted ?? false;
    }

    deletesBeforeReplacing(urn: string): void {
        this.resource(urn).isDeletedBeforeReplacing = true;
    }

    isDeletedBeforeReplacing(urn: string): boolean {
        return this.resources.get(urn)?.isDeletedBeforeReplacing ?? false;
    }

    deletesWithParent(customerId: string, id: string): void {
        this.object(customerId, id).isDeletedWithParent = true;
    }

    isDeletedWithParent(customerId: string, id: string): boolean {
        return this.objects.get(objectKey(customerId, id))?.isDeletedWithParent ?? false;
    }

    /**
     * Begins a create. Returns false if another resource of this run creates or has created an object with the name.
     */
    beginCreate(type: string, inputs: Inputs): boolean {
        const name = nameKey(type, inputs);
        if (name === undefined) return true;
        if (this.claims.has(creating(name))) return false;
        this.claims.set(creating(name), "");
        return true;
    }

    /** Frees the name, because the create failed or its object was deleted. */
    endCreate(type: string, inputs: Inputs): void {
        const name = nameKey(type, inputs);
        if (name !== undefined) this.claims.delete(creating(name));
    }

    private resource(urn: string): OfResource {
        return entry(this.resources, urn);
    }

    private object(customerId: string, id: string): OfObject {
        return entry(this.objects, objectKey(customerId, id));
    }
}

function entry<T extends object>(entries: Map<string, T>, key: string): T {
    const known = entries.get(key) ?? ({} as T);
    entries.set(key, known);
    return known;
}

const otherThan = (urn: string, ...urns: (string | undefined)[]): string | undefined =>
    urns.find((other) => other !== undefined && other !== urn);

const objectKey = (customerId: string, id: string) => `${customerId}/${id}`;

const creating = (name: string) => `create ${name}`;

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
