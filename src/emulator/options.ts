import type { TransientError } from "./answers";
import type { NameTaken } from "./kinds";
import type { LimitMode, WindowMode } from "./limits";
import type { UserCodePaths } from "./userCodes";

// Plain types of what callers give. The schemas that judge it stay out of the public declarations, because a user's
// compiler would read zod's own typings with them.

/** An object of a tenant in the API's own form. */
export interface SeedObject {
    id: string;
    name: string;
    [field: string]: unknown;
}

/** A tenant as a file or a test gives it. Objects are in the API's own form, and keep their ids. */
export interface TenantSeed {
    customerId: string;
    /** The tenant's name in `zpa:tenants`; its settings are printed with it. */
    label?: string | undefined;
    clientId: string;
    clientSecret: string;
    /** PEM; with it, OneAPI takes assertions signed with the private key. */
    publicKey?: string | undefined;
    /** A tenant with a vanity domain is reached through OneAPI as well. */
    vanityDomain?: string | undefined;
    microtenants?: SeedObject[] | undefined;
    versionProfiles?: SeedObject[] | undefined;
    enrollmentCerts?: SeedObject[] | undefined;
    groups?: SeedObject[] | undefined;
    provisioningKeys?: SeedObject[] | undefined;
    /** Connectors with the `appConnectorGroupId` of their group. */
    connectors?: (SeedObject & { appConnectorGroupId: string })[] | undefined;
    /** Objects of the option `collections`, by the path of their collection. */
    objects?: Record<string, SeedObject[]> | undefined;
    /** What `GET /authDomains` answers. Default: `example.com` and the vanity domain's own. */
    authDomains?: string[] | undefined;
    /** Refuse groups that come without an enrollment certificate. */
    requireEnrollmentCert?: boolean | undefined;
    /** The tenant's limit of groups. Default: 100. */
    maxGroups?: number | undefined;
    /** The tenant's limit of provisioning keys. Default: 100. */
    maxProvisioningKeys?: number | undefined;
    /** What groups that do not override their profile report. Default: "0". */
    defaultVersionProfileId?: string | undefined;
}

/** A made-up kind of object, for tests of code that is not written for one kind alone. */
export interface CollectionOptions {
    /** Its path below the customer, and its name in `tenant.all(…)`: `toy` for `/appConnectorGroup`'s place. */
    path: string;
    /** What a create needs. Default: `["name"]`. */
    required?: string[] | undefined;
    /** Fields of one form; a field that is not named is stored as it is sent. */
    booleans?: string[] | undefined;
    decimals?: string[] | undefined;
    ids?: string[] | undefined;
    enums?: Record<string, string[]> | undefined;
    /** What a create that does not send them gets. */
    defaults?: Record<string, string | boolean> | undefined;
    /** Removed by an update that does not send them, like a group's coordinates. Default: none. */
    wipedUnlessSent?: string[] | undefined;
    createdStatus?: 200 | 201 | undefined;
}

interface Matches {
    /** Default: any method. */
    method?: string | undefined;
    /** A part of the path with its query, or a pattern. Default: any path. */
    path?: string | RegExp | undefined;
    /** How many requests it meets. Default: 1. */
    times?: number | undefined;
    /** How many matching requests pass before the first one that it meets. Default: 0. */
    after?: number | undefined;
}

type Failure =
    /** This answer; the work is not done. */
    | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string> | undefined }
    /** One of the service's own transient errors, by its id; the work is not done. */
    | {
          kind: "error";
          id: TransientError;
          /** Replaces the usual status: the service has answered `api.concurrent.access.error` with 400 too. */
          status?: number | undefined;
      }
    /** The answer is late. */
    | {
          kind: "delay";
          ms: number;
          /** Whether the work is done when the request arrives, or after the delay. Default: `end`. */
          workAt?: "start" | "end" | undefined;
      }
    /** A gateway's HTML page. */
    | {
          kind: "html";
          /** Default: the status that the call would have had; 200 in place of 204, which has no body. */
          status?: number | undefined;
          /** Whether the work is done as well. Default: true. */
          work?: boolean | undefined;
      }
    /** The work is done; the answer is another object's JSON, with status 200 in place of 204. */
    | {
          kind: "otherObject";
          /** Fields of the other object. Default: the answer's object with another id and name. */
          object?: Record<string, unknown> | undefined;
      }
    /** The work is done; fields of the answer's object, or of each object in its list, have other values. */
    | {
          kind: "values";
          values: Record<string, unknown>;
          /** Changes only the object of this id. Default: every object of the answer. */
          id?: string | undefined;
      }
    /** A list has one more item, in its middle. */
    | {
          kind: "malformedItem";
          /** Default: an object that has an id, a number as its name, and nothing else. */
          item?: unknown;
      }
    | {
          kind: /** The connection is reset before the work is done. */
              | "resetBefore"
              /** The work is done, then the connection is reset: the answer is lost. */
              | "resetAfter"
              /** The work is done; the connection ends in the middle of the answer's body. */
              | "cut"
              /** The work is done; the answer is not valid JSON. */
              | "malformed"
              /** The work is done; numbers are JSON numbers instead of strings, ids excepted. */
              | "numbers"
              /** The token is refused from now on. */
              | "expiredToken"
              /** The work is done; the answer is an empty list. */
              | "emptyList";
      };

/** A failure, and the requests that meet it. */
export type FaultInput = Failure & Matches;

/** Latency of every answer, and when in it the work is done. */
export interface LatencyInput {
    ms: number | { min: number; max: number; seed?: number | undefined };
    /** Default: `end`. */
    workAt?: "start" | "half" | "end" | undefined;
}

export interface EmulationOptions {
    /** Default: one tenant, customer id `216196257331281920`, client id `emulator`, secret `emulator-secret`. */
    readonly tenants?: readonly TenantSeed[] | undefined;
    /** Keeps the tenants' objects over restarts. */
    readonly state?: string | undefined;
    /** One JSON line a request. */
    readonly requestLog?: string | undefined;
    /** One rate limit for the legacy API and OneAPI. Default: each its own. */
    readonly limits?: LimitMode | undefined;
    /** How a rate limit counts. Default: `fixed`, in windows that begin with their first call. */
    readonly window?: WindowMode | undefined;
    /** How a group, key or custom object with a taken name is refused; the real answer is unknown. Default: `400`. */
    readonly nameTaken?: NameTaken | undefined;
    /** Which of the two paths of user codes exist. Default: `both`. */
    readonly userCodePaths?: UserCodePaths | undefined;
    /** Made-up kinds of objects, served like groups. Default: none. */
    readonly collections?: readonly CollectionOptions[] | undefined;
}
