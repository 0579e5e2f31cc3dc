import type { z } from "zod";
import { type Call, readAnswer } from "./answer";
import { isLoopback } from "./auth/clouds";
import { authSchemeOf, type ClientSettings } from "./auth/schemes";
import type { TenantName } from "./auth/tenantName";
import { createTokens } from "./auth/tokens";
import { type Binding, createCaller } from "./caller";
import { type Clock, systemClock } from "./clock";
import { type ConnectorScheduleEndpoint, connectorSchedule } from "./endpoints/connectorSchedule";
import { type ApiConnector, CONNECTORS } from "./endpoints/connectors";
import { type ApiEnrollmentCert, ENROLLMENT_CERTS } from "./endpoints/enrollmentCerts";
import { type ApiGroup, GROUPS } from "./endpoints/groups";
import { type Listing, type ListRun, listAll } from "./endpoints/list";
import { type ApiMicrotenant, MICROTENANTS } from "./endpoints/microtenants";
import { type EndpointSpec, type ObjectEndpoint, objectEndpoint } from "./endpoints/objects";
import { type ApiProvisioningKey, PROVISIONING_KEYS } from "./endpoints/provisioningKeys";
import { type KnownPath, type UserCodeStatus, userCodes } from "./endpoints/userCodes";
import { ApiVersionProfile, VERSION_PROFILES } from "./endpoints/versionProfiles";
import type { Transport } from "./exchange";
import { Deadline, type Operation } from "./operation";
import { fileLedger } from "./pacing/fileLedger";
import type { Ledger } from "./pacing/ledger";
import { LIMITS, type LimitRow, limitsOf, PAUSES_ONLY } from "./pacing/limits";
import { createPacing, type Pacing } from "./pacing/pacer";
import { logged, requestLogOf, type WriteLine } from "./requestLog";
import { DEFAULT_RETRY, type RetryPolicy } from "./retry/policy";
import { withoutSecrets } from "./secrets";
import { ServiceTime } from "./serviceTime";
import { sendOverHttp } from "./transport";

export type { CompleteListing, Listing } from "./endpoints/list";
export type { EndpointSpec, ObjectEndpoint, Payload } from "./endpoints/objects";

/** The ZPA API of one customer. A failed call throws a `ZpaError`. */
export interface ApiClient {
    readonly customerId: string;
    readonly clock: Clock;
    /** The time by the service's clock, in milliseconds since the Unix epoch, if an answer has shown it. */
    serviceTime(): number | undefined;
    /**
     * This client, with the same token and pacing, bound to one operation: its deadline, its signal, its reports of
     * waits.
     */
    during(operation: Operation): ApiClient;
    /** This client for another label of the customer, so that errors name that label and its settings. */
    as(tenant: Pick<TenantName, "label" | "whereToSet">): ApiClient;
    objects<T extends z.ZodType>(kind: EndpointSpec<T>): ObjectEndpoint<z.output<T>>;
    readonly groups: ObjectEndpoint<ApiGroup>;
    readonly provisioningKeys: ObjectEndpoint<ApiProvisioningKey>;
    listVersionProfiles(): Promise<Listing<ApiVersionProfile>>;
    /** The version profile of groups that do not override it. */
    getDefaultVersionProfile(): Promise<ApiVersionProfile>;
    listMicrotenants(): Promise<Listing<ApiMicrotenant>>;
    /** The enrollment certificates that are visible in a microtenant. */
    listEnrollmentCerts(microtenantId: string): Promise<Listing<ApiEnrollmentCert>>;
    /** The App Connectors of a microtenant; `null` means all microtenants. */
    listConnectors(microtenantId: string | null, search?: string): Promise<Listing<ApiConnector>>;
    readonly connectorSchedule: ConnectorScheduleEndpoint;
    /** Confirms user codes for a group. A code can be confirmed once. */
    confirmUserCodes(groupId: string, codes: readonly string[], microtenantId: string): Promise<UserCodeStatus[]>;
    userCodeStatus(codes: readonly string[], microtenantId: string): Promise<UserCodeStatus[]>;
}

export interface ClientOptions {
    /** Default: {@link DEFAULT_RETRY}. */
    readonly retry?: RetryPolicy;
    /** Called before waits of more than three seconds, for calls without an operation. */
    readonly report?: (message: string) => void;
    /** Default: the system clock. */
    readonly clock?: Clock;
    /** Default: HTTP, through the proxy of the environment. */
    readonly transport?: Transport;
    /** Asked before each write, which may have waited. A write that nobody wants any more is not sent. Default: all are. */
    readonly isWanted?: () => Promise<boolean>;
    /** Where each request is logged. Default: as `ZPA_HTTP_LOG` says. */
    readonly log?: WriteLine;
    /** Where calls are counted. Default: files that all processes of the user share. */
    readonly ledger?: (name: string) => Ledger;
    /** What several clients share, so that their calls wait in the same queues. Default: a client's own. */
    readonly pacing?: Pacing;
    /** The rate limits of the service. Default: {@link LIMITS}; none for an emulator if `ZPA_PACING` is `off`. */
    readonly limits?: readonly LimitRow[];
}

export type PacingOptions = Pick<ClientOptions, "clock" | "ledger" | "report">;

export function pacingFor({ clock = systemClock, report = () => {}, ledger }: PacingOptions): Pacing {
    const reportUnshared = once(report);
    return createPacing({ clock, ledger: ledger ?? ((name) => fileLedger(name, { report: reportUnshared })) });
}

export function createClient(settings: ClientSettings, options: ClientOptions = {}): ApiClient {
    const { retry = DEFAULT_RETRY, clock = systemClock, transport = sendOverHttp } = options;
    const report = (message: string) => options.report?.(message);
    const { log = requestLogOf(process.env, report) } = options;
    const send = withoutSecrets(logged(transport, log, clock), [settings.clientSecret, settings.privateKey]);
    const scheme = authSchemeOf(settings);
    const { pacing = pacingFor(options), limits = limitsAt(scheme.apiBase) } = options;
    const counted = { api: scheme.kind, customerId: settings.customerId };
    const serviceTime = new ServiceTime(clock);
    const caller = createCaller({
        scheme,
        send,
        tokens: createTokens({ scheme, send, clock, retry }),
        pacer: pacing(scheme.apiBase),
        limits: (call) => limitsOf(limits, counted, call),
        retry,
        clock,
        serviceTime,
        isWanted: options.isWanted ?? (async () => true),
    });
    const knownPath: KnownPath = {};
    const { label, customerId, whereToSet } = settings;

    function bind(binding: Binding): ApiClient {
        const call = caller(binding);
        const customerPath = (version: "v1" | "v2") =>
            `/mgmtconfig/${version}/admin/customers/${encodeURIComponent(customerId)}`;
        const beginList = (): ListRun => {
            const operation = binding.operation();
            return { call: caller({ ...binding, operation: () => operation }), deadline: operation.deadline };
        };
        const objects = <T extends z.ZodType>(kind: EndpointSpec<T>) =>
            objectEndpoint(call, kind, customerPath, beginList);
        const listOf = <T extends z.ZodType>({ path, schema }: EndpointSpec<T>) =>
            listAll(beginList(), `${customerPath("v1")}${path}`, schema, {});
        return {
            customerId,
            clock,
            serviceTime: () => serviceTime.now(),
            during: (operation) => bind({ ...binding, operation: () => operation }),
            as: ({ label, whereToSet }) => bind({ ...binding, tenant: { label, whereToSet, customerId } }),
            objects,
            groups: objects(GROUPS),
            provisioningKeys: objects(PROVISIONING_KEYS),
            listVersionProfiles: () => listOf(VERSION_PROFILES),
            getDefaultVersionProfile() {
                const request: Call = { method: "GET", path: `${customerPath("v1")}/versionProfile` };
                return call(request, (answer) => readAnswer(ApiVersionProfile, request, answer));
            },
            listMicrotenants: () => listOf(MICROTENANTS),
            listEnrollmentCerts: (microtenantId) => objects(ENROLLMENT_CERTS).list({ microtenantId }),
            listConnectors: (microtenantId, search) => objects(CONNECTORS).list({ microtenantId, search }),
            connectorSchedule: connectorSchedule(call, customerPath("v1"), customerId),
            ...userCodes(call, customerPath("v1"), knownPath),
        };
    }

    return bind({
        tenant: { label, customerId, whereToSet },
        operation: () => ({ deadline: new Deadline(retry.totalMs, clock), report }),
    });
}

/** Only an emulator, at a loopback address, can be without limits. */
const limitsAt = (apiBase: string) => (process.env.ZPA_PACING === "off" && isLoopback(apiBase) ? PAUSES_ONLY : LIMITS);

function once(report: (message: string) => void): (message: string) => void {
    let reported = false;
    return (message) => {
        if (!reported) report(message);
        reported = true;
    };
}
