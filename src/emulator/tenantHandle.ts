import { embedded, joined, membersOf, report } from "./connectors";
import type { Emulation } from "./emulation";
import { Changes, NewObject } from "./seed";
import type { Collection, Stored, TenantStore } from "./store";
import { type Machine, showUserCode } from "./userCodes";

/** The connector that `enroll` adds. */
export interface NewConnector {
    /** The name. Default: the key's name and a number, such as `key-1`. */
    readonly name?: string;
    /**
     * Values that the connector reports, with the field names of `GET /connector`. Default: connected and up to date.
     */
    readonly reports?: Readonly<Record<string, unknown>>;
}

/**
 * An emulated tenant. Tests read its objects, and change them as the service does or as a change outside of Pulumi.
 *
 * @example
 * ```ts
 * const tenant = emulator.tenant();
 * const group = tenant.group("San Jose DC1");
 * tenant.changeGroup(group.id, { readOnly: true });
 * ```
 */
export class TenantHandle {
    private readonly store: TenantStore;

    /** @internal */
    constructor(
        private readonly emulation: Emulation,
        /** The id of the ZPA tenant. */
        readonly customerId: string,
    ) {
        this.store = emulation.tenant(customerId);
    }

    /**
     * A copy of the objects of a collection, as they are stored.
     *
     * @param collection the kind of the objects, for example `groups`
     */
    all(collection: Collection): Stored[] {
        const objects = [...this.store.of(collection).values()];
        return structuredClone(collection === "groups" ? objects.map((group) => this.withConnectors(group)) : objects);
    }

    /** The App Connector groups. */
    groups(): Stored[] {
        return this.all("groups");
    }

    /**
     * The group with this name. Throws if there is none.
     *
     * @param name the exact name
     */
    group(name: string): Stored {
        return this.named("groups", name);
    }

    /** The provisioning keys. */
    keys(): Stored[] {
        return this.all("provisioningKeys");
    }

    /**
     * The provisioning key with this name. Throws if there is none.
     *
     * @param name the exact name
     */
    key(name: string): Stored {
        return this.named("provisioningKeys", name);
    }

    /** The App Connectors. */
    connectors(): Stored[] {
        return this.all("connectors");
    }

    /**
     * Adds an object in the format of the API. Default for `id`: a new id.
     *
     * @param collection the kind of the objects, for example `groups`
     * @param object its fields, by their names in the API
     */
    add(collection: Collection, object: { name: string; [field: string]: unknown }): Stored {
        NewObject.parse(object);
        const time = this.emulation.clock.seconds();
        const stamps = { creationTime: time, modifiedTime: time, modifiedBy: this.customerId };
        const stored: Stored = { id: this.store.nextId(), ...stamps, ...structuredClone(object) };
        this.store.put(collection, stored);
        this.emulation.changed();
        return structuredClone(stored);
    }

    /**
     * Sets fields of an object; `null` or `undefined` removes a field.
     *
     * @param collection the kind of the objects, for example `groups`
     * @param id the id of the object
     * @param changes the fields to set, by their names in the API
     */
    change(collection: Collection, id: string, changes: Record<string, unknown>): void {
        const object = this.store.of(collection).get(id);
        if (!object)
            throw new Error(`The emulated tenant ${this.customerId} has nothing with the id ${id} in ${collection}.`);
        Changes.parse(changes);
        const { __proto__: _, ...fields } = structuredClone(changes);
        if (collection === "connectors") report(object, fields);
        else
            for (const [field, value] of Object.entries(fields)) {
                if (collection === "groups" && field === "connectors")
                    this.store.setMembers(id, (value ?? []) as Stored[]);
                else if (value === null || value === undefined) delete object[field];
                else object[field] = value;
            }
        object.modifiedTime = this.emulation.clock.seconds();
        this.emulation.changed();
    }

    /**
     * Sets fields of a group; `null` or `undefined` removes a field.
     *
     * @param id the id of the group
     * @param changes the fields to set, by their names in the API
     */
    changeGroup(id: string, changes: Record<string, unknown>): void {
        this.change("groups", id, changes);
    }

    /**
     * Sets fields of a provisioning key; `null` or `undefined` removes a field.
     *
     * @param id the id of the key
     * @param changes the fields to set, by their names in the API
     */
    changeKey(id: string, changes: Record<string, unknown>): void {
        this.change("provisioningKeys", id, changes);
    }

    /**
     * Sets fields of a connector, with the field names of `GET /connector`.
     *
     * @param id the id of the connector
     * @param changes the fields to set, by their names in the API
     */
    changeConnector(id: string, changes: Record<string, unknown>): void {
        this.change("connectors", id, changes);
    }

    /**
     * Removes an object, whatever refers to it.
     *
     * @param collection the kind of the objects, for example `groups`
     * @param id the id of the object
     */
    remove(collection: Collection, id: string): void {
        this.store.of(collection).delete(id);
        if (collection === "groups") this.store.setMembers(id, []);
        this.emulation.changed();
    }

    /**
     * Removes a group and its connectors.
     *
     * @param id the id of the group
     */
    deleteGroup(id: string): void {
        this.remove("groups", id);
    }

    /**
     * Removes a provisioning key.
     *
     * @param id the id of the key
     */
    removeKey(id: string): void {
        this.remove("provisioningKeys", id);
    }

    /**
     * Removes a connector.
     *
     * @param id the id of the connector
     */
    removeConnector(id: string): void {
        this.remove("connectors", id);
    }

    /**
     * A machine enrolls with a provisioning key, given by its value, id or name. A connector joins the key's group, and
     * the key's `usageCount` increases. Throws if the key is unknown, disabled, used up or expired.
     *
     * @param key the value, the id or the name of the key
     * @param connector the name of the connector, and what it reports
     */
    enroll(key: string, connector: NewConnector = {}): Stored {
        const { name, reports } = connector;
        const keys = [...this.store.of("provisioningKeys").values()];
        const found = keys.find((k) => [k.provisioningKey, k.id].includes(key)) ?? keys.find((k) => k.name === key);
        if (!found) throw new Error(`The emulated tenant ${this.customerId} has no such provisioning key.`);
        const refuse = (why: string) => new Error(`The provisioning key ${found.name} (${found.id}) ${why}.`);
        if (found.enabled === false) throw refuse("is disabled");
        const used = Number(found.usageCount ?? 0);
        if (used >= Number(found.maxUsage)) throw refuse(`is used up: ${used} of ${found.maxUsage} connectors`);
        const expires = Number(found.expirationInEpochSec ?? 0);
        if (expires > 0 && expires <= Number(this.emulation.clock.seconds())) throw refuse("has expired");
        const group = this.store.of("groups").get(String(found.zcomponentId));
        if (!group) throw refuse("has no App Connector group");
        found.usageCount = String(used + 1);
        const added = joined(this.store, {
            group,
            name: name ?? `${found.name}-${used + 1}`,
            provisioningKeyId: found.id,
            ...(reports ? { reports } : {}),
        });
        this.emulation.changed();
        return structuredClone(added);
    }

    /**
     * A machine shows a user code, which is returned. When it is confirmed for a group, the connector joins that
     * group.
     *
     * @param machine the code and the connector. Default: new ones
     */
    showUserCode(machine: Machine = {}): string {
        const code = showUserCode(this.store, machine);
        this.emulation.changed();
        return code;
    }

    /**
     * Rejects changes of a group, key or custom object, although its fields show no lock.
     *
     * @param id the id of the object
     * @param enforced whether changes are rejected
     */
    enforceLock(id: string, enforced = true): void {
        if (enforced) this.store.hiddenLocks.add(id);
        else this.store.hiddenLocks.delete(id);
    }

    /** Invalidates every token of the tenant. */
    expireTokens(): void {
        this.emulation.auth.expire(this.customerId);
    }

    /**
     * Replaces the client secret. Tokens stay valid, as with the service.
     *
     * @param clientSecret the new secret
     */
    rotateSecret(clientSecret: string): void {
        this.store.clientSecret = clientSecret;
    }

    private named(collection: Collection, name: string): Stored {
        const found = this.all(collection).find((object) => object.name === name);
        if (found) return found;
        const known = this.all(collection).map((object) => object.name);
        throw new Error(
            `The emulated tenant ${this.customerId} has nothing named ${JSON.stringify(name)} in ${collection}. ` +
                `It has: ${known.join(", ")}.`,
        );
    }

    private withConnectors(group: Stored): Stored {
        const connectors = membersOf(this.store, group).map(embedded);
        return connectors.length > 0 ? { ...group, connectors } : group;
    }
}
