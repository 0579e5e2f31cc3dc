import { type Answer, noContent, refuse } from "./answers";
import { durationOf } from "./durations";
import { withoutNulls } from "./json";
import { NO_FACTS, type Shown } from "./kinds";
import { isInScope, microtenantOf, type Scope } from "./microtenants";
import type { Stored, TenantStore } from "./store";

/**
 * Values that a connector reports: the field name in a group (under `assistantVersion`), and that of `GET
 * /connector`.
 */
const REPORTED: Readonly<Record<string, string>> = {
    ctrlChannelStatus: "controlChannelStatus",
    lastUpgradedTime: "lastUpgradeTime",
    ...Object.fromEntries(
        [
            ...["expectedVersion", "currentVersion", "previousVersion", "sargeVersion", "upgradeStatus"],
            ...["privateIp", "publicIp", "platform", "platformDetail", "applicationStartTime", "latitude", "longitude"],
            ...["lastBrokerConnectTime", "lastBrokerDisconnectTime"],
        ].map((field) => [field, field]),
    ),
};
const REPORT_FIELDS = new Map(Object.entries(REPORTED).map(([inGroup, own]) => [own, inGroup]));

/** Connectors cannot be created through the API, only enrolled. */
export function connectorsOf(store: TenantStore, scope: Scope): Stored[] {
    return groupsIn(store, scope).flatMap((group) =>
        membersOf(store, group).map((connector) => viewOf(store, group, connector)),
    );
}

/** A connector in a response, and what it rests on besides the call. */
export const shownConnector = (connector: Stored): Shown => ({
    body: connector,
    known: Object.keys(connector).some((field) => field.endsWith("Duration")) ? ["connector.durations"] : NO_FACTS,
});

/** A connector as `GET /connector` returns it, with the values that a group has under `assistantVersion`. */
function viewOf(store: TenantStore, group: Stored, connector: Stored): Stored {
    const { assistantVersion, ...own } = connector;
    const reported = Object.entries((assistantVersion as Record<string, unknown> | undefined) ?? {})
        .filter(([field]) => Object.hasOwn(REPORTED, field))
        .map(([field, value]) => [REPORTED[field], value]);
    const key = store.of("provisioningKeys").get(String(connector.provisioningKeyId));
    const certificate = store.of("enrollmentCerts").get(String(key?.enrollmentCertId));
    const shown: Stored = { enabled: true, location: group.location, ...Object.fromEntries(reported), ...own };
    return {
        ...durationsIn(shown, store.clock.now()),
        ...shown,
        provisioningKeyName: own.provisioningKeyName ?? key?.name,
        enrollmentCert: own.enrollmentCert ?? (certificate && { id: certificate.id, name: certificate.name }),
        appConnectorGroupId: group.id,
        appConnectorGroupName: group.name,
        ...microtenantOf(store, group),
    };
}

/** The time since the connector's last connection and disconnection. Its times are in microseconds. */
function durationsIn(connector: Stored, nowMs: number): Record<string, unknown> {
    const fields = ["lastBrokerConnectTime", "lastBrokerDisconnectTime"].filter((field) => connector[field]);
    return Object.fromEntries(
        fields.map((field) => [`${field}Duration`, durationOf(nowMs - Number(connector[field]) / 1000)]),
    );
}

const groupsIn = (store: TenantStore, scope: Scope) =>
    [...store.of("groups").values()].filter((group) => isInScope(group, scope));

export const membersOf = (store: TenantStore, group: Stored): Stored[] =>
    [...store.of("connectors").values()].filter((connector) => connector.appConnectorGroupId === group.id);

/** A connector as a group contains it. */
export const embedded = ({ appConnectorGroupId, ...connector }: Stored): unknown => connector;

/** Changes the values that a connector reports, given by the field names of `GET /connector`. */
export function report(connector: Stored, changes: Readonly<Record<string, unknown>>): void {
    const version = connector.assistantVersion as Record<string, unknown> | undefined;
    for (const [field, value] of Object.entries(changes)) {
        const inGroup = REPORT_FIELDS.get(field);
        const [into, name] = version && inGroup ? [version, inGroup] : [connector, field];
        if (value === null || value === undefined) delete into[name];
        else into[name] = value;
    }
}

export interface Enrollment {
    readonly group: Stored;
    readonly name: string;
    readonly provisioningKeyId?: string;
    /** Values that the connector reports, with the field names of `GET /connector`. */
    readonly reports?: Readonly<Record<string, unknown>>;
}

/** Adds a connector to a group. By default it is connected and up to date. */
export function joined(store: TenantStore, { group, name, provisioningKeyId, reports = {} }: Enrollment): Stored {
    const id = store.nextId();
    const time = store.clock.seconds();
    const stamps = { id, creationTime: time, modifiedTime: time, modifiedBy: "-2" };
    const connector: Stored = {
        ...{ ...stamps, name, enabled: true, upgradeAttempt: "0" },
        fingerprint: Buffer.from(`emulated ${id}`).toString("base64"),
        issuedCertId: id,
        appConnectorGroupId: group.id,
        ...(provisioningKeyId ? { provisioningKeyId } : {}),
        assistantVersion: {
            ...stamps,
            ...{ currentVersion: "26.52.3", expectedVersion: "26.52.3", sargeVersion: "26.52.3" },
            ...{ upgradeStatus: "COMPLETE", upgradeAttempt: "0", ctrlChannelStatus: "ZPN_STATUS_AUTHENTICATED" },
            ...{ platform: "el9", platformDetail: "Emulated", privateIp: "10.0.0.10", publicIp: "203.0.113.10" },
            ...{ latitude: group.latitude, longitude: group.longitude, appConnectorGroupId: group.id },
            ...{ applicationStartTime: time, lastBrokerConnectTime: `${store.clock.now()}000` },
        },
    };
    report(connector, reports);
    store.of("connectors").set(id, connector);
    return connector;
}

export function updateConnector(store: TenantStore, scope: Scope, id: string, body: Record<string, unknown>): Answer {
    const sent = withoutNulls(body);
    const connector = store.of("connectors").get(id);
    if (!connector || !connectorsOf(store, scope).some((other) => other.id === id)) return refuse.notFound(id);
    if (sent.name === "") return refuse.missing(["name"]);
    const wrong = ["name", "description"].filter((f) => sent[f] !== undefined && typeof sent[f] !== "string");
    if (sent.enabled !== undefined && typeof sent.enabled !== "boolean") wrong.push("enabled");
    if (wrong.length > 0) return refuse.invalid(wrong);
    for (const field of ["name", "description", "enabled"])
        if (sent[field] !== undefined) connector[field] = sent[field];
    connector.modifiedTime = store.clock.seconds();
    return noContent("connector.update");
}

export function deleteConnectors(store: TenantStore, scope: Scope, ids: readonly string[]): Answer {
    const known = new Set(connectorsOf(store, scope).map((connector) => connector.id));
    const unknown = ids.find((id) => !known.has(id));
    if (unknown !== undefined) return refuse.notFound(unknown);
    for (const id of ids) store.of("connectors").delete(id);
    return noContent("connector.delete");
}
