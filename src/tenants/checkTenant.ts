import type { z } from "zod";
import { authSchemeOf } from "../api/auth/schemes";
import { type ApiClient, createClient } from "../api/client";
import type { Clock } from "../api/clock";
import { ENROLLMENT_CERTS } from "../api/endpoints/enrollmentCerts";
import { GROUPS } from "../api/endpoints/groups";
import { MICROTENANTS } from "../api/endpoints/microtenants";
import type { EndpointSpec } from "../api/endpoints/objects";
import { PROVISIONING_KEYS } from "../api/endpoints/provisioningKeys";
import { VERSION_PROFILES } from "../api/endpoints/versionProfiles";
import { ZpaError, type ZpaErrorCode } from "../api/errors";
import type { Transport, TransportAnswer } from "../api/exchange";
import { type Environment, proxyFor } from "../api/proxy";
import { DEFAULT_RETRY } from "../api/retry/policy";
import { sendOverHttp } from "../api/transport";
import { shown } from "../model/outsideText";
import type { SettingSource } from "./namedTenants";
import { pickOne } from "./pickOne";
import { resolveTenant, type Tenant } from "./resolve";
import { labelText } from "./selection";

/** What the API client may do with a kind of object. Writing is not tried. */
export const ACCESS = ["may read", "feature off", "forbidden", "failed", "not checked"] as const;

export interface ObjectCheck {
    readonly access: (typeof ACCESS)[number];
    /** The number of objects. */
    readonly count?: number;
}

export const CHECKED = ["groups", "keys", "profiles", "certificates", "microtenants"] as const;
export type Checked = (typeof CHECKED)[number];

/** Tenants without the feature of a kind work, if only the others are used. */
const OPTIONAL: ReadonlySet<Checked> = new Set(["microtenants"]);

const KINDS: Readonly<Record<Checked, EndpointSpec<z.ZodType>>> = {
    groups: GROUPS,
    keys: PROVISIONING_KEYS,
    profiles: VERSION_PROFILES,
    certificates: ENROLLMENT_CERTS,
    microtenants: MICROTENANTS,
};
const IN_MICROTENANT: ReadonlySet<Checked> = new Set(["groups", "keys", "certificates"]);

export interface TenantCheck {
    readonly label: string;
    readonly customerId?: string;
    readonly api?: "legacy" | "oneapi";
    readonly signInHost?: string;
    readonly apiHost?: string;
    /** The proxy with the variable that sets it, without its password. */
    readonly proxy?: string;
    /** How far the local clock is ahead of the service's, in seconds. */
    readonly clockAheadSecs?: number;
    readonly objects: Readonly<Record<Checked, ObjectCheck>>;
    /** What the service said about rate limits. */
    readonly limits: readonly string[];
    readonly calls: number;
    /** Whether the service could be asked at all. */
    readonly isReachable: boolean;
    /** What is wrong, each with what to do. */
    readonly problems: readonly string[];
}

export interface CheckOptions {
    readonly source: SettingSource;
    readonly env: Environment;
    readonly clock: Clock;
    /** Called before each long wait. */
    readonly report: (message: string) => void;
    /** Default: HTTP. */
    readonly transport?: Transport;
}

/** One sign-in and one list of each kind. */
const MAX_CALLS = 6;
/** A larger difference makes tokens and signed assertions invalid. */
const MAX_CLOCK_SECS = 60;
/** After these, the next call would fail alike. */
const FINAL: ReadonlySet<ZpaErrorCode> = new Set(["CREDENTIALS", "SETTINGS", "NETWORK"]);

/** Asks the service what a tenant's credentials may do. It writes nothing, and repeats nothing. */
export async function checkTenant(label: string | undefined, options: CheckOptions): Promise<TenantCheck> {
    const objects = Object.fromEntries(CHECKED.map((name) => [name, { access: "not checked" }])) as Record<
        Checked,
        ObjectCheck
    >;
    let tenant: Tenant;
    try {
        tenant = resolveTenant(label, options.source);
    } catch (error) {
        const problems = [messageOf(error)];
        return { label: labelText(label), objects, limits: [], calls: 0, isReachable: false, problems };
    }
    const problems: string[] = [];
    const observed = observing(options);
    const isReachable = await checkObjects(tenant, observed, options, objects, problems);
    const ahead = observed.clockAheadSecs();
    if (ahead !== undefined && Math.abs(ahead) > MAX_CLOCK_SECS)
        problems.push(
            `The clock of this machine is ${Math.abs(ahead)} s ${ahead > 0 ? "ahead of" : "behind"} the service's clock. ` +
                "Synchronize it (NTP), because tokens and signed assertions are valid for a limited time.",
        );
    return {
        label: labelText(label),
        customerId: tenant.customerId,
        ...(await placeOf(tenant, options.env)),
        ...(ahead === undefined ? {} : { clockAheadSecs: ahead }),
        objects,
        limits: observed.limits(),
        calls: observed.calls(),
        isReachable,
        problems,
    };
}

/** @returns whether the service could be asked */
async function checkObjects(
    tenant: Tenant,
    { send }: Observed,
    { clock, report }: CheckOptions,
    objects: Record<Checked, ObjectCheck>,
    problems: string[],
): Promise<boolean> {
    try {
        const client = createClient(tenant, {
            transport: send,
            clock,
            report,
            retry: { ...DEFAULT_RETRY, totalMs: 0 },
        });
        let microtenantId = tenant.microtenantId ?? "0";
        if (tenant.microtenantName !== undefined) {
            const { objects: microtenants } = await client.listMicrotenants();
            objects.microtenants = { access: "may read", count: microtenants.length };
            microtenantId = pickOne(microtenants, { name: tenant.microtenantName }, "microtenant").id;
        }
        for (const name of CHECKED) {
            if (objects[name].access !== "not checked") continue;
            objects[name] = await checkObject(client, name, microtenantId, problems);
        }
        return true;
    } catch (error) {
        problems.push(messageOf(error));
        return false;
    }
}

/** @throws Error after which no other call makes sense */
async function checkObject(
    client: ApiClient,
    name: Checked,
    microtenantId: string,
    problems: string[],
): Promise<ObjectCheck> {
    const kind = KINDS[name];
    try {
        const count = await client.objects(kind).count(IN_MICROTENANT.has(name) ? microtenantId : undefined);
        return { access: "may read", count };
    } catch (error) {
        if (!(error instanceof ZpaError) || FINAL.has(error.code)) throw error;
        const isOff = error.errorId?.startsWith("authz.featureflag.") ?? false;
        const access = isOff ? "feature off" : error.code === "FORBIDDEN" ? "forbidden" : "failed";
        if (!(isOff && OPTIONAL.has(name))) problems.push(`${kind.noun}s: ${error.message}`);
        return { access };
    }
}

async function placeOf(
    tenant: Tenant,
    env: Environment,
): Promise<Pick<TenantCheck, "api" | "signInHost" | "apiHost" | "proxy">> {
    try {
        const { kind, apiBase, tokenRequest } = authSchemeOf(tenant);
        const api = new URL(apiBase);
        const proxy = proxyFor(api, env);
        const place = { api: kind, apiHost: api.host, ...(proxy && { proxy: proxy.shown }) };
        return { ...place, signInHost: (await tokenRequest()).url.host };
    } catch {
        // The settings are invalid, which the first call has reported.
        return {};
    }
}

type Observed = ReturnType<typeof observing>;

/** A transport that remembers what the service says about itself, and neither waits for limits nor exceeds the calls. */
function observing({ transport = sendOverHttp, clock }: CheckOptions) {
    let calls = 0;
    let ahead: number | undefined;
    let budget: string | undefined;
    const send: Transport = async (request) => {
        if (calls >= MAX_CALLS) throw new Error(`Not everything was checked: ${MAX_CALLS} calls were sent.`);
        calls += 1;
        const sentAt = clock.now();
        const answer = await transport(request);
        ahead ??= aheadSecs(answer, (sentAt + clock.now()) / 2);
        budget = budgetOf(answer) ?? budget;
        if (answer.status === 429)
            throw new Error(
                `${request.method} ${request.url.pathname}: the rate limit is exceeded. ` +
                    `Run again after ${shown(String(answer.headers["retry-after"] ?? "some seconds"))}, ` +
                    "and check which other tools use the API from this address or with this API client.",
            );
        return answer;
    };
    return { send, calls: () => calls, clockAheadSecs: () => ahead, limits: () => (budget ? [budget] : []) };
}

/** The header has whole seconds. */
function aheadSecs({ headers }: TransportAnswer, localMs: number): number | undefined {
    const serviceMs = Date.parse(String(headers.date));
    return Number.isNaN(serviceMs) ? undefined : Math.round((localMs - serviceMs) / 1000);
}

function budgetOf({ headers }: TransportAnswer): string | undefined {
    const limit = headers["x-ratelimit-limit"];
    if (limit === undefined) return undefined;
    return shown(`${String(limit)} (${String(headers["x-ratelimit-remaining"] ?? "?")} left)`, 100);
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
