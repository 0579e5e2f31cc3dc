import { type Answer, refuse } from "./answers";
import { embedded, membersOf } from "./connectors";
import type { FactName } from "./evidence";
import { ALLOW_LIST, type Fields, knownBy, type Problem } from "./fields";
import { escaped, type Kind, NO_FACTS, type Reader, type Shown, type Write } from "./kinds";
import { microtenantOf } from "./microtenants";
import { placeOf } from "./places";
import type { Stored, TenantStore } from "./store";

const flag = { kind: "boolean", default: false } as const;
const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

/** Source: docs/zpa-api.md#the-groups-fields */
const FIELDS: Fields = {
    ...knownBy("group.fields", {
        name: { kind: "text", required: true },
        description: { kind: "text" },
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
    }),
    // Documented as true by default, but groups that were created without it were disabled.
    ...knownBy("group.enabled", { enabled: flag }),
    ...knownBy("group.hosting", { dcHostingInfo: { kind: "text", max: 64 } }),
    ipAcl: ALLOW_LIST,
};
const FLAGS_ALIKE = ["tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant"];

/** Fields that the response to a create omits; reads return them. Source: docs/zpa-api.md#writes */
const NOT_IN_CREATE = ["upgradePriority", "version", "versionProfileVisibilityScope", "microtenantName"];

export const GROUPS: Kind = {
    collection: "groups",
    path: "/appConnectorGroup",
    title: "AppConnectorGroup",
    known: {
        list: "group.list",
        read: "group.read",
        create: "group.create",
        update: "group.update",
        delete: "group.delete",
    },
    fields: FIELDS,
    wipedUnlessSent: { known: "group.unplaced", is: ["latitude", "longitude", "cityCountry", "countryCode"] },
    collapsesNames: "object.spaces",
    createdStatus: 201,
    max: { known: "group.full", is: (store) => store.seed.maxGroups ?? 100 },
    validate,
    derive: (_, group, isNew) => {
        if (isNew) group.connectorGroupType = "APP";
        const place = placeIn(group);
        const isDerived = Object.entries(place).some(([field, value]) => group[field] !== value);
        Object.assign(group, place);
        return isDerived ? ["group.place"] : [];
    },
    inUse,
    view,
};

function validate({ store, sent, current }: Write): Problem[] {
    // The error names a field other than the one to send. Source: docs/zpa-api.md#enrollment-certificates.
    if (store.seed.requireEnrollmentCert && !sent.enrollmentCertId)
        return [{ is: "missing", field: "signingCertId", known: "group.certificate" }];
    const value = (name: string) => sent[name] ?? current?.[name];
    const problem = (is: Problem["is"], field: string): Problem => ({ is, field, known: "group.fields" });
    const areAlike = new Set(FLAGS_ALIKE.map((name) => value(name) ?? false)).size === 1;
    const unlike = areAlike ? [] : FLAGS_ALIKE.map((name) => problem("invalid", name));
    if (value("overrideVersionProfile") !== true) return unlike;
    const profileId = value("versionProfileId");
    if (profileId === undefined || profileId === null || profileId === "")
        return [problem("missing", "versionProfileId")];
    const isKnown = store.of("versionProfiles").has(asId(profileId));
    return isKnown ? unlike : [...unlike, problem("invalid", "versionProfileId")];
}

const asId = (value: unknown) => (typeof value === "number" || typeof value === "string" ? String(value) : "");

function inUse(store: TenantStore, group: Stored): Answer | undefined {
    const key = [...store.of("provisioningKeys").values()].find((k) => k.zcomponentId === group.id);
    if (key) return refuse.referenced("group.keys", "ProvisioningKey", key.name);
    const [serverGroup] = serverGroupsOf(group);
    if (serverGroup) return refuse.referenced("group.referenced", "ServerGroup", serverGroup.name);
    const [connector] = membersOf(store, group);
    return connector && refuse.referenced("group.referenced", "AppConnector", connector.name);
}

export const serverGroupsOf = (group: Stored) => (group.serverGroups as Stored[] | undefined) ?? [];

/** `GET /{id}` has returned a wrong `lssAppConnectorGroup`; lists return the right one. */
function view(store: TenantStore, group: Stored, reader: Reader): Shown {
    const profileId = group.overrideVersionProfile
        ? String(group.versionProfileId)
        : (store.seed.defaultVersionProfileId ?? "0");
    const profile = store.of("versionProfiles").get(profileId);
    const connectors = membersOf(store, group).map(embedded);
    const { object, known } = escaped(group);
    const shown: Record<string, unknown> = {
        ...object,
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
    const ofProfile = group.overrideVersionProfile ? NO_FACTS : PROFILE;
    const isWrong = shown.lssAppConnectorGroup !== object.lssAppConnectorGroup;
    return {
        body: shown,
        known: isWrong || known.length > 0 ? [...known, ...ofProfile, ...(isWrong ? LSS : [])] : ofProfile,
    };
}
const PROFILE: readonly FactName[] = ["group.profile"];
const LSS: readonly FactName[] = ["group.lss"];

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
