import { defaultCerts } from "./certificates";
import type { Clock } from "./clock";
import { DEFAULT_PROFILES, type TenantSeed } from "./tenants";

/** An object in the API's own form, as the service keeps it. */
export interface Stored {
    id: string;
    name: string;
    [field: string]: unknown;
}

export type Collection = "groups" | "versionProfiles" | "enrollmentCerts" | "microtenants" | "provisioningKeys";

/** It was not made by anybody: no times, no maker. */
const DEFAULT_MICROTENANT: Stored = {
    id: "0",
    name: "Default",
    description: "This is the default Microtenant for users not associated to any Microtenant",
    enabled: true,
    operator: "OR",
    privilegedApprovalsEnabled: true,
};

/** Everything that the service knows of one customer. */
export class TenantStore {
    readonly groups = new Map<string, Stored>();
    readonly versionProfiles = new Map<string, Stored>();
    readonly enrollmentCerts = new Map<string, Stored>();
    readonly microtenants = new Map<string, Stored>();
    readonly provisioningKeys = new Map<string, Stored>();
    /** Groups whose changes are refused although nothing shows it. */
    readonly silentlyLocked = new Set<string>();
    clientSecret: string;
    private readonly sorted = new Map<Collection, readonly Stored[]>();
    private lastId: bigint;

    constructor(
        readonly seed: TenantSeed,
        readonly clock: Clock,
    ) {
        this.clientSecret = seed.clientSecret;
        this.lastId = BigInt(seed.customerId) + 1_000n;
        this.fill();
    }

    get customerId(): string {
        return this.seed.customerId;
    }

    get maxGroups(): number {
        return this.seed.maxGroups ?? 100;
    }

    nextId(): string {
        do this.lastId += 1n;
        while ([this.groups, this.provisioningKeys, this.microtenants].some((taken) => taken.has(String(this.lastId))));
        return String(this.lastId);
    }

    /** In the order of their names, as lists of groups and of keys come. Sorted once for all reads between two changes. */
    byName(collection: Collection): readonly Stored[] {
        const known = this.sorted.get(collection);
        if (known) return known;
        const named = [...this[collection].values()].map((object) => ({ object, name: object.name.toLowerCase() }));
        const objects = named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).map((n) => n.object);
        this.sorted.set(collection, objects);
        return objects;
    }

    /** After each change, before the next read. */
    changed(): void {
        this.sorted.clear();
    }

    /** Puts everything back as the seed says. */
    reset(): void {
        for (const collection of [
            this.groups,
            this.versionProfiles,
            this.enrollmentCerts,
            this.microtenants,
            this.provisioningKeys,
        ]) {
            collection.clear();
        }
        this.silentlyLocked.clear();
        this.clientSecret = this.seed.clientSecret;
        this.fill();
    }

    dump(): Record<Collection, Stored[]> & { lastId: string } {
        return {
            groups: [...this.groups.values()],
            versionProfiles: [...this.versionProfiles.values()],
            enrollmentCerts: [...this.enrollmentCerts.values()],
            microtenants: [...this.microtenants.values()],
            provisioningKeys: [...this.provisioningKeys.values()],
            lastId: String(this.lastId),
        };
    }

    /** The same tenant, untouched by what changes from now on. */
    copy(): TenantStore {
        const copy = new TenantStore(this.seed, this.clock);
        copy.load(structuredClone(this.dump()));
        return copy;
    }

    load(dump: Partial<ReturnType<TenantStore["dump"]>>): void {
        for (const name of [
            "groups",
            "versionProfiles",
            "enrollmentCerts",
            "microtenants",
            "provisioningKeys",
        ] as const) {
            const objects = dump[name];
            if (!objects) continue;
            this[name].clear();
            for (const object of objects) this[name].set(object.id, object);
        }
        if (dump.lastId) this.lastId = BigInt(dump.lastId);
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
        const put = (into: Map<string, Stored>, objects: readonly object[]) => {
            for (const object of objects as Stored[]) into.set(object.id, stamped(object));
        };
        put(this.versionProfiles, seed.versionProfiles ?? DEFAULT_PROFILES);
        put(this.enrollmentCerts, seed.enrollmentCerts ?? defaultCerts(seed.customerId));
        this.microtenants.set("0", { ...DEFAULT_MICROTENANT });
        put(this.microtenants, seed.microtenants ?? []);
        put(this.groups, seed.groups ?? []);
        put(this.provisioningKeys, seed.provisioningKeys ?? []);
    }
}
