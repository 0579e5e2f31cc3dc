import {
    type ApiClient,
    type ClientOptions,
    createClient,
    type Listing,
    type PacingOptions,
    pacingFor,
} from "../api/client";
import type { ApiConnector } from "../api/endpoints/connectors";
import type { ApiEnrollmentCert } from "../api/endpoints/enrollmentCerts";
import type { ApiMicrotenant } from "../api/endpoints/microtenants";
import type { ApiVersionProfile } from "../api/endpoints/versionProfiles";
import type { Operation } from "../api/operation";
import type { Pacing } from "../api/pacing/pacer";
import { DEFAULT_RETRY, type RetryPolicy } from "../api/retry/policy";
import { type Find, Listed } from "./listed";
import type { Named } from "./pickOne";
import type { Tenant } from "./resolve";

/** The lists of one customer. Each is requested once. */
interface Shared {
    readonly client: ApiClient;
    readonly profiles: Listed<ApiVersionProfile>;
    readonly defaultProfile: Listed<ApiVersionProfile>;
    readonly microtenants: Listed<ApiMicrotenant>;
    /** By microtenant. */
    readonly certificates: Map<string, Listed<ApiEnrollmentCert>>;
    /** By microtenant and search. */
    readonly connectors: Map<string, Listed<ApiConnector>>;
}

/** One tenant, for one operation. */
export interface Connection {
    readonly tenant: Tenant;
    /** Bound to the operation: its deadline, its cancellation and its reports of waits. */
    readonly client: ApiClient;
    readonly profiles: Find<ApiVersionProfile>;
    /** The version profile of groups that do not override it. */
    defaultProfile(): Promise<ApiVersionProfile>;
    readonly microtenants: Find<ApiMicrotenant>;
    /** The enrollment certificates that are visible in a microtenant. */
    certificates(microtenantId: string): Find<ApiEnrollmentCert>;
    /** The App Connectors of a microtenant that match a condition in ZPA's syntax; `null` means all microtenants. */
    connectors(microtenantId: string | null, search?: string): Find<ApiConnector>;
    /** An object that all connections to the customer share. */
    readonly customer: object;
    readonly operation: Operation;
    readonly retry: RetryPolicy;
}

export interface ConnectionOptions extends PacingOptions, Pick<ClientOptions, "transport" | "isWanted"> {
    /** The maximum time of an operation with its retries, in seconds. */
    readonly retrySecs: number;
}

/** Has one client for each customer. */
export class Connections {
    private readonly open = new Map<string, Shared>();

    private readonly retry: RetryPolicy;
    private readonly pacing: Pacing;

    constructor(private readonly options: ConnectionOptions) {
        this.pacing = pacingFor(options);
        this.retry = { ...DEFAULT_RETRY, totalMs: options.retrySecs * 1000 };
    }

    to(tenant: Tenant, operation: Operation): Connection {
        const shared = this.sharedBy(tenant);
        const ofTenant = shared.client.as(tenant);
        const listed = <T extends Named>(list: Listed<T>, ask: (client: ApiClient) => Promise<Listing<T>>): Find<T> =>
            list.by(operation, (all) => ask(ofTenant.during(all)));
        return {
            tenant,
            client: ofTenant.during(operation),
            profiles: listed(shared.profiles, (client) => client.listVersionProfiles()),
            async defaultProfile() {
                const ask = async (client: ApiClient) => ({
                    objects: [await client.getDefaultVersionProfile()],
                    unreadable: [],
                });
                const [profile] = await listed(shared.defaultProfile, ask).all();
                return profile!;
            },
            microtenants: listed(shared.microtenants, (client) => client.listMicrotenants()),
            certificates(microtenantId) {
                const list = listedIn(shared.certificates, microtenantId, "enrollment certificate");
                return listed(list, (client) => client.listEnrollmentCerts(microtenantId));
            },
            connectors(microtenantId, search) {
                const list = listedIn(shared.connectors, JSON.stringify([microtenantId, search]), "App Connector");
                return listed(list, (client) => client.listConnectors(microtenantId, search));
            },
            customer: shared,
            operation,
            retry: this.retry,
        };
    }

    /** Labels for microtenants of one customer share the customer's lists. */
    private sharedBy(tenant: Tenant): Shared {
        const { label: _label, microtenantId: _id, microtenantName: _name, ...identity } = tenant;
        const key = JSON.stringify(identity);
        const known = this.open.get(key);
        if (known) return known;
        const { retrySecs: _retrySecs, ...options } = this.options;
        const shared: Shared = {
            client: createClient(tenant, { retry: this.retry, ...options, pacing: this.pacing }),
            profiles: new Listed("visible version profile"),
            defaultProfile: new Listed("default version profile"),
            microtenants: new Listed("microtenant"),
            certificates: new Map(),
            connectors: new Map(),
        };
        this.open.set(key, shared);
        return shared;
    }
}

function listedIn<T extends Named>(lists: Map<string, Listed<T>>, key: string, kind: string): Listed<T> {
    const listed = lists.get(key) ?? new Listed<T>(kind);
    lists.set(key, listed);
    return listed;
}
