import { defaultCerts } from "./certificates";
import type { Clock } from "./clock";
import type { TenantSeed } from "./options";
import { DEFAULT_PROFILES } from "./tenants";

/** An object in the format of the API, as it is stored. */
export interface Stored {
    /** The id, in decimal digits. */
    id: string;
    /** The name. */
    name: string;
    /** The other fields of the API. */
    [field: string]: unknown;
}

export const BUILT_IN = [
    ...["groups", "versionProfiles", "enrollmentCerts", "microtenants", "provisioningKeys"],
    ...["connectors", "userCodes", "connectorSchedule"],
] as const;

/** The name of a collection: a built-in one, or the `path` of one of the option `collections`. */
export type Collection =
    | "groups"
    | "versionProfiles"
    | "enrollmentCerts"
    | "microtenants"
    | "provisioningKeys"
    | "connectors"
    | (string & {});

/** The objects of a tenant, by collection. */
export type Dump = { readonly lastId: string } & Readonly<Record<string, Stored[] | string>>;

/** It has no times and no `modifiedBy`, because nobody created it. */
const DEFAULT_MICROTENANT: Stored = {
    id: "0",
    name: "Default",
    description: "This is the default Microtenant for users not associated to any Microtenant",
    enabled: true,
    operator: "OR",
    privilegedApprovalsEnabled: true,
};

/** The data of one customer. */
export class TenantStore {
    /** Ids of objects whose changes are rejected, although no field shows a lock. */
    readonly hiddenLocks = new Set<string>();
    clientSecret: string;
    private readonly collections: ReadonlyMap<string, Map<string, Stored>>;
    private readonly sorted = new Map<string, readonly Stored[]>();
    private lastId: bigint;

    constructor(
        readonly seed: TenantSeed,
        readonly clock: Clock,
        private readonly custom: readonly string[] = [],
    ) {
        this.clientSecret = seed.clientSecret;
        this.lastId = BigInt(seed.customerId) + 1_000n;
        this.collections = new Map([...BUILT_IN, ...custom].map((name) => [name, new Map<string, Stored>()]));
        this.fill();
    }

    get customerId(): string {
        return this.seed.customerId;
    }

    of(collection: Collection): Map<string, Stored> {
        const objects = this.collections.get(collection);
        if (objects) return objects;
        throw new Error(
            `The emulator has no collection ${JSON.stringify(collection)}. It has: ${[...this.collections.keys()].join(", ")}.`,
        );
    }

    nextId(): string {
        const taken = [...this.collections.values()];
        do this.lastId += 1n;
        while (taken.some((objects) => objects.has(String(this.lastId))));
        return String(this.lastId);
    }

    /** Adds or replaces an object. The connectors of a group are stored as connectors. */
    put(collection: Collection, object: Stored): void {
        const { connectors, ...group } = object;
        const isGroup = collection === "groups";
        this.of(collection).set(object.id, isGroup ? (group as Stored) : object);
        if (isGroup && Array.isArray(connectors)) this.setMembers(object.id, connectors as Stored[]);
    }

    setMembers(groupId: string, connectors: readonly Stored[]): void {
        const all = this.of("connectors");
        for (const [id, connector] of all) if (connector.appConnectorGroupId === groupId) all.delete(id);
        for (const connector of connectors) all.set(connector.id, { ...connector, appConnectorGroupId: groupId });
    }

    /** Objects sorted by name, as lists of groups and keys are. The result is cached until the next change. */
    byName(collection: Collection): readonly Stored[] {
        const known = this.sorted.get(collection);
        if (known) return known;
        const named = [...this.of(collection).values()].map((object) => ({ object, name: object.name.toLowerCase() }));
        const objects = named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((n) => n.object);
        this.sorted.set(collection, objects);
        return objects;
    }

    /** Must be called after each change, before the next read. */
    changed(): void {
        this.sorted.clear();
    }

    /** Restores the initial state. */
    reset(): void {
        for (const collection of this.collections.values()) collection.clear();
        this.hiddenLocks.clear();
        this.clientSecret = this.seed.clientSecret;
        this.fill();
    }

    dump(): Dump {
        const objects = [...this.collections].map(([name, collection]) => [name, [...collection.values()]]);
        return { ...Object.fromEntries(objects), lastId: String(this.lastId) };
    }

    /** A copy of the tenant, unaffected by later changes. */
    copy(): TenantStore {
        const copy = new TenantStore(this.seed, this.clock, this.custom);
        copy.load(structuredClone(this.dump()));
        return copy;
    }

    load(dump: Dump): void {
        for (const [name, collection] of this.collections) {
            const objects = dump[name];
            if (!Array.isArray(objects)) continue;
            collection.clear();
            for (const object of objects) this.put(name, object);
        }
        this.lastId = BigInt(dump.lastId);
    }

    private fill(): void {
        const { seed } = this;
        const time = this.clock.seconds();
        const stamped = (object: Stored): Stored => ({
            creationTime: time,
            modifiedTime: time,
            modifiedBy: seed.customerId,
            ...structuredClone(object),
        });
        const put = (collection: Collection, objects: readonly object[] = []) => {
            for (const object of objects as Stored[]) this.put(collection, stamped(object));
        };
        put("versionProfiles", seed.versionProfiles ?? DEFAULT_PROFILES);
        put("enrollmentCerts", seed.enrollmentCerts ?? defaultCerts(seed.customerId));
        this.put("microtenants", { ...DEFAULT_MICROTENANT });
        put("microtenants", seed.microtenants);
        put("groups", seed.groups);
        put("provisioningKeys", seed.provisioningKeys);
        put("connectors", seed.connectors);
        for (const [collection, objects] of Object.entries(seed.objects ?? {})) put(collection, objects);
    }
}
