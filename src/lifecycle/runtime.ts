import type { Clock } from "../api/clock";
import { systemClock } from "../api/clock";
import { Deadline, type Operation } from "../api/operation";
import { type Connection, type ConnectionOptions, Connections } from "../tenants/connection";
import { resolveRun, type SettingSource, type Tenant, tenantOfCustomer } from "../tenants/resolve";
import type { RunSettings } from "../tenants/settings";
import { Collection, Objects } from "./collection";
import { unreadableNotice } from "./messages";
import type { Reporter } from "./ports";
import { Program } from "./program";
import type { StoredModel } from "./storedModel";

export interface RuntimeOptions {
    readonly source: SettingSource;
    readonly reporter: Reporter;
    readonly clock?: Clock;
    /** Where calls are counted for the rate limits. Default: a file that all processes of the user share. */
    readonly ledger?: ConnectionOptions["ledger"];
    readonly signal?: AbortSignal;
    /** Default: HTTP, through the proxy of the environment. */
    readonly transport?: ConnectionOptions["transport"];
    /** Whether the run still goes on. Asked before each write. Default: it does. */
    readonly isWanted?: ConnectionOptions["isWanted"];
}

/**
 * The data that all resources of one run share: settings, one connection per tenant, lists, and the program's
 * resources.
 */
export class Runtime {
    readonly source: SettingSource;
    readonly settings: RunSettings;
    /** The error of the settings for all tenants, if they are invalid. */
    readonly settingsError: unknown;
    readonly program = new Program();
    readonly reporter: Reporter;
    readonly clock: Clock;
    private readonly signal: AbortSignal | undefined;
    private readonly connections: Connections;
    private readonly noticed = new Set<string>();
    private readonly collections = new WeakMap<object, Map<string, Collection>>();

    constructor({ source, reporter, clock = systemClock, ledger, signal, transport, isWanted }: RuntimeOptions) {
        this.source = source;
        this.reporter = reporter;
        this.clock = clock;
        this.signal = signal;
        try {
            this.settings = resolveRun(source);
        } catch (error) {
            this.settingsError = error;
            this.settings = resolveRun({ config: () => undefined, env: {} });
        }
        this.connections = new Connections({
            report: (message) => this.reporter.wait("", message),
            retrySecs: this.settings.retrySecs,
            clock,
            ...(ledger ? { ledger } : {}),
            ...(transport ? { transport } : {}),
            ...(isWanted ? { isWanted } : {}),
        });
    }

    /** Reports a notice that several resources would repeat. */
    noticeOnce(message: string): void {
        if (this.noticed.has(message)) return;
        this.noticed.add(message);
        this.reporter.notice("", message);
    }

    /** One operation of a resource: one deadline for all calls and retries in it. */
    operation(urn: string, retrySecs = this.settings.retrySecs): Operation {
        return {
            deadline: new Deadline(retrySecs * 1000, this.clock),
            signal: this.signal,
            report: (message) => this.reporter.wait(urn, message),
        };
    }

    connectTo(tenant: Tenant, urn: string, operation = this.operation(urn)): Connection {
        return this.connections.to(tenant, operation);
    }

    /** The connection to the tenant with this customer, for one operation of a resource. */
    connect(
        owner: { customerId: string; tenant?: string | undefined; microtenantId?: unknown },
        urn: string,
        operation?: Operation,
    ): Connection {
        const microtenantId = String(owner.microtenantId ?? "0");
        const tenant = tenantOfCustomer(owner.customerId, owner.tenant, microtenantId, this.source);
        return this.connectTo(tenant, urn, operation);
    }

    objects(model: StoredModel, connection: Connection): Objects {
        const { noun, type, api, unreliableById = [] } = model;
        const kinds = this.collections.get(connection.customer) ?? new Map<string, Collection>();
        this.collections.set(connection.customer, kinds);
        const collection = kinds.get(type) ?? new Collection();
        kinds.set(type, collection);
        return new Objects({
            operation: connection.operation,
            endpoint: (operation) => connection.client.during(operation).objects(api),
            noun,
            collection,
            clock: this.clock,
            unreliableById,
            onUnreadable: (unreadable) => this.reporter.notice("", unreadableNotice(noun, unreadable)),
            explainMicrotenant: async (id) => {
                if (id !== "0") await connection.microtenants.one({ id });
            },
        });
    }
}
