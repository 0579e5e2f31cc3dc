import { type ApiClient, createClient } from "../api/client";
import type { ApiMicrotenant } from "../api/endpoints/microtenants";
import type { ApiVersionProfile } from "../api/endpoints/versionProfiles";
import { DEFAULT_RETRY, type RetryPolicy } from "../api/retry/policy";
import { CertificateFinder } from "./enrollmentCert";
import { GroupSnapshots } from "./groupSnapshots";
import { Listed } from "./listed";
import type { Tenant } from "./resolve";

/** Everything that one process knows of one tenant, each thing asked once. */
export interface Connection {
    readonly tenant: Tenant;
    readonly client: ApiClient;
    readonly groups: GroupSnapshots;
    readonly profiles: Listed<ApiVersionProfile>;
    readonly microtenants: Listed<ApiMicrotenant>;
    readonly certificates: CertificateFinder;
    readonly retry: RetryPolicy;
}

export interface ConnectionOptions {
    /** Total time of one call with its repetitions, in seconds. */
    readonly retrySecs: number;
    readonly onWait?: (message: string) => void;
}

/** Keeps one connection a tenant for the life of the process. */
export class Connections {
    private readonly open = new Map<string, Omit<Connection, "tenant">>();

    constructor(private readonly options: ConnectionOptions) {}

    to(tenant: Tenant): Connection {
        // Labels for microtenants of one customer share what is known of the customer.
        const { label: _label, microtenantId: _id, microtenantName: _name, ...identity } = tenant;
        const key = JSON.stringify(identity);
        let connection = this.open.get(key);
        if (!connection) {
            const { retrySecs, onWait } = this.options;
            const retry = { ...DEFAULT_RETRY, totalMs: retrySecs * 1000 };
            const client = createClient(tenant, { retry, ...(onWait ? { report: onWait } : {}) });
            const microtenants = new Listed("microtenant", async () => (await client.listMicrotenants()).objects);
            connection = {
                client,
                groups: new GroupSnapshots(client, microtenants),
                profiles: new Listed(
                    "visible version profile",
                    async () => (await client.listVersionProfiles()).objects,
                ),
                microtenants,
                certificates: new CertificateFinder(client),
                retry,
            };
            this.open.set(key, connection);
        }
        return { ...connection, client: connection.client.as(tenant), tenant };
    }
}
