import { type Answer, created, NO_CONTENT, refuse } from "./answers";
import { membersOf } from "./connectors";
import { GROUP_FIELDS, isValid, kept, REQUIRED_FIELDS } from "./groupFields";
import { microtenantOf } from "./microtenants";
import { placeOf } from "./places";
import type { Stored, TenantStore } from "./store";

export type NameTaken = "400" | "409" | "allow";

/** Left out of the answer to a create; a read has them. Source: the API contract, §4. */
const NOT_IN_CREATE = ["upgradePriority", "version", "versionProfileVisibilityScope", "microtenantName"];
/** Gone from a group whose update does not send them. */
const WIPED_UNLESS_SENT = ["latitude", "longitude", "cityCountry", "countryCode"];

export function createGroup(
    store: TenantStore,
    sent: Record<string, unknown>,
    microtenantId: string,
    nameTaken: NameTaken,
): Answer {
    const problem = missingCertificate(store, sent) ?? judge(store, sent, REQUIRED_FIELDS);
    if (problem) return problem;
    const name = collapse(String(sent.name));
    if (nameTaken !== "allow" && named(store, name, microtenantId))
        return refuse.nameTaken(nameTaken === "400" ? 400 : 409, name);
    if (store.groups.size >= store.maxGroups) return refuse.limitReached(store.maxGroups);
    const time = store.clock.seconds();
    const group: Stored = {
        id: store.nextId(),
        name,
        creationTime: time,
        modifiedTime: time,
        modifiedBy: store.customerId,
        connectorGroupType: "APP",
    };
    for (const [field, rule] of Object.entries(GROUP_FIELDS)) {
        if (rule.default !== undefined) group[field] = rule.default;
    }
    merge(group, sent);
    Object.assign(group, { ...place(group), microtenantId, readOnly: false, zscalerManaged: false });
    store.groups.set(group.id, group);
    const view = viewOf(store, group) as Record<string, unknown>;
    return created(Object.fromEntries(Object.entries(view).filter(([field]) => !NOT_IN_CREATE.includes(field))));
}

export function updateGroup(
    store: TenantStore,
    group: Stored,
    sent: Record<string, unknown>,
    nameTaken: NameTaken,
): Answer {
    if (isLocked(store, group)) return refuse.locked();
    const problem = missingCertificate(store, sent) ?? judge(store, sent, [], group);
    if (problem) return problem;
    const name = collapse(String(sent.name ?? group.name));
    const taken = named(store, name, String(group.microtenantId ?? "0"));
    if (nameTaken !== "allow" && taken && taken.id !== group.id)
        return refuse.nameTaken(nameTaken === "400" ? 400 : 409, name);
    for (const field of WIPED_UNLESS_SENT) if (sent[field] === undefined) delete group[field];
    merge(group, sent);
    Object.assign(group, place(group), { modifiedTime: store.clock.seconds() });
    return NO_CONTENT;
}

export function deleteGroup(store: TenantStore, group: Stored): Answer {
    if (isLocked(store, group)) return refuse.locked();
    const key = [...store.provisioningKeys.values()].find((k) => k.zcomponentId === group.id);
    if (key) return refuse.referenced("ProvisioningKey", key.name);
    const [serverGroup] = (group.serverGroups as Stored[] | undefined) ?? [];
    if (serverGroup) return refuse.referenced("ServerGroup", serverGroup.name);
    const [connector] = membersOf(group);
    if (connector) return refuse.referenced("AppConnector", connector.name);
    store.groups.delete(group.id);
    store.silentlyLocked.delete(group.id);
    return NO_CONTENT;
}

/** A group as lists answer it; `GET /{id}` has been seen to report `lssAppConnectorGroup` wrongly. */
export function viewOf(store: TenantStore, group: Stored, one = false): unknown {
    const profileId = group.overrideVersionProfile
        ? String(group.versionProfileId)
        : (store.seed.defaultVersionProfileId ?? "0");
    const profile = store.versionProfiles.get(profileId);
    return {
        ...Object.fromEntries(
            Object.entries(group).map(([field, value]) => [
                field,
                typeof value === "string" ? escaped(field, value) : value,
            ]),
        ),
        versionProfileId: profileId,
        versionProfileName: profile?.name,
        versionProfileVisibilityScope: profile?.visibilityScope,
        upgradePriority: profile?.upgradePriority,
        version: group.version ?? versionOf(profileId, profile?.name),
        ...microtenantOf(store, group),
        ...(one ? { lssAppConnectorGroup: false } : {}),
    };
}

export const summaryOf = ({ id, name, enabled }: Stored): unknown => ({ id, name: escaped("name", name), enabled });

/** What a group's connectors are to run. */
const versionOf = (profileId: string, versionProfileName: string | undefined) => ({
    version_profile_gid: profileId,
    versionProfileName,
    sargeVersion: "26.52.3",
    childVersion: "26.52.3",
    latestPlatform: "el9",
});

export function named(store: TenantStore, name: string, microtenantId: string): Stored | undefined {
    return [...store.groups.values()].find((g) => g.name === name && String(g.microtenantId ?? "0") === microtenantId);
}

function isLocked(store: TenantStore, group: Stored): boolean {
    const restricted = typeof group.restrictionType === "string" && group.restrictionType !== "NONE";
    return Boolean(group.readOnly || group.zscalerManaged || restricted || store.silentlyLocked.has(group.id));
}

/** Named otherwise than the field to send. Source: the API contract, §8. */
function missingCertificate(store: TenantStore, sent: Record<string, unknown>): Answer | undefined {
    return store.seed.requireEnrollmentCert && !sent.enrollmentCertId ? refuse.missing(["signingCertId"]) : undefined;
}

function judge(
    store: TenantStore,
    sent: Record<string, unknown>,
    required: readonly string[],
    current?: Stored,
): Answer | undefined {
    const present = (name: string) => sent[name] !== undefined && sent[name] !== null;
    const blank = (name: string) => typeof sent[name] === "string" && sent[name].trim() === "";
    const missing = REQUIRED_FIELDS.filter((name) => blank(name) || (required.includes(name) && !present(name)));
    const override = sent.overrideVersionProfile ?? current?.overrideVersionProfile;
    if (override === true && !present("versionProfileId") && !current?.versionProfileId)
        missing.push("versionProfileId");
    if (missing.length > 0) return refuse.missing(missing);
    const wrong = Object.keys(GROUP_FIELDS).filter((name) => present(name) && !isValid(name, sent[name]));
    const flags = ["tcpQuickAckApp", "tcpQuickAckAssistant", "tcpQuickAckReadAssistant"];
    const values = new Set(flags.map((flag) => sent[flag] ?? current?.[flag] ?? false));
    if (values.size > 1) wrong.push(...flags.filter((flag) => !wrong.includes(flag)));
    const profileId = override === true ? (sent.versionProfileId ?? current?.versionProfileId) : undefined;
    if (profileId !== undefined && !wrong.includes("versionProfileId") && !store.versionProfiles.has(String(profileId)))
        wrong.push("versionProfileId");
    return wrong.length > 0 ? refuse.invalid(wrong) : undefined;
}

function merge(group: Stored, sent: Record<string, unknown>): void {
    for (const field of Object.keys(GROUP_FIELDS)) {
        if (sent[field] === undefined || sent[field] === null || field === "microtenantId") continue;
        group[field] = kept(field, sent[field]);
    }
    const name = String(group.name);
    group.name = collapse(name);
    if (group.name !== name) group.nameWithoutTrim = name;
    else if (sent.name !== undefined) delete group.nameWithoutTrim;
}

function place(group: Stored): Record<string, unknown> {
    if (group.latitude === undefined || group.longitude === undefined) return {};
    const derived = placeOf(Number(group.latitude), Number(group.longitude));
    return {
        // The vendor's own clients send an empty city when they have none.
        cityCountry: group.cityCountry || derived.cityCountry,
        countryCode: group.countryCode || derived.countryCode,
    };
}

const collapse = (name: string) => name.replace(/ +/g, " ").trim();

/** In these fields the service has been seen to answer HTML escapes. */
const ESCAPED_FIELDS = new Set(["name", "description", "location"]);
const ESCAPES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&#34;",
    "'": "&#39;",
    "*": "&#x2a;",
};

function escaped(field: string, value: string): string {
    return ESCAPED_FIELDS.has(field) ? value.replace(/[&<>"'*]/g, (c) => ESCAPES[c]!) : value;
}
