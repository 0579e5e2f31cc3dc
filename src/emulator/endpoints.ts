import { type Answer, ok, refuse, restingOn } from "./answers";
import { createSchedule, readSchedule, updateSchedule } from "./connectorSchedule";
import { connectorsOf, deleteConnectors, shownConnector, updateConnector } from "./connectors";
import type { Call, Endpoint } from "./endpoint";
import { GROUPS } from "./groups";
import { withoutNulls } from "./json";
import { createObject, deleteObject, type Kind, updateObject } from "./kinds";
import {
    createMicrotenant,
    deleteMicrotenant,
    isInScope,
    microtenantsOf,
    type Scope,
    scopeOf,
    updateMicrotenant,
} from "./microtenants";
import { page } from "./pages";
import { ASSOCIATION_TYPES, PROVISIONING_KEYS } from "./provisioningKeys";
import { answerShown, idOf, one, visible } from "./reads";
import type { Stored, TenantStore } from "./store";
import { confirmUserCodes, userCodeStatus } from "./userCodes";
import { VENDOR_ENDPOINTS } from "./vendorTools/endpoints";

/** The calls of a kind: list, read, create, update and delete. */
function callsOf(kind: Kind): Endpoint[] {
    const view = (c: Call) => (object: Stored) => kind.view(c.store, object, "list");
    const path = `${kind.path}/:id`;
    const microtenantId = ({ scope }: Call) => (scope === "all" ? "0" : scope.microtenantId);
    return [
        {
            method: "GET",
            path: kind.path,
            list: true,
            answer: (c) => page(kind.known.list, visible(kind, c), c.query, view(c)),
        },
        {
            method: "GET",
            path,
            answer: one(kind, (c, object) => answerShown(kind.known.read, kind.view(c.store, object, "one"))),
        },
        {
            method: "POST",
            path: kind.path,
            answer: (c) => createObject(kind, { ...c, sent: withoutNulls(c.body), microtenantId: microtenantId(c) }),
        },
        {
            method: "PUT",
            path,
            answer: one(kind, (c, current) => {
                const own = String(current.microtenantId ?? "0");
                return updateObject(kind, { ...c, sent: withoutNulls(c.body), current, microtenantId: own });
            }),
        },
        { method: "DELETE", path, answer: one(kind, (c, object) => deleteObject(kind, c.store, object)) },
    ];
}

/** The calls for provisioning keys of the known association types. */
const KEY_CALLS: readonly Endpoint[] = callsOf(PROVISIONING_KEYS).map((endpoint) => ({
    ...endpoint,
    answer: (call) => {
        const { associationType = "" } = call.params;
        const isKnown = (ASSOCIATION_TYPES as readonly string[]).includes(associationType);
        if (!isKnown) return refuse.invalid(["associationType"], ["key.type"]);
        return restingOn(endpoint.answer(call), associationType === "CONNECTOR_GRP" ? [] : ["key.types"]);
    },
}));

function microtenant(answer: (call: Call, object: Stored) => Answer): Endpoint["answer"] {
    return (call) => {
        const object = call.store.of("microtenants").get(idOf(call));
        return object ? answer(call, object) : refuse.notFound(idOf(call));
    };
}

/** A call for user codes at both paths. */
function userCodeCalls(path: string, answer: (call: Call, answersObjects: boolean) => Answer): Endpoint[] {
    const at = (prefix: string, userCodePath: "short" | "associationType"): Endpoint => ({
        method: "POST",
        path: `${prefix}/CONNECTOR_GRP${path}`,
        userCodePath,
        // The Go client expects objects, the Python client strings.
        answer: (call) => answer(call, userCodePath === "short"),
    });
    return [at("", "short"), at("/associationType", "associationType")];
}

function alsoAtCustomer(method: Endpoint["method"], path: string, answer: Endpoint["answer"]): Endpoint {
    return { method, path, answer, answerAtCustomer: answer };
}

/** The calls of this package, and others of the same objects. Source: docs/zpa-api.md#endpoints */
const OWN_ENDPOINTS: readonly Endpoint[] = [
    ...callsOf(GROUPS),
    {
        method: "GET",
        path: "/visible/versionProfiles",
        list: true,
        answer: ({ store, query }) =>
            withoutCount(
                page("profile.list", [...store.of("versionProfiles").values()], query, (profile) => ({
                    body: { ...profile, customerId: store.customerId },
                    known: [],
                })),
            ),
    },
    {
        method: "GET",
        path: "/versionProfile",
        answer: ({ store }) => {
            const id = store.seed.defaultVersionProfileId ?? "0";
            const profile = store.of("versionProfiles").get(id);
            return profile ? ok("profile.tenant", { ...profile, customerId: store.customerId }) : refuse.notFound(id);
        },
    },
    ...KEY_CALLS,
    ...userCodeCalls("/usercodes", (c, answersObjects) =>
        confirmUserCodes(c.store, c.scope, withoutNulls(c.body), answersObjects),
    ),
    ...userCodeCalls("/usercodes/status", (c) => userCodeStatus(c.store, withoutNulls(c.body))),
    {
        method: "GET",
        path: "/enrollmentCert",
        version: "v2",
        list: true,
        answer: ({ store, query, scope }) => page("certificate.list", certsOf(store, scope), query),
    },
    {
        method: "GET",
        path: "/enrollmentCert/:id",
        answer: (c) => {
            const found = certsOf(c.store, c.scope).find((cert) => cert.id === idOf(c));
            return found ? ok("certificate.read", found) : refuse.notFound(idOf(c));
        },
    },
    {
        method: "GET",
        path: "/microtenants",
        list: true,
        answer: ({ store, query }) => page("microtenant.list", microtenantsOf(store), query),
    },
    {
        method: "GET",
        path: "/microtenants/:id",
        answer: microtenant((c, { id }) =>
            ok(
                "microtenant.read",
                microtenantsOf(c.store).find((m) => m.id === id),
            ),
        ),
    },
    { method: "POST", path: "/microtenants", answer: (c) => createMicrotenant(c.store, c.body) },
    {
        method: "PUT",
        path: "/microtenants/:id",
        answer: microtenant((c, object) => updateMicrotenant(c.store, object, c.body)),
    },
    {
        method: "DELETE",
        path: "/microtenants/:id",
        answer: microtenant((c, object) => deleteMicrotenant(c.store, object)),
    },
    {
        method: "GET",
        path: "/connector",
        list: true,
        answer: (c) => page("connector.list", connectorsOf(c.store, c.scope), c.query, shownConnector),
    },
    {
        method: "GET",
        path: "/connector/:id",
        answer: (c) => {
            const connector = connectorsOf(c.store, c.scope).find(({ id }) => id === idOf(c));
            return connector ? answerShown("connector.read", shownConnector(connector)) : refuse.notFound(idOf(c));
        },
    },
    { method: "PUT", path: "/connector/:id", answer: (c) => updateConnector(c.store, c.scope, idOf(c), c.body) },
    { method: "DELETE", path: "/connector/:id", answer: (c) => deleteConnectors(c.store, c.scope, [idOf(c)]) },
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
        path: "/connectorSchedule",
        answer: (c) => readSchedule(c.store, c.scope, "string"),
        answerAtCustomer: (c) => readSchedule(c.store, c.scope, "number"),
    },
    alsoAtCustomer("POST", "/connectorSchedule", (c) => createSchedule(c.store, c.scope, withoutNulls(c.body))),
    alsoAtCustomer("PUT", "/connectorSchedule/:id", (c) =>
        updateSchedule(c.store, c.scope, idOf(c), withoutNulls(c.body)),
    ),
];

/** The calls that the emulator supports. */
export const ENDPOINTS: readonly Endpoint[] = [...OWN_ENDPOINTS, ...VENDOR_ENDPOINTS];

/** All calls, including those of custom kinds. */
export const endpointsWith = (custom: readonly Kind[]): readonly Endpoint[] => [
    ...ENDPOINTS,
    ...custom.flatMap(callsOf),
];

/** In recordings, lists of version profiles have no `totalCount` (docs/zpa-api.md#version-profiles). */
function withoutCount(answer: Answer): Answer {
    const { totalCount, ...body } = answer.body as Record<string, unknown>;
    return { ...answer, body };
}

/** The certificates of a scope. Those without a microtenant are visible in all microtenants. */
const certsOf = (store: TenantStore, scope: Scope) =>
    [...store.of("enrollmentCerts").values()].filter(
        (cert) => cert.microtenantId === undefined || isInScope(cert, scope),
    );

/** The response to a call: an error for an invalid scope, or that of the endpoint. */
export function answerCall(endpoint: Endpoint, call: Omit<Call, "scope">): Answer {
    const scoped = scopeOf(call.store, call.query, call.body, endpoint.method);
    if ("status" in scoped) return scoped;
    return restingOn(endpoint.answer({ ...call, scope: scoped.scope }), scoped.known);
}
