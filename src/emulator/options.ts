import type { NameTaken } from "./kinds";
import type { LimitMode, LimitPaths, WindowMode } from "./limits";
import type { RejectionName } from "./rejections";
import type { UserCodePaths } from "./userCodes";

// Plain types of the options. The schemas that validate them are not in the public declarations, because a user's
// compiler
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
    /** Objects of the option `collections`, by the path of their collection. Default: none. */
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

/** An invented kind of object, for tests of code that supports several kinds. */
export interface CollectionOptions {
    /** Its path below the customer, such as `toy` for `/toy`, and its name in `tenant.all(…)`. */
    path: string;
    /** The required fields. Default: `["name"]`. */
    required?: string[] | undefined;
    /** Boolean fields. Fields without a type are stored unchanged. Default: none. */
    booleans?: string[] | undefined;
    /** Fields with decimal numbers. Default: none. */
    decimals?: string[] | undefined;
    /** Fields with ids. Default: none. */
    ids?: string[] | undefined;
    /** Enum fields, with their values. Default: none. */
    enums?: Record<string, string[]> | undefined;
    /** The values of fields that a create omits. Default: none. */
    defaults?: Record<string, string | boolean> | undefined;
    /** Fields that an update removes if it omits them, like a group's coordinates. Default: none. */
    wipedUnlessSent?: string[] | undefined;
    /** The status of the response to a create. Default: 201. */
    createdStatus?: 200 | 201 | undefined;
}

interface Matches {
    /** The HTTP method. Default: any. */
    method?: string | undefined;
    /** A substring of the path with its query, or a pattern. Default: any path. */
    path?: string | RegExp | undefined;
    /** To how many matching requests the fault applies. Default: 1. */
    times?: number | undefined;
    /** How many matching requests it skips before. Default: 0. */
    after?: number | undefined;
}

type Failure =
    /** Returns this response. The request has no effect. */
    | {
          /** Returns this response. The request has no effect. */
          kind: "status";
          /** The HTTP status, 200 to 599. */
          status: number;
          /** The body. Default: none. */
          body?: unknown;
          /** Headers. Default: none. */
          headers?: Record<string, string> | undefined;
      }
    /** Returns an error of the service, or of something before it, by its name. The request has no effect. */
    | {
          /** Returns an error of the service, or of something before it, by its name. The request has no effect. */
          kind: "error";
          /** The name of the error, which is the id of the service's own errors. */
          id: RejectionName;
          /** The HTTP status. Default: that of the service. It also returns `api.concurrent.access.error` with 400. */
          status?: number | undefined;
      }
    /** Delays the response. */
    | {
          /** Delays the response. */
          kind: "delay";
          /** The delay in milliseconds. */
          ms: number;
          /** Whether the request takes effect before (`start`) or after (`end`) the delay. Default: `end`. */
          workAt?: "start" | "end" | undefined;
      }
    /** Returns an HTML page, as a gateway does. */
    | {
          /** Returns an HTML page, as a gateway does. */
          kind: "html";
          /** The HTTP status. Default: that of the usual response, and 200 instead of 204. */
          status?: number | undefined;
          /** Whether the request takes effect. Default: `true`. */
          work?: boolean | undefined;
      }
    /** The request takes effect, but the response is the JSON of another object, with status 200 instead of 204. */
    | {
          /**
           * The request takes effect, but the response is the JSON of another object, with status 200 instead of 204.
           */
          kind: "otherObject";
          /** The other object. Default: the object of the usual response with another id and name. */
          object?: Record<string, unknown> | undefined;
      }
    /** The request takes effect, but the objects of the response have these values. */
    | {
          /** The request takes effect, but the objects of the response have these values. */
          kind: "values";
          /** Fields and their values. */
          values: Record<string, unknown>;
          /** Changes only the object with this id. Default: every object of the response. */
          id?: string | undefined;
      }
    /** The request takes effect, but the numbers of the response are rounded. */
    | {
          /** The request takes effect, but the numbers of the response are rounded. */
          kind: "rounded";
          /** The number of decimals. Default: 6. */
          decimals?: number | undefined;
      }
    /** Lists have at most this many objects per page, whatever `pagesize` is. */
    | {
          /** Lists have at most this many objects per page, whatever `pagesize` is. */
          kind: "pageCap";
          /** The number of objects. Default: 20. */
          size?: number | undefined;
      }
    /** The counts of a list contradict its pages. */
    | {
          /** The counts of a list contradict its pages. */
          kind: "counts";
          /** A number, or `grows`: one more than the page that was requested. Default: unchanged. */
          totalPages?: number | "grows" | undefined;
          /** Default: unchanged. */
          totalCount?: number | undefined;
      }
    /** Adds an item in the middle of a list. */
    | {
          /** Adds an item in the middle of a list. */
          kind: "malformedItem";
          /** The item. Default: an object with an id and a number as its name. */
          item?: unknown;
      }
    | {
          /**
           * - `resetBefore`: the connection is reset before the request takes effect.
           * - `resetAfter`: the connection is reset after the request has taken effect, so the response is lost.
           * - `cut`: the request takes effect, but the connection ends in the middle of the response body.
           * - `malformed`: the request takes effect, but the response is not valid JSON.
           * - `numbers`: numbers are JSON numbers instead of strings, except ids.
           * - `expiredToken`: the token is rejected from now on.
           * - `emptyList`: the request takes effect, but the response is an empty list.
           */
          kind: "resetBefore" | "resetAfter" | "cut" | "malformed" | "numbers" | "expiredToken" | "emptyList";
      };

/** A fault, and the requests to which it applies. */
export type FaultInput = Failure & Matches;

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
    /** Invented kinds of objects, served like groups. Default: none. */
    readonly collections?: readonly CollectionOptions[] | undefined;
}
