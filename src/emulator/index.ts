import { Emulation } from "./emulation";
import { type EnvironmentOptions, environmentOf } from "./environment";
import type { EmulationOptions, FaultInput, LatencyInput } from "./options";
import type { RequestWithBody } from "./requestLog";
import { createServer } from "./server";
import { TenantHandle } from "./tenantHandle";
import { DEFAULT_TENANT } from "./tenants";
import type { UserCodePaths } from "./userCodes";

export type { EnvironmentOptions } from "./environment";
export type { NameTaken } from "./kinds";
export type { LimitMode, LimitPaths, WindowMode } from "./limits";
export type {
    CollectionOptions,
    EmulationOptions,
    FaultInput as Fault,
    KeepRequests,
    LatencyInput as Latency,
    TenantSeed,
} from "./options";
export type { RequestRecord, RequestWithBody } from "./requestLog";
export type { Collection, Stored } from "./store";
export type { NewConnector, TenantHandle } from "./tenantHandle";
export { DEFAULT_TENANT, readTenants } from "./tenants";
export type { Machine, UserCodePaths } from "./userCodes";

/** The options of `startEmulator`. */
export interface EmulatorOptions extends EmulationOptions {
    /** The port to listen on. Default: a free port. */
    readonly port?: number | undefined;
    /** Serves HTTPS with this certificate and key, both in PEM format. Default: HTTP. */
    readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** A running ZPA service on a loopback address. */
export interface Emulator {
    /** The address, for `zpa:baseUrl` or `ZPA_BASE_URL`. */
    readonly url: string;
    /**
     * A tenant's settings as environment variables: `ZPA_BASE_URL`, `ZPA_CUSTOMER_ID`, `ZPA_CLIENT_ID`,
     * `ZPA_CLIENT_SECRET`, and with `auth: "oneapi"` the vanity domain. With `limits: "off"`, also `ZPA_PACING=off`.
     *
     * @param options which tenant, and its label. Default: the first tenant, as the default tenant
     *
     * @example
     * ```ts
     * const env = { ...emulator.environment(), ...emulator.environment({ tenant: "72058304855015424", label: "acme"
     * }) };
     * ```
     */
    environment(options?: EnvironmentOptions): Record<string, string>;
    /** The requests so far, in the order of their responses. */
    requests(): readonly RequestWithBody[];
    /** Clears the request log. */
    clearRequests(): void;
    /**
     * A tenant by its customer id. Default: the first tenant.
     *
     * @param customerId the customer id
     */
    tenant(customerId?: string): TenantHandle;
    /**
     * Adds a fault, which applies to the next matching requests.
     *
     * @param fault the requests, and what goes wrong
     */
    fault(fault: FaultInput): void;
    /** Removes all faults. */
    clearFaults(): void;
    /**
     * Delays every response. Default: no delay.
     *
     * @param latency the delay of each response
     */
    setLatency(latency: LatencyInput): void;
    /**
     * Lists return the objects as of `ms` milliseconds ago; reads by id are current. Default: 0.
     *
     * @param ms the lag in milliseconds
     */
    setListLag(ms: number): void;
    /**
     * Advances the emulator's clock, on which tokens expire and windows of the rate limit end.
     *
     * @param ms how far, in milliseconds
     */
    advanceClock(ms: number): void;
    /**
     * Changes the response if a name is already in use.
     *
     * @param nameTaken the form of the response
     */
    setNameTaken(nameTaken: NonNullable<EmulationOptions["nameTaken"]>): void;
    /**
     * Changes which paths of user codes exist.
     *
     * @param paths the paths that exist
     */
    setUserCodePaths(paths: UserCodePaths): void;
    /** Restores the initial state. */
    reset(): void;
    /** Stops the emulator. */
    close(): Promise<void>;
}

/**
 * Starts an emulated ZPA service on a loopback address, for tests. Its responses follow recordings and the
 * documentation of the real service.
 *
 * @param options the tenants, the limits and the port. Default: one tenant with the legacy limits, on a free port
 *
 * @throws Error if an option is invalid or the port is in use
 *
 * @example
 * ```ts
 * const emulator = await startEmulator({ limits: "off" });
 * Object.assign(process.env, emulator.environment());
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
    const emulation = new Emulation(options);
    const server = createServer(emulation, options.tls);
    await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
    const address = server.server.address() as { port: number };
    const first = [...emulation.tenants.keys()][0] ?? DEFAULT_TENANT.customerId;
    const url = `${options.tls ? "https" : "http"}://127.0.0.1:${address.port}`;
    return {
        url,
        environment: (wanted = {}) => {
            const { seed, clientSecret } = emulation.tenant(wanted.tenant ?? first);
            const settings = environmentOf(url, { ...seed, clientSecret }, wanted);
            return options.limits === "off" ? { ...settings, ZPA_PACING: "off" } : settings;
        },
        requests: () => emulation.log.all(),
        clearRequests: () => emulation.log.clear(),
        tenant: (customerId = first) => new TenantHandle(emulation, customerId),
        fault: (fault) => emulation.faults.add(fault),
        clearFaults: () => emulation.faults.clear(),
        setLatency: (latency) => emulation.latencies.set(latency),
        setListLag: (ms) => emulation.listLag.set(ms),
        advanceClock: (ms) => emulation.clock.advance(ms),
        setNameTaken: (nameTaken) => {
            emulation.nameTaken = nameTaken;
        },
        setUserCodePaths: (paths) => {
            emulation.userCodePaths = paths;
        },
        reset: () => emulation.reset(),
        close: () => server.close(),
    };
}
