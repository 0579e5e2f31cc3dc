import { type Answer, created, noContent, refuse, restingOn } from "./answers";
import type { FactName } from "./evidence";
import { asText, withoutNulls } from "./json";
import type { Stored, TenantStore } from "./store";

/** The scope of `microtenantId`: one microtenant, or all (`null`, for reads only). */
export type Scope = { readonly microtenantId: string } | "all";

/** The scope of a call, and what it rests on. */
export interface Scoped {
    readonly scope: Scope;
    readonly known: readonly FactName[];
}

/**
 * The scope of a call, or the error. The query parameter overrides the microtenant in the body of a write.
 * Source: docs/zpa-api.md#endpoints, #the-groups-fields.
 */
export function scopeOf(
    store: TenantStore,
    query: URLSearchParams,
    body: Record<string, unknown>,
    method: string,
): Scoped | Answer {
    const inBody = asText(body.microtenantId) ?? "";
    const inQuery = query.get("microtenantId");
    const asked = inQuery || (store.of("microtenants").has(inBody) ? inBody : "");
    const known: FactName[] = asked === "" ? [] : [inQuery ? "microtenant.scope" : "microtenant.body"];
    if (asked === "" || asked === "0") return { scope: { microtenantId: "0" }, known };
    if (asked === "null" && method === "GET") return { scope: "all", known };
    if (!/^\d{1,19}$/.test(asked)) return refuse.badParameter("microtenant.refused", "microtenantId");
    if (store.of("microtenants").has(asked)) return { scope: { microtenantId: asked }, known };
    return restingOn(refuse.notFound(asked), ["microtenant.refused"]);
}

export function isInScope({ microtenantId = "0" }: Stored, scope: Scope): boolean {
    if (scope === "all") return true;
    return (typeof microtenantId === "string" ? microtenantId : String(microtenantId ?? "0")) === scope.microtenantId;
}

/** The microtenant fields of a response. In the Default microtenant there is no id. */
export const microtenantOf = (store: TenantStore, object: Stored) => {
    const id = String(object.microtenantId ?? "0");
    return { microtenantId: id === "0" ? undefined : id, microtenantName: store.of("microtenants").get(id)?.name };
};

/** The validation of each field. */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
    name: (value) => typeof value === "string",
    description: (value) => typeof value === "string",
    enabled: (value) => typeof value === "boolean",
    criteriaAttribute: (value) => typeof value === "string",
    criteriaAttributeValues: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
    privilegedApprovalsEnabled: (value) => typeof value === "boolean",
};
const DEFAULTS = { enabled: true, operator: "OR", privilegedApprovalsEnabled: true };

export function createMicrotenant(store: TenantStore, body: Record<string, unknown>): Answer {
    const sent = withoutNulls(body);
    const problem = validate(store, sent, undefined);
    if (problem) return problem;
    const time = store.clock.seconds();
    const id = store.nextId();
    const stamps = { id, creationTime: time, modifiedTime: time, modifiedBy: store.customerId };
    const microtenant: Stored = { ...DEFAULTS, ...pick(sent), ...stamps, name: String(sent.name) };
    store.of("microtenants").set(id, microtenant);
    return created("microtenant.create", microtenant);
}

export function updateMicrotenant(store: TenantStore, microtenant: Stored, body: Record<string, unknown>): Answer {
    const sent = withoutNulls(body);
    if (microtenant.id === "0") return refuse.locked("microtenant.default");
    const problem = validate(store, { name: microtenant.name, ...sent }, microtenant.id);
    if (problem) return problem;
    Object.assign(microtenant, pick(sent), { modifiedTime: store.clock.seconds() });
    return noContent("microtenant.update");
}

export function deleteMicrotenant(store: TenantStore, microtenant: Stored): Answer {
    if (microtenant.id === "0") return refuse.locked("microtenant.default");
    const inside = (object: Stored) => object.microtenantId === microtenant.id;
    const group = [...store.of("groups").values()].find(inside);
    if (group) return refuse.referenced("microtenant.used", "AppConnectorGroup", group.name);
    const key = [...store.of("provisioningKeys").values()].find(inside);
    if (key) return refuse.referenced("microtenant.used", "ProvisioningKey", key.name);
    store.of("microtenants").delete(microtenant.id);
    return noContent("microtenant.delete");
}

/** Microtenants in the order of their precedence, with the Default microtenant last. */
export function microtenantsOf(store: TenantStore): Stored[] {
    const all = [...store.of("microtenants").values()];
    const inOrder = [...all.filter(({ id }) => id !== "0"), ...all.filter(({ id }) => id === "0")];
    return inOrder.map((microtenant, i) => ({ ...microtenant, scopeOrder: String(i + 1) }));
}

function validate(store: TenantStore, sent: Record<string, unknown>, own: string | undefined): Answer | undefined {
    if (sent.name === undefined || sent.name === "") return refuse.missing(["name"]);
    const wrong = Object.keys(FIELDS).filter((field) => sent[field] !== undefined && !FIELDS[field]!(sent[field]));
    if (wrong.length > 0) return refuse.invalid(wrong);
    const taken = [...store.of("microtenants").values()].some((m) => m.name === sent.name && m.id !== own);
    return taken ? refuse.nameTaken(400, String(sent.name)) : undefined;
}

const pick = (sent: Record<string, unknown>) =>
    Object.fromEntries(
        Object.keys(FIELDS)
            .filter((field) => sent[field] !== undefined)
            .map((field) => [field, sent[field]]),
    );
