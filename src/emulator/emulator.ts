import type { EnvironmentOptions } from "./environment";
import type { FaultInput } from "./faultOptions";
import type { Guess } from "./guesses";
import type { EmulationOptions, LatencyInput, UserCodePaths } from "./options";
import type { RequestWithBody } from "./requestLog";
import type { TenantHandle } from "./tenantHandle";

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
    /** The guesses that responses have rested on. */
    guesses(): readonly Guess[];
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
