import { type Answer, NO_CONTENT, refuse } from "./answers";
import { withoutNulls } from "./json";
import type { Scope } from "./microtenants";
import { isInScope, microtenantOf } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/** What a connector reports to its group, and the name that it has among connectors. */
const REPORTED: Readonly<Record<string, string>> = {
    ctrlChannelStatus: "controlChannelStatus",
    lastUpgradedTime: "lastUpgradeTime",
    ...Object.fromEntries(
        [
            ...["expectedVersion", "currentVersion", "previousVersion", "sargeVersion", "upgradeStatus"],
            ...["privateIp", "publicIp", "platform", "platformDetail", "applicationStartTime", "latitude", "longitude"],
        ].map((field) => [field, field]),
    ),
};

/** Connectors live in their groups; they cannot be made through the API, only enrolled. */
export function connectorsOf(store: TenantStore, scope: Scope): Stored[] {
    return groupsIn(store, scope).flatMap((group) =>
        membersOf(group).map((connector) => viewOf(store, group, connector)),
    );
}

/** In a group a connector's version and status stand apart, under `assistantVersion`; among connectors they are its own. */
function viewOf(store: TenantStore, group: Stored, connector: Stored): Stored {
    const { assistantVersion, ...own } = connector;
    const reported = Object.entries((assistantVersion as Record<string, unknown> | undefined) ?? {})
        .filter(([field]) => Object.hasOwn(REPORTED, field))
        .map(([field, value]) => [REPORTED[field], value]);
    const key = store.provisioningKeys.get(String(connector.provisioningKeyId));
    const certificate = store.enrollmentCerts.get(String(key?.enrollmentCertId));
    return {
        enabled: true,
        location: group.location,
        ...Object.fromEntries(reported),
        ...own,
        provisioningKeyName: own.provisioningKeyName ?? key?.name,
        enrollmentCert: own.enrollmentCert ?? (certificate && { id: certificate.id, name: certificate.name }),
        appConnectorGroupId: group.id,
        appConnectorGroupName: group.name,
        ...microtenantOf(store, group),
    };
}

const groupsIn = (store: TenantStore, scope: Scope) =>
    [...store.groups.values()].filter((group) => isInScope(group, scope));

export const membersOf = (group: Stored): Stored[] => (group.connectors as Stored[] | undefined) ?? [];

export function updateConnector(store: TenantStore, scope: Scope, id: string, body: Record<string, unknown>): Answer {
    const sent = withoutNulls(body);
    const connector = groupsIn(store, scope)
        .flatMap(membersOf)
        .find((member) => member.id === id);
    if (!connector) return refuse.notFound(id);
    if (sent.name === "") return refuse.missing(["name"]);
    const wrong = ["name", "description"].filter((f) => sent[f] !== undefined && typeof sent[f] !== "string");
    if (sent.enabled !== undefined && typeof sent.enabled !== "boolean") wrong.push("enabled");
    if (wrong.length > 0) return refuse.invalid(wrong);
    for (const field of ["name", "description", "enabled"])
        if (sent[field] !== undefined) connector[field] = sent[field];
    connector.modifiedTime = store.clock.seconds();
    return NO_CONTENT;
}

export function deleteConnectors(store: TenantStore, scope: Scope, ids: readonly string[]): Answer {
    const groups = groupsIn(store, scope);
    const known = new Set(groups.flatMap(membersOf).map((connector) => connector.id));
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) return refuse.notFound(unknown);
    for (const group of groups) {
        const left = membersOf(group).filter((connector) => !ids.includes(connector.id));
        if (left.length > 0) group.connectors = left;
        else delete group.connectors;
    }
    return NO_CONTENT;
}
