import { z } from "zod";
import { type DoorSettings, openDoor } from "./auth/doors";
import { createTokens } from "./auth/tokens";
import { type Caller, createCaller, parseAnswer } from "./caller";
import { fileLedger } from "./pacing/ledger";
import { LIMITS, type ServiceLimit } from "./pacing/limits";
import { createPacer, type Pacer } from "./pacing/pacer";
import { DEFAULT_RETRY, type RetryPolicy } from "./retry/policy";
import { ApiEnrollmentCert } from "./schemas/enrollmentCert";
import { ApiGroup, type GroupPayload } from "./schemas/group";
import { page } from "./schemas/list";
import { ApiMicrotenant } from "./schemas/microtenant";
import { ApiVersionProfile } from "./schemas/versionProfile";
import { sendOverHttp } from "./transport";

/** The API of one customer of ZPA. */
export interface ApiClient {
    readonly customerId: string;
    /** Every group of a microtenant, all pages, 500 a page. `null` means all microtenants. */
    listGroups(microtenantId: string | null, search?: string): Promise<ApiGroup[]>;
    getGroup(id: string, microtenantId: string): Promise<ApiGroup>;
    createGroup(payload: GroupPayload, microtenantId: string): Promise<ApiGroup>;
    updateGroup(id: string, payload: GroupPayload, microtenantId: string): Promise<void>;
    deleteGroup(id: string, microtenantId: string): Promise<void>;
    listVersionProfiles(): Promise<ApiVersionProfile[]>;
    listMicrotenants(): Promise<ApiMicrotenant[]>;
    /** The enrollment certificates that this microtenant sees; with a name, those of that name. */
    listEnrollmentCerts(microtenantId: string, name?: string): Promise<ApiEnrollmentCert[]>;
    /** The provisioning keys of App Connector groups in a microtenant, as answered: a key's value is a secret. */
    listProvisioningKeys(microtenantId: string): Promise<unknown[]>;
}

export interface ClientOptions {
    readonly retry?: RetryPolicy;
    /** Called when a call has to wait, for its turn or for the service, for more than a few seconds. */
    readonly onWait?: (message: string) => void;
}

const LARGEST_PAGE = 500;

export function createClient(settings: DoorSettings, options: ClientOptions = {}): ApiClient {
    const door = openDoor(settings);
    const pacer = (limit: ServiceLimit): Pacer =>
        createPacer({
            limit,
            ledger: fileLedger(`${door.limitKey} ${limit.counts}`),
            onWait: (ms) =>
                options.onWait?.(
                    `${door.who}: waiting ${Math.ceil(ms / 1000)} s for the service's rate limit of ${limit.counts}, nothing is lost`,
                ),
        });
    const { read, write } = LIMITS[door.kind];
    const reads = pacer(read);
    const call = createCaller({
        door,
        send: sendOverHttp,
        tokens: createTokens(door, sendOverHttp),
        pacers: { read: reads, write: write === read ? reads : pacer(write) },
        retry: options.retry ?? DEFAULT_RETRY,
        now: Date.now,
        random: Math.random,
        tell: (message) => options.onWait?.(message),
    });
    return endpoints(call, settings.customerId);
}

function endpoints(call: Caller, customerId: string): ApiClient {
    const base = (version: "v1" | "v2") => `/mgmtconfig/${version}/admin/customers/${encodeURIComponent(customerId)}`;
    const groups = `${base("v1")}/appConnectorGroup`;
    const group = (id: string) => `${groups}/${encodeURIComponent(id)}`;

    async function listAll<T extends z.ZodType>(
        path: string,
        item: T,
        query: Record<string, string>,
    ): Promise<z.output<T>[]> {
        const schema = page(item);
        const found: z.output<T>[] = [];
        for (let number = 1; ; number++) {
            const parameters = { page: String(number), pagesize: String(LARGEST_PAGE), ...query };
            const request = { method: "GET", path: `${path}?${encodeQuery(parameters)}` } as const;
            const answer = await call(request, (raw) => parseAnswer(schema, request, raw));
            found.push(...(answer.list as z.output<T>[]));
            // Some answers put the number of objects into totalPages: a page that is not full is the last one.
            if (answer.list.length < LARGEST_PAGE || number >= answer.totalPages) return found;
        }
    }

    return {
        customerId,
        listGroups: (microtenantId, search) =>
            listAll(groups, ApiGroup, { microtenantId: microtenantId ?? "null", ...(search ? { search } : {}) }),
        async getGroup(id, microtenantId) {
            const request = { method: "GET", path: `${group(id)}?${encodeQuery({ microtenantId })}` } as const;
            return call(request, (answer) => parseAnswer(ApiGroup, request, answer));
        },
        async createGroup(json, microtenantId) {
            const request = { method: "POST", path: `${groups}?${encodeQuery({ microtenantId })}`, json } as const;
            return call(request, (answer) => parseAnswer(ApiGroup, request, answer));
        },
        async updateGroup(id, json, microtenantId) {
            await call({ method: "PUT", path: `${group(id)}?${encodeQuery({ microtenantId })}`, json }, noBody);
        },
        async deleteGroup(id, microtenantId) {
            await call({ method: "DELETE", path: `${group(id)}?${encodeQuery({ microtenantId })}` }, noBody);
        },
        listVersionProfiles: () => listAll(`${base("v1")}/visible/versionProfiles`, ApiVersionProfile, {}),
        listMicrotenants: () => listAll(`${base("v1")}/microtenants`, ApiMicrotenant, {}),
        listEnrollmentCerts: (microtenantId, name) =>
            listAll(`${base("v2")}/enrollmentCert`, ApiEnrollmentCert, {
                ...(name === undefined ? {} : { search: `name EQ ${name}` }),
                microtenantId,
            }),
        listProvisioningKeys: (microtenantId) =>
            listAll(`${base("v1")}/associationType/CONNECTOR_GRP/provisioningKey`, z.unknown(), { microtenantId }),
    };
}

/** PUT and DELETE answer nothing; to know what they did, read it back. */
const noBody = () => undefined;

/** `search` is `name%20EQ%20x`: percent-encoded spaces, as the vendor's page writes them. */
function encodeQuery(parameters: Record<string, string>): string {
    return Object.entries(parameters)
        .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
        .join("&");
}
