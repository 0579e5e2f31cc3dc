import { randomBytes } from "node:crypto";
import type { FactName } from "./evidence";
import { ALLOW_LIST, type Fields, knownBy, type Problem } from "./fields";
import { asText } from "./json";
import { type Kind, microtenantIdOf, type Reader, type Shown, type Write } from "./kinds";
import { microtenantOf } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** Source: docs/zpa-api.md#endpoints, #provisioning-keys */
export const ASSOCIATION_TYPES = ["CONNECTOR_GRP", "SERVICE_EDGE_GRP", "NP_ASSISTANT_GRP"] as const;

const FIELDS: Fields = {
    ...knownBy("key.fields", {
        name: { kind: "text", required: true },
        maxUsage: { kind: "count", required: true },
        enrollmentCertId: { kind: "id", required: true },
        zcomponentId: { kind: "id", required: true },
        uiConfig: { kind: "text" },
        expirationInEpochSec: { kind: "epochSeconds" },
        enabled: { kind: "boolean", default: true },
        exportable: { kind: "boolean", default: true },
    }),
    ipAcl: ALLOW_LIST,
};

export const PROVISIONING_KEYS: Kind = {
    collection: "provisioningKeys",
    path: "/associationType/:associationType/provisioningKey",
    title: "ProvisioningKey",
    known: { list: "key.list", read: "key.read", create: "key.create", update: "key.update", delete: "key.delete" },
    fields: FIELDS,
    // The recorded status of a create is 200; the vendor's page says 201.
    createdStatus: 200,
    max: { known: "key.full", is: (store) => store.seed.maxProvisioningKeys ?? 100 },
    validate,
    derive: (_, key, isNew) => {
        if (!isNew) return [];
        key.usageCount = "0";
        key.provisioningKey = `3|api.private.zscaler.com|${randomBytes(96).toString("base64")}`;
        return [];
    },
    isAt: (key, { associationType }) => typeOf(key) === associationType,
    fromPath: ({ associationType }) => ({ associationType }),
    view,
};

const typeOf = (key: Stored) => key.associationType ?? "CONNECTOR_GRP";

export const keysOf = (group: Stored) => (key: Stored) => key.zcomponentId === group.id;

function validate({ store, sent, current, microtenantId, params }: Write): Problem[] {
    const problems: Problem[] = [];
    const invalid = (field: string, known: FactName) => problems.push({ is: "invalid", field, known });
    const certificate = store.of("enrollmentCerts").get(asText(sent.enrollmentCertId) ?? "");
    const isUsable = certificate && certificate.privateKeyPresent !== false;
    if (sent.enrollmentCertId !== undefined && !isUsable) invalid("enrollmentCertId", "key.certificate");
    const group = params.associationType === "CONNECTOR_GRP" && store.of("groups").get(asText(sent.zcomponentId) ?? "");
    const isInReach = group && microtenantIdOf(group) === microtenantId;
    if (sent.zcomponentId !== undefined && !isInReach) invalid("zcomponentId", "key.group");
    if (Number(asText(sent.maxUsage) ?? Infinity) < Number(current?.usageCount ?? 0)) invalid("maxUsage", "key.usage");
    if (sent.exportable === true && current?.exportable === false) invalid("exportable", "key.exportable");
    return problems;
}

/** The value of a key that is not exportable is only in the response to its create. */
function view(store: TenantStore, key: Stored, reader: Reader): Shown {
    const { provisioningKey, associationType, ...rest } = key;
    const { microtenantId } = microtenantOf(store, key);
    if (reader === "create") return { body: { ...rest, provisioningKey, microtenantId }, known: [] };
    const isHidden = key.exportable === false;
    const body = {
        ...rest,
        microtenantId,
        ...(isHidden ? {} : { provisioningKey }),
        zcomponentName: store.of("groups").get(String(key.zcomponentId))?.name,
        enrollmentCertName: store.of("enrollmentCerts").get(String(key.enrollmentCertId))?.name,
    };
    return { body, known: isHidden ? ["key.hidden"] : [] };
}
