import { Auth } from "./auth";
import { Clock } from "./clock";
import { type CollectionOptions, customKind } from "./customKinds";
import type { Endpoint } from "./endpoint";
import { endpointsWith } from "./endpoints";
import { Faults } from "./faults";
import { Guesses } from "./guesses";
import type { Kind } from "./kinds";
import { Latencies } from "./latency";
import { type LimitMode, RateLimits } from "./limits";
import { ListLag } from "./listLag";
import type { EmulationOptions, NameTaken, UserCodePaths } from "./options";
import { RequestLog } from "./requestLog";
import { StateFile } from "./stateFile";
import { BUILT_IN, TenantStore } from "./store";
import { DEFAULT_TENANT, validateTenants } from "./tenants";

/** The emulated service without its HTTP server. */
export class Emulation {
    readonly clock = new Clock();
    readonly faults = new Faults();
    readonly latencies = new Latencies();
    readonly listLag: ListLag;
    readonly tenants: ReadonlyMap<string, TenantStore>;
    readonly auth: Auth;
    readonly limits: RateLimits;
    readonly log: RequestLog;
    readonly guesses: Guesses;
    /** Names besides the loopback names that `Host` can have, in lower case. */
    readonly hostnames: readonly string[];
    readonly limitMode: LimitMode | undefined;
    readonly endpoints: readonly Endpoint[];
    nameTaken: NameTaken;
    userCodePaths: UserCodePaths;
    private readonly state: StateFile | undefined;

    constructor(
        private readonly options: EmulationOptions,
        collections: readonly CollectionOptions[] = [],
    ) {
        const seeds = validateTenants(options.tenants ?? [DEFAULT_TENANT], "The list of tenants");
        const kinds = customKindsOf(collections);
        this.endpoints = endpointsWith(kinds);
        const custom = kinds.map((kind) => kind.collection);
        this.tenants = new Map(seeds.map((seed) => [seed.customerId, new TenantStore(seed, this.clock, custom)]));
        this.listLag = new ListLag(this.tenants, this.clock);
        this.auth = new Auth(this.tenants, this.clock);
        this.limits = new RateLimits(options.window ?? "fixed", options.limitPaths);
        this.limitMode = options.limits;
        this.nameTaken = options.nameTaken ?? "400";
        this.userCodePaths = options.userCodePaths ?? "both";
        this.hostnames = (options.hostnames ?? []).map((name) => name.toLowerCase());
        this.guesses = new Guesses(options.guesses ?? "answer");
        this.log = new RequestLog(options.requestLog, options.keepRequests);
        this.state = options.state ? new StateFile(options.state, this.tenants) : undefined;
    }

    tenant(customerId: string): TenantStore {
        const store = this.tenants.get(customerId);
        if (store) return store;
        throw new Error(
            `No emulated tenant has the customerId ${customerId}. Known: ${[...this.tenants.keys()].join(", ")}.`,
        );
    }

    /** Whether the service has the path of this endpoint. */
    hasPath({ userCodePath }: Endpoint): boolean {
        return userCodePath === undefined || this.userCodePaths === "both" || this.userCodePaths === userCodePath;
    }

    /**
     * Must be called after each change of a tenant and before the response. Saves the state file and updates lists.
     *
     * @throws Error if the file cannot be saved; the tenants then are as they were saved last
     */
    changed(): void {
        try {
            this.state?.save();
        } finally {
            for (const store of this.tenants.values()) store.changed();
            this.listLag.record();
        }
    }

    /**
     * Restores the initial state: clock, objects, secrets, tokens, faults, latency, list lag, options, counted calls,
     * guesses and the request log.
     */
    reset(): void {
        this.nameTaken = this.options.nameTaken ?? "400";
        this.userCodePaths = this.options.userCodePaths ?? "both";
        this.clock.reset();
        for (const store of this.tenants.values()) store.reset();
        this.auth.expire();
        this.faults.clear();
        this.latencies.set({ ms: 0 });
        this.listLag.set(0);
        this.limits.reset();
        this.log.clear();
        this.guesses.how = this.options.guesses ?? "answer";
        this.guesses.clear();
        this.changed();
    }
}

/** The custom kinds. Throws if the service already has a path. */
function customKindsOf(collections: readonly CollectionOptions[]): Kind[] {
    const taken = new Set<string>([...BUILT_IN, ...endpointsWith([]).map(({ path }) => path.split("/")[1]!)]);
    return collections.map((options) => {
        const kind = customKind(options);
        if (taken.has(kind.collection)) throw new Error(`The collection ${kind.collection} already exists.`);
        taken.add(kind.collection);
        return kind;
    });
}
