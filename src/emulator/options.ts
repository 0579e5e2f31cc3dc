import type { LimitMode, LimitPaths, WindowMode } from "./limits";

/** The response if a name is already in use: an error with this status, or `allow` for none. */
export type NameTaken = "400" | "409" | "allow";

/** Which paths of user codes the service has. The vendor's clients use different ones (docs/zpa-api.md#user-codes). */
export type UserCodePaths = "both" | "short" | "associationType";

// Plain types of the options. The schemas that validate them are not in the public declarations, because a user's compiler
// would then read zod's declarations too.

/** An object in the format of the API. */
export interface SeedObject {
    /** The id, in decimal digits. */
    id: string;
    /** The name. */
    name: string;
    /** The other fields of the API. */
    [field: string]: unknown;
}

/** The initial state of a tenant. Objects are in the format of the API, with their ids. */
export interface TenantSeed {
    /** The id of the ZPA tenant, in decimal digits. */
    customerId: string;
    /** The tenant's label in `zpa:tenants`. Default: the default tenant. */
    label?: string | undefined;
    /** The client id. */
    clientId: string;
    /** The client secret. */
    clientSecret: string;
    /** An RSA public key in PEM format. OneAPI then accepts assertions that are signed with its private key. */
    publicKey?: string | undefined;
    /** Makes the tenant available through OneAPI. */
    vanityDomain?: string | undefined;
    /** Microtenants, besides the Default microtenant. */
    microtenants?: SeedObject[] | undefined;
    /** Version profiles. Default: those of a new tenant, and a custom one. */
    versionProfiles?: SeedObject[] | undefined;
    /** Enrollment certificates. Default: those of a new tenant. */
    enrollmentCerts?: SeedObject[] | undefined;
    /** App Connector groups. Default: none. */
    groups?: SeedObject[] | undefined;
    /** Provisioning keys. Default: none. */
    provisioningKeys?: SeedObject[] | undefined;
    /** Connectors, with the `appConnectorGroupId` of their group. Default: none. */
    connectors?: (SeedObject & { appConnectorGroupId: string })[] | undefined;
    /**
     * Objects of invented kinds, by the path of their collection.
     *
     * @internal
     */
    objects?: Record<string, SeedObject[]> | undefined;
    /** The response to `GET /authDomains`. Default: `example.com` and the domain of `vanityDomain`. */
    authDomains?: string[] | undefined;
    /** Rejects groups without an enrollment certificate. Default: `false`. */
    requireEnrollmentCert?: boolean | undefined;
    /** The maximum number of groups. Default: 100. */
    maxGroups?: number | undefined;
    /** The maximum number of provisioning keys. Default: 100. */
    maxProvisioningKeys?: number | undefined;
    /** The id of the profile of groups that do not override it. Default: `"0"`. */
    defaultVersionProfileId?: string | undefined;
}

/** The latency of every response. */
export interface LatencyInput {
    /** The latency in milliseconds, or a range for random latencies. `seed` makes them reproducible; default: 1. */
    ms: number | { min: number; max: number; seed?: number | undefined };
    /** When the request takes effect: before, in the middle of, or after the latency. Default: `end`. */
    workAt?: "start" | "half" | "end" | undefined;
}

/** How much of the request log is kept in memory. The oldest requests are dropped. */
export interface KeepRequests {
    /** The number of requests. Default: 100,000. */
    readonly entries?: number | undefined;
    /** The size of their paths and bodies in bytes. Default: 32 MiB. */
    readonly bytes?: number | undefined;
}

/** The options of the emulated service. */
export interface EmulationOptions {
    /**
     * The tenants. Default: one, with customer id `216196257331281920`, client id `emulator` and secret
     * `emulator-secret`.
     */
    readonly tenants?: readonly TenantSeed[] | undefined;
    /** A file that keeps the tenants' objects across restarts. Default: none. */
    readonly state?: string | undefined;
    /** A file to which each request is appended as a line of JSON. Default: none. */
    readonly requestLog?: string | undefined;
    /** How much of the request log is kept in memory. Default: 100,000 requests and 32 MiB. */
    readonly keepRequests?: KeepRequests | undefined;
    /**
     * Names besides `localhost`, `127.0.0.1` and `[::1]` that requests can have in the header `Host`, for example behind
     * a proxy. Default: none.
     */
    readonly hostnames?: readonly string[] | undefined;
    /** One rate limit for the legacy API and OneAPI, or none. Default: each API has its own. */
    readonly limits?: LimitMode | undefined;
    /** The window of the rate limit. Default: `fixed`; a fixed window begins with its first call. */
    readonly window?: WindowMode | undefined;
    /**
     * How OneAPI counts paths with ids: all ids of a path as one (`template`), or each path as it was sent (`id`). The
     * service's way is unknown. Default: `template`.
     */
    readonly limitPaths?: LimitPaths | undefined;
    /** The response if a name is already in use; the real response is unknown. Default: `400`. */
    readonly nameTaken?: NameTaken | undefined;
    /** Which paths of user codes exist. Default: `both`. */
    readonly userCodePaths?: UserCodePaths | undefined;
    /**
     * What a guess is answered with: as any other answer (`answer`), or with an error that says what is guessed (`fail`).
     * Default: `answer`.
     */
    readonly guesses?: "answer" | "fail" | undefined;
}
