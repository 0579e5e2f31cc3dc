import { type Answer, ok, refuse } from "./answers";
import { connectorsOf, deleteConnectors, updateConnector } from "./connectors";
import { createGroup, deleteGroup, type NameTaken, summaryOf, updateGroup, viewOf } from "./groups";
import {
    createMicrotenant,
    deleteMicrotenant,
    isInScope,
    microtenantSummary,
    microtenantsOf,
    type Scope,
    scopeOf,
    updateMicrotenant,
} from "./microtenants";
import { page } from "./pages";
import { createProvisioningKey, updateProvisioningKey, viewKey } from "./provisioningKeys";
import type { Stored, TenantStore } from "./store";

export interface Call {
    readonly store: TenantStore;
    readonly query: URLSearchParams;
    /** The id in the path, if the path has one. */
    readonly id: string;
    readonly scope: Scope;
    readonly body: Record<string, unknown>;
    readonly nameTaken: NameTaken;
}

export interface Endpoint {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    /** Below `/mgmtconfig/{version}/admin/customers/{customerId}`. */
    readonly path: string;
    readonly version?: "v2";
    /** A list, which may lag behind. */
    readonly list?: true;
    readonly answer: (call: Call) => Answer;
}

const KEYS = "/associationType/CONNECTOR_GRP/provisioningKey";

/** Every call that the emulator answers. Source: the API contract, §2. */
export const ENDPOINTS: readonly Endpoint[] = [
    {
        method: "GET",
        path: "/appConnectorGroup",
        list: true,
        answer: ({ store, query, scope }) =>
            page(inScope(store.byName("groups"), scope), query, (g) => viewOf(store, g)),
    },
    {
        method: "GET",
        path: "/appConnectorGroup/summary",
        list: true,
        answer: ({ store, query, scope }) => page(inScope(store.byName("groups"), scope), query, summaryOf),
    },
    {
        method: "GET",
        path: "/appConnectorGroup/:id",
        answer: one("groups", (c, group) => ok(viewOf(c.store, group, true))),
    },
    {
        method: "POST",
        path: "/appConnectorGroup",
        answer: (c) => createGroup(c.store, c.body, microtenantOf(c), c.nameTaken),
    },
    {
        method: "PUT",
        path: "/appConnectorGroup/:id",
        answer: one("groups", (c, group) => updateGroup(c.store, group, c.body, c.nameTaken)),
    },
    {
        method: "DELETE",
        path: "/appConnectorGroup/:id",
        answer: one("groups", (c, group) => deleteGroup(c.store, group)),
    },
    {
        method: "GET",
        path: "/visible/versionProfiles",
        list: true,
        answer: ({ store, query }) =>
            withoutCount(
                page([...store.versionProfiles.values()], query, (p) => ({ ...p, customerId: store.customerId })),
            ),
    },
    {
        method: "GET",
        path: KEYS,
        list: true,
        answer: ({ store, query, scope }) =>
            page(inScope(store.byName("provisioningKeys"), scope), query, (k) => viewKey(store, k)),
    },
    { method: "GET", path: `${KEYS}/:id`, answer: one("provisioningKeys", (c, key) => ok(viewKey(c.store, key))) },
    { method: "POST", path: KEYS, answer: (c) => createProvisioningKey(c.store, c.body, microtenantOf(c)) },
    {
        method: "PUT",
        path: `${KEYS}/:id`,
        answer: one("provisioningKeys", (c, key) => updateProvisioningKey(c.store, key, c.body)),
    },
    {
        method: "DELETE",
        path: `${KEYS}/:id`,
        answer: one("provisioningKeys", (c, key) => {
            c.store.provisioningKeys.delete(key.id);
            return { status: 204 };
        }),
    },
    {
        method: "GET",
        path: "/enrollmentCert",
        version: "v2",
        list: true,
        answer: ({ store, query, scope }) => page(certsOf(store, scope), query, (cert) => cert),
    },
    {
        method: "GET",
        path: "/enrollmentCert/:id",
        answer: ({ store, scope, id }) => {
            const found = certsOf(store, scope).find((cert) => cert.id === id);
            return found ? ok(found) : refuse.notFound(id);
        },
    },
    {
        method: "GET",
        path: "/microtenants",
        list: true,
        answer: ({ store, query }) => page(microtenantsOf(store), query, (m) => m),
    },
    { method: "GET", path: "/microtenants/summary", list: true, answer: (c) => microtenantSummary(c.store) },
    {
        method: "GET",
        path: "/microtenants/:id",
        answer: one("microtenants", (c, { id }) => ok(microtenantsOf(c.store).find((m) => m.id === id))),
    },
    { method: "POST", path: "/microtenants", answer: (c) => createMicrotenant(c.store, c.body) },
    {
        method: "PUT",
        path: "/microtenants/:id",
        answer: one("microtenants", (c, microtenant) => updateMicrotenant(c.store, microtenant, c.body)),
    },
    {
        method: "DELETE",
        path: "/microtenants/:id",
        answer: one("microtenants", (c, microtenant) => deleteMicrotenant(c.store, microtenant)),
    },
    {
        method: "GET",
        path: "/connector",
        list: true,
        answer: (c) => page(connectorsOf(c.store, c.scope), c.query, (connector) => connector),
    },
    {
        method: "GET",
        path: "/connector/:id",
        answer: (c) => {
            const connector = connectorsOf(c.store, c.scope).find(({ id }) => id === c.id);
            return connector ? ok(connector) : refuse.notFound(c.id);
        },
    },
    { method: "PUT", path: "/connector/:id", answer: (c) => updateConnector(c.store, c.scope, c.id, c.body) },
    { method: "DELETE", path: "/connector/:id", answer: (c) => deleteConnectors(c.store, c.scope, [c.id]) },
    {
        method: "POST",
        path: "/connector/bulkDelete",
        answer: (c) => {
            const { ids } = c.body;
            if (!Array.isArray(ids)) return refuse.missing(["ids"]);
            if (!ids.every((id) => typeof id === "string" || typeof id === "number")) return refuse.invalid(["ids"]);
            return deleteConnectors(c.store, c.scope, ids.map(String));
        },
    },
    {
        method: "GET",
        path: "/policySet/policyType/ACCESS_POLICY",
        answer: ({ store }) =>
            ok({
                id: String(BigInt(store.customerId) + 5n),
                modifiedTime: "1764976960",
                creationTime: "1619672239",
                modifiedBy: store.customerId,
                name: "Global_Policy",
                enabled: true,
                description: "The rules in this policy set are executed first.",
                policyType: "1",
                sorted: true,
            }),
    },
    {
        method: "GET",
        path: "/policySet/rules/policyType/ACCESS_POLICY",
        answer: ({ query }) => page([], query, (rule) => rule),
    },
];

function one(
    collection: "groups" | "provisioningKeys" | "microtenants",
    answer: (call: Call, object: Stored) => Answer,
): Endpoint["answer"] {
    return (call) => {
        const object = call.store[collection].get(call.id);
        const visible = object && (collection === "microtenants" || isInScope(object, call.scope));
        return visible ? answer(call, object) : refuse.notFound(call.id);
    };
}

/** Lists of version profiles are recorded without a `totalCount` (contract §9). */
function withoutCount(answer: Answer): Answer {
    const { totalCount, ...body } = answer.body as Record<string, unknown>;
    return { ...answer, body };
}

const inScope = (objects: readonly Stored[], scope: Scope) => objects.filter((object) => isInScope(object, scope));

/** Certificates without a microtenant are the customer's, and seen from each of its microtenants. */
const certsOf = (store: TenantStore, scope: Scope) =>
    [...store.enrollmentCerts.values()].filter((cert) => cert.microtenantId === undefined || isInScope(cert, scope));

const microtenantOf = ({ scope }: Call) => (scope === "all" ? "0" : scope.microtenantId);

/** The refusal of a call, or what the endpoint makes of it. */
export function answerCall(endpoint: Endpoint, call: Omit<Call, "scope">): Answer {
    const scope = scopeOf(call.store, call.query, call.body, endpoint.method);
    return typeof scope === "object" && "status" in scope ? scope : endpoint.answer({ ...call, scope });
}
