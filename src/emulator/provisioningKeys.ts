import { randomBytes } from "node:crypto";
import type { Fields } from "./fields";
import { asText } from "./json";
import { type Kind, microtenantIdOf, type Problems, type Reader, type Write } from "./kinds";
import { microtenantOf } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** Source: docs/zpa-api.md#endpoints, #provisioning-keys */
export const ASSOCIATION_TYPES = ["CONNECTOR_GRP", "SERVICE_EDGE_GRP", "NP_ASSISTANT_GRP"] as const;

const FIELDS: Fields = {
    name: { kind: "text", required: true },
    maxUsage: { kind: "count", required: true },
    enrollmentCertId: { kind: "id", required: true },
    zcomponentId: { kind: "id", required: true },
    uiConfig: { kind: "text" },
    ipAcl: { kind: "addresses" },
    expirationInEpochSec: { kind: "epochSeconds" },
    enabled: { kind: "boolean", default: true },
    exportable: { kind: "boolean", default: true },
};

export const PROVISIONING_KEYS: Kind = {
    collection: "provisioningKeys",
    path: "/associationType/:associationType/provisioningKey",
    title: "ProvisioningKey",
    fields: FIELDS,
    // The recorded status of a create is 200; the vendor's page says 201.
    createdStatus: 200,
    max: (store) => store.seed.maxProvisioningKeys ?? 100,
    validate,
    derive: (_, key, isNew) => {
        if (!isNew) return;
        key.usageCount = "0";
        key.provisioningKey = `3|api.private.zscaler.com|${randomBytes(96).toString("base64")}`;
    },
    isAt: (key, { associationType }) => typeOf(key) === associationType,
    fromPath: ({ associationType }) => ({ associationType }),
    view,
};

const typeOf = (key: Stored) => key.associationType ?? "CONNECTOR_GRP";

export const keysOf = (group: Stored) => (key: Stored) => key.zcomponentId === group.id;

function validate({ store, sent, current, microtenantId, params }: Write): Problems {
    const invalid: string[] = [];
    const certificate = store.of("enrollmentCerts").get(asText(sent.enrollmentCertId) ?? "");
    const isUsable = certificate && certificate.privateKeyPresent !== false;
    if (sent.enrollmentCertId !== undefined && !isUsable) invalid.push("enrollmentCertId");
    const group = params.associationType === "CONNECTOR_GRP" && store.of("groups").get(asText(sent.zcomponentId) ?? "");
    const isInReach = group && microtenantIdOf(group) === microtenantId;
    if (sent.zcomponentId !== undefined && !isInReach) invalid.push("zcomponentId");
    if (Number(asText(sent.maxUsage) ?? Infinity) < Number(current?.usageCount ?? 0)) invalid.push("maxUsage");
    if (sent.exportable === true && current?.exportable === false) invalid.push("exportable");
    return { invalid };
}

/** The value of a key that is not exportable is only in the response to its create. */
function view(store: TenantStore, key: Stored, reader: Reader): unknown {
    const { provisioningKey, associationType, ...rest } = key;
    const { microtenantId } = microtenantOf(store, key);
    if (reader === "create") return { ...rest, provisioningKey, microtenantId };
    return {
        ...rest,
        microtenantId,
        ...(key.exportable === false ? {} : { provisioningKey }),
        zcomponentName: store.of("groups").get(String(key.zcomponentId))?.name,
        enrollmentCertName: store.of("enrollmentCerts").get(String(key.enrollmentCertId))?.name,
    };
}
