import type { Emulation } from "./emulation";
import type { Collection, Stored, TenantStore } from "./store";
import { Changes, NewObject } from "./tenants";

/** One emulated tenant, to look at and to change as the service itself, or somebody else, would. */
export class TenantHandle {
    private readonly store: TenantStore;

    constructor(
        private readonly emulation: Emulation,
        readonly customerId: string,
    ) {
        this.store = emulation.tenant(customerId);
    }

    /** Every object of a kind, as the service keeps it: a copy. */
    all(collection: Collection): Stored[] {
        return structuredClone([...this.store[collection].values()]);
    }

    groups(): Stored[] {
        return this.all("groups");
    }

    /** The group of this name. */
    group(name: string): Stored {
        const found = this.groups().find((group) => group.name === name);
        if (found) return found;
        const known = this.groups().map((group) => group.name);
        throw new Error(
            `The emulated tenant ${this.customerId} has no group ${JSON.stringify(name)}. It has: ${known.join(", ")}.`,
        );
    }

    /** Adds an object in the API's own form; a missing id is given. */
    add(collection: Collection, object: { name: string; [field: string]: unknown }): Stored {
        NewObject.parse(object);
        const time = this.emulation.clock.seconds();
        const stamps = { creationTime: time, modifiedTime: time, modifiedBy: this.customerId };
        const stored: Stored = { id: this.store.nextId(), ...stamps, ...structuredClone(object) };
        this.store[collection].set(stored.id, stored);
        this.emulation.changed();
        return structuredClone(stored);
    }

    /** Sets fields of an object; `null` or `undefined` takes a field away. */
    change(collection: Collection, id: string, changes: Record<string, unknown>): void {
        const object = this.store[collection].get(id);
        if (!object)
            throw new Error(`The emulated tenant ${this.customerId} has nothing with the id ${id} in ${collection}.`);
        Changes.parse(changes);
        for (const [field, value] of Object.entries(structuredClone(changes))) {
            if (field === "__proto__") continue;
            if (value === null || value === undefined) delete object[field];
            else object[field] = value;
        }
        object.modifiedTime = this.emulation.clock.seconds();
        this.emulation.changed();
    }

    changeGroup(id: string, changes: Record<string, unknown>): void {
        this.change("groups", id, changes);
    }

    remove(collection: Collection, id: string): void {
        this.store[collection].delete(id);
        this.emulation.changed();
    }

    deleteGroup(id: string): void {
        this.remove("groups", id);
    }

    /** Refuses every change of a group although nothing in it shows that it is locked. */
    enforceLock(id: string, enforced = true): void {
        if (enforced) this.store.silentlyLocked.add(id);
        else this.store.silentlyLocked.delete(id);
    }

    expireTokens(): void {
        this.emulation.auth.expire(this.customerId);
    }

    /** The old secret is refused from now on; tokens stay good, as the service's do. */
    rotateSecret(clientSecret: string): void {
        this.store.clientSecret = clientSecret;
    }
}
