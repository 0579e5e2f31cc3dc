import { randomBytes } from "node:crypto";
import { type Answer, NO_CONTENT, ok, refuse } from "./answers";
import { asText, withoutNulls } from "./json";
import { microtenantOf } from "./microtenants";
import type { Stored, TenantStore } from "./store";

const REQUIRED = ["name", "maxUsage", "enrollmentCertId", "zcomponentId"];
const WRITABLE = [...REQUIRED, "enabled", "exportable", "uiConfig", "ipAcl"];

/** 200 is what was recorded for a create; the vendor's page says 201. Source: the API contract, §2 and §10. */
export function createProvisioningKey(
    store: TenantStore,
    body: Record<string, unknown>,
    microtenantId: string,
): Answer {
    const sent = withoutNulls(body);
    const missing = REQUIRED.filter((field) => sent[field] === undefined || sent[field] === "");
    if (missing.length > 0) return refuse.missing(missing);
    const problem = judge(store, sent, undefined, microtenantId);
    if (problem) return problem;
    const time = store.clock.seconds();
    const key: Stored = {
        enabled: true,
        exportable: true,
        ...pick(sent),
        id: store.nextId(),
        name: String(sent.name),
        usageCount: "0",
        readOnly: false,
        zscalerManaged: false,
        provisioningKey: `3|api.private.zscaler.com|${randomBytes(96).toString("base64")}`,
        microtenantId,
        creationTime: time,
        modifiedTime: time,
        modifiedBy: store.customerId,
    };
    store.provisioningKeys.set(key.id, key);
    return ok({ ...key, microtenantId: microtenantOf(store, key).microtenantId });
}

/** A merge: the name alone is enough. */
export function updateProvisioningKey(store: TenantStore, key: Stored, body: Record<string, unknown>): Answer {
    const sent = withoutNulls(body);
    const empty = REQUIRED.filter((field) => sent[field] === "");
    if (empty.length > 0) return refuse.missing(empty);
    const problem = judge(store, sent, key.id, String(key.microtenantId ?? "0"));
    if (problem) return problem;
    Object.assign(key, pick(sent), { modifiedTime: store.clock.seconds() });
    return NO_CONTENT;
}

/** A key that may not be exported is shown once, by the answer to its create. */
export function viewKey(store: TenantStore, key: Stored): unknown {
    const { provisioningKey, ...rest } = key;
    return {
        ...rest,
        microtenantId: microtenantOf(store, key).microtenantId,
        ...(key.exportable === false ? {} : { provisioningKey }),
        zcomponentName: store.groups.get(String(key.zcomponentId))?.name,
        enrollmentCertName: store.enrollmentCerts.get(String(key.enrollmentCertId))?.name,
    };
}

function judge(
    store: TenantStore,
    sent: Record<string, unknown>,
    own: string | undefined,
    microtenantId: string,
): Answer | undefined {
    const wrong: string[] = [];
    if (sent.name !== undefined && typeof sent.name !== "string") wrong.push("name");
    if (sent.maxUsage !== undefined && !/^[1-9]\d{0,8}$/.test(asText(sent.maxUsage) ?? "")) wrong.push("maxUsage");
    if (sent.enrollmentCertId !== undefined && !store.enrollmentCerts.has(asText(sent.enrollmentCertId) ?? ""))
        wrong.push("enrollmentCertId");
    if (sent.zcomponentId !== undefined && !store.groups.has(asText(sent.zcomponentId) ?? ""))
        wrong.push("zcomponentId");
    if (sent.uiConfig !== undefined && typeof sent.uiConfig !== "string") wrong.push("uiConfig");
    const { ipAcl } = sent;
    if (ipAcl !== undefined && !(Array.isArray(ipAcl) && ipAcl.every((ip) => typeof ip === "string")))
        wrong.push("ipAcl");
    for (const field of ["enabled", "exportable"])
        if (sent[field] !== undefined && typeof sent[field] !== "boolean") wrong.push(field);
    if (wrong.length > 0) return refuse.invalid(wrong);
    const taken = [...store.provisioningKeys.values()].find(
        (key) => key.name === sent.name && key.id !== own && String(key.microtenantId ?? "0") === microtenantId,
    );
    return taken ? refuse.nameTaken(400, taken.name) : undefined;
}

function pick(sent: Record<string, unknown>): Record<string, unknown> {
    const kept = WRITABLE.filter((field) => sent[field] !== undefined);
    return Object.fromEntries(
        kept.map((field) => [field, typeof sent[field] === "number" ? String(sent[field]) : sent[field]]),
    );
}
