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
export type { LimitMode, WindowMode } from "./limits";
export type {
    CollectionOptions,
    EmulationOptions,
    FaultInput as Fault,
    LatencyInput as Latency,
    TenantSeed,
} from "./options";
export type { RequestRecord, RequestWithBody } from "./requestLog";
export type { Collection, Stored } from "./store";
export type { NewConnector, TenantHandle } from "./tenantHandle";
export { DEFAULT_TENANT, readTenants } from "./tenants";
export type { Machine, UserCodePaths } from "./userCodes";

export interface EmulatorOptions extends EmulationOptions {
    /** Default: one that is free. */
    readonly port?: number | undefined;
    /** PEM texts; with them the emulator speaks https. */
    readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** A running ZPA service on a loopback address. */
export interface Emulator {
    /** For `zpa:baseUrl`, or `ZPA_BASE_URL`. */
    readonly url: string;
    /**
     * A tenant's settings as environment variables: `ZPA_BASE_URL`, `ZPA_CUSTOMER_ID`, `ZPA_CLIENT_ID`,
     * `ZPA_CLIENT_SECRET`, and with `auth: "oneapi"` the vanity domain.
     *
     * @example
     * const env = { ...emulator.environment(), ...emulator.environment({ tenant: "72058304855015424", label: "acme" }) };
     */
    environment(options?: EnvironmentOptions): Record<string, string>;
    /** Every request so far, in the order of their answers. */
    requests(): readonly RequestWithBody[];
    clearRequests(): void;
    /** A tenant by its customer id; without one, the first. */
    tenant(customerId?: string): TenantHandle;
    /** Makes something go wrong for the next requests that match. */
    fault(fault: FaultInput): void;
    clearFaults(): void;
    setLatency(latency: LatencyInput): void;
    /** Lists show the tenants as they were so many milliseconds ago; reads by id are current. Default: 0. */
    setListLag(ms: number): void;
    /** Moves the emulator's own clock on: tokens grow old, windows of the rate limit pass. */
    advanceClock(ms: number): void;
    /** How a taken name is refused from now on. */
    setNameTaken(nameTaken: NonNullable<EmulationOptions["nameTaken"]>): void;
    /** Which of the two paths of user codes exist from now on. */
    setUserCodePaths(paths: UserCodePaths): void;
    /** Everything back to the start. */
    reset(): void;
    close(): Promise<void>;
}

/**
 * Starts a ZPA service that answers as the real one does, on a loopback address, for tests of your own.
 *
 * @example
 * const emulator = await startEmulator({ limits: "off" });
 * process.env.ZPA_BASE_URL = emulator.url;
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
            return environmentOf(url, { ...seed, clientSecret }, wanted);
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
