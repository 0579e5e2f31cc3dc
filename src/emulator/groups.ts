import { type Answer, refuse } from "./answers";
import { embedded, membersOf } from "./connectors";
import type { Fields } from "./fields";
import { escaped, type Kind, type Problems, type Reader, type Write } from "./kinds";
import { microtenantOf } from "./microtenants";
import { placeOf } from "./places";
import type { Stored, TenantStore } from "./store";

const flag = { kind: "boolean", default: false } as const;
const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

/** Source: docs/zpa-api.md#the-groups-fields */
const FIELDS: Fields = {
    name: { kind: "text", required: true },
    description: { kind: "text" },
    // Documented as true by default, but groups that were created without it were disabled.
    enabled: flag,
    latitude: { kind: "decimal", required: true, min: -90, max: 90 },
    longitude: { kind: "decimal", required: true, min: -180, max: 180 },
    location: { kind: "text", required: true },
    cityCountry: { kind: "text" },
    countryCode: { kind: "text" },
    upgradeDay: { kind: "enum", values: DAYS, default: "SUNDAY" },
    upgradeTimeInSecs: { kind: "decimal", min: 0, max: 86_399, step: 900, default: "66600" },
    dnsQueryType: { kind: "enum", values: ["IPV4_IPV6", "IPV4", "IPV6"], default: "IPV4_IPV6" },
    overrideVersionProfile: flag,
    versionProfileId: { kind: "id" },
    ...{ tcpQuickAckApp: flag, tcpQuickAckAssistant: flag, tcpQuickAckReadAssistant: flag },
    ...{ useInDrMode: flag, wafDisabled: flag, praEnabled: flag, lssAppConnectorGroup: flag },
    enrollmentCertId: { kind: "id" },
    ipAcl: { kind: "addresses" },
    dcHostingInfo: { kind: "text", max: 64 },
};
const FLAGS_ALIKE = ["tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant"];

/** Fields that the response to a create omits; reads return them. Source: docs/zpa-api.md#writes */
const NOT_IN_CREATE = ["upgradePriority", "version", "versionProfileVisibilityScope", "microtenantName"];

export const GROUPS: Kind = {
    collection: "groups",
    path: "/appConnectorGroup",
    title: "AppConnectorGroup",
    fields: FIELDS,
    wipedUnlessSent: ["latitude", "longitude", "cityCountry", "countryCode"],
    collapsesNames: true,
    createdStatus: 201,
    max: (store) => store.seed.maxGroups ?? 100,
    validate,
    derive: (_, group, isNew) => {
        if (isNew) group.connectorGroupType = "APP";
        Object.assign(group, placeIn(group));
    },
    inUse,
    view,
};

function validate({ store, sent, current }: Write): Problems {
    // The error names a field other than the one to send. Source: docs/zpa-api.md#enrollment-certificates.
    if (store.seed.requireEnrollmentCert && !sent.enrollmentCertId) return { missing: ["signingCertId"] };
    const value = (name: string) => sent[name] ?? current?.[name];
    const invalid: string[] = [];
    if (new Set(FLAGS_ALIKE.map((name) => value(name) ?? false)).size > 1) invalid.push(...FLAGS_ALIKE);
    if (value("overrideVersionProfile") !== true) return { invalid };
    const profileId = value("versionProfileId");
    if (profileId === undefined || profileId === null || profileId === "") return { missing: ["versionProfileId"] };
    if (!store.of("versionProfiles").has(asId(profileId))) invalid.push("versionProfileId");
    return { invalid };
}

const asId = (value: unknown) => (typeof value === "number" || typeof value === "string" ? String(value) : "");

function inUse(store: TenantStore, group: Stored): Answer | undefined {
    const key = [...store.of("provisioningKeys").values()].find((k) => k.zcomponentId === group.id);
    if (key) return refuse.referenced("ProvisioningKey", key.name);
    const [serverGroup] = serverGroupsOf(group);
    if (serverGroup) return refuse.referenced("ServerGroup", serverGroup.name);
    const [connector] = membersOf(store, group);
    return connector && refuse.referenced("AppConnector", connector.name);
}

const serverGroupsOf = (group: Stored) => (group.serverGroups as Stored[] | undefined) ?? [];

/** `GET /{id}` has returned a wrong `lssAppConnectorGroup`; lists return the right one. */
function view(store: TenantStore, group: Stored, reader: Reader): unknown {
    const profileId = group.overrideVersionProfile
        ? String(group.versionProfileId)
        : (store.seed.defaultVersionProfileId ?? "0");
    const profile = store.of("versionProfiles").get(profileId);
    const connectors = membersOf(store, group).map(embedded);
    const shown: Record<string, unknown> = {
        ...escaped(group),
        versionProfileId: profileId,
        versionProfileName: profile?.name,
        versionProfileVisibilityScope: profile?.visibilityScope,
        upgradePriority: profile?.upgradePriority,
        version: group.version ?? versionOf(profileId, profile?.name),
        ...(connectors.length > 0 ? { connectors } : {}),
        ...microtenantOf(store, group),
        ...(reader === "one" ? { lssAppConnectorGroup: false } : {}),
    };
    if (reader === "create") for (const field of NOT_IN_CREATE) delete shown[field];
    return shown;
}

export const summaryOf = (group: Stored): unknown => {
    const { id, name, enabled } = escaped(group);
    return { id, name, enabled };
};

/** The response to `GET /{id}/sg`, which the vendor's clients call. */
export const withServerGroups = (store: TenantStore, group: Stored): unknown => ({
    ...(view(store, group, "one") as object),
    serverGroups: serverGroupsOf(group),
});

/** The software version of a profile. */
const versionOf = (profileId: string, versionProfileName: string | undefined) => ({
    version_profile_gid: profileId,
    versionProfileName,
    sargeVersion: "26.52.3",
    childVersion: "26.52.3",
    latestPlatform: "el9",
});

function placeIn(group: Stored): Record<string, unknown> {
    if (group.latitude === undefined || group.longitude === undefined) return {};
    const derived = placeOf(Number(group.latitude), Number(group.longitude));
    return {
        // The vendor's clients send an empty city if they have none.
        cityCountry: group.cityCountry || derived.cityCountry,
        countryCode: group.countryCode || derived.countryCode,
    };
}
