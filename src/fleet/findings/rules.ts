import { GONE_AFTER_DAYS, goneIn, hasManyGone } from "../gone";
import {
    type FleetConnector,
    type FleetGroup,
    type FleetKey,
    type FleetTenant,
    isExpired,
    isUsable,
    isUsedUp,
    stateOf,
    type UpgradeWindow,
} from "../model";
import { allOverlap, windowText } from "../windows";
import { contradiction } from "./country";
import { isOlder } from "./versions";

/** From the lowest to the highest. */
export const SEVERITIES = ["info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A rule: what it finds, its severity, its source, and what to do. */
export interface Rule {
    readonly id: string;
    readonly severity: Severity;
    readonly title: string;
    readonly why: string;
    readonly todo: string;
    /** The section of docs/zpa-api.md and the vendor's page that the rule is based on. */
    readonly source: { readonly section: string; readonly page: string };
    /** The findings in one tenant, each with its groups. */
    readonly find: (tenant: FleetTenant, readAt: string) => readonly Found[];
}

export interface Found {
    readonly groups: readonly FleetGroup[];
    /** The details, as a sentence. */
    readonly detail: string;
}

const GROUPS_PAGE = "https://help.zscaler.com/zpa/configuring-app-connector-groups-using-api";
const CONNECTORS_PAGE = "https://help.zscaler.com/unified/configuring-app-connectors";
const KEYS_PAGE = "https://help.zscaler.com/unified/about-app-connector-provisioning-keys";
const SOFTWARE_PAGE = "https://help.zscaler.com/unified/understanding-manager-software";

const AUTO_DELETE_PAGE = "https://help.zscaler.com/zpa/configuring-auto-delete-disconnected-app-connectors-using-api";

/** How long before its expiry a key is reported. */
const SOON_DAYS = 14;

/** All rules, the worst first: the findings come in this order. */
export const RULES: readonly Rule[] = [
    {
        id: "group-disconnected",
        severity: "error",
        title: "No connector is connected",
        why: "Users cannot reach applications through this group.",
        todo: "Check that the machines run, and that they reach the ZPA cloud on port 443.",
        source: { section: "software-updates", page: CONNECTORS_PAGE },
        find: eachGroup((group) => {
            if (stateOf(group) !== "disconnected") return undefined;
            const members = enabledOf(group);
            const [only] = members;
            if (members.length === 1) return `The only connector, ${only!.name}, is disconnected${since(only!)}.`;
            return `All ${members.length} connectors are disconnected: ${namesOf(members)}.`;
        }),
    },
    {
        id: "connector-disconnected",
        severity: "warning",
        title: "Some connectors are disconnected",
        why: "The group runs with less redundancy and capacity than planned.",
        todo: "Repair the connector, or delete it if its machine is gone.",
        source: { section: "software-updates", page: CONNECTORS_PAGE },
        find: eachGroup((group) => {
            if (stateOf(group) !== "degraded") return undefined;
            const members = enabledOf(group);
            const away = members.filter((connector) => connector.connected === false);
            return `${away.length} of ${members.length} connectors: ${away.map((c) => `${c.name}${since(c)}`).join(", ")}.`;
        }),
    },
    {
        id: "single-connector",
        severity: "warning",
        title: "Unavailable in its upgrade window",
        why: "The group has one connector, which restarts when it is updated. No other connector is available in the meantime.",
        todo: "Enroll a second connector in the group.",
        source: { section: "software-updates", page: SOFTWARE_PAGE },
        find: eachGroup((group) => {
            if (enabledOf(group).length !== 1) return undefined;
            return group.window ? `Window: ${windowText(group.window)}.` : "The window is not known.";
        }),
    },
    {
        id: "overlapping-windows",
        severity: "warning",
        title: "All groups of a server group upgrade together",
        why: "Their upgrade windows overlap, so the server group may be unavailable in the meantime.",
        todo: "Move the window of one of the groups by four hours or more.",
        source: { section: "software-updates", page: GROUPS_PAGE },
        find: ({ groups }) =>
            serverGroupsOf(groups).flatMap(({ name, members }) => {
                const windows = members.flatMap(({ window }) => (window ? [window] : []));
                if (members.length < 2 || windows.length < members.length || !allOverlap(windows)) return [];
                const detail = `Server group ${name}: ${members.map(({ name }) => name).join(", ")} (${windowTexts(windows)}).`;
                return [{ groups: members, detail }];
            }),
    },
    {
        id: "no-connectors",
        severity: "warning",
        title: "No connectors",
        why: "The group has no enabled connector, so users cannot reach applications through it.",
        todo: "Enroll connectors, or delete the group.",
        source: { section: "enrollment-of-connectors", page: CONNECTORS_PAGE },
        find: eachGroup((group) => {
            if (stateOf(group) !== "empty") return undefined;
            const count = group.connectors.length;
            return count === 0 ? "No connector has joined it." : `All of its connectors (${count}) are disabled.`;
        }),
    },
    {
        id: "behind-version",
        severity: "warning",
        title: "Connectors behind their expected version",
        why: "The last upgrade did not reach these connectors.",
        todo: "Wait for the next window. If the version stays, check the upgrade status and the connector's access to the ZPA cloud.",
        source: { section: "software-updates", page: SOFTWARE_PAGE },
        find: eachGroup((group) => {
            const behind = enabledOf(group).filter(
                (c) => isOlder(c.currentVersion, c.expectedVersion) && !hasFailed(c),
            );
            return behind.length === 0 ? undefined : `${behind.map(versionText).join(", ")}.`;
        }),
    },
    {
        id: "upgrade-failed",
        severity: "warning",
        title: "A software upgrade failed",
        why: "The connector reports that its last upgrade failed, so it may run old software.",
        todo: "Check the connector's access to the ZPA cloud and its free disk space, and restart it. If it fails again, enroll a new one.",
        source: { section: "software-updates", page: SOFTWARE_PAGE },
        find: eachGroup((group) => {
            const failed = enabledOf(group).filter(hasFailed);
            return failed.length === 0 ? undefined : `${failed.map(statusText).join(", ")}.`;
        }),
    },
    {
        id: "key-expired",
        severity: "warning",
        title: "A provisioning key has expired",
        why: "No connector can enroll with it, so automation that uses this key fails.",
        todo: "Set a later expirationInEpochSec, or disable the key and move the automation to another one.",
        source: { section: "provisioning-keys", page: KEYS_PAGE },
        find: eachGroup(({ keys = [] }, readAt) => {
            const expired = keys.filter((key) => key.enabled && isExpired(key, readAt));
            return expired.length === 0 ? undefined : `${expired.map(expiryText).join(", ")}.`;
        }),
    },
    {
        id: "key-expires-soon",
        severity: "warning",
        title: "A provisioning key expires soon",
        why: `The key expires within ${SOON_DAYS} days. From then on, no connector can enroll with it.`,
        todo: "Set a later expirationInEpochSec, or create the next key now.",
        source: { section: "provisioning-keys", page: KEYS_PAGE },
        find: eachGroup(({ keys = [] }, readAt) => {
            const soon = new Date(Date.parse(readAt) + SOON_DAYS * 86_400_000).toISOString();
            const expiring = keys.filter((key) => isUsable(key, readAt) && isExpired(key, soon));
            return expiring.length === 0 ? undefined : `${expiring.map(expiryText).join(", ")}.`;
        }),
    },
    {
        id: "country-mismatch",
        severity: "warning",
        title: "Coordinates contradict the country",
        why: "ZPA routes users to connectors by location. Wrong coordinates send users to distant connectors.",
        todo: "Check the sign and the order of latitude and longitude, then the country code.",
        source: { section: "the-groups-fields", page: GROUPS_PAGE },
        find: eachGroup(contradiction, { disabledToo: true }),
    },
    {
        id: "no-coordinates",
        severity: "warning",
        title: "No coordinates",
        why: "The group is not on the map. An update without coordinates removes them.",
        todo: "Set latitude and longitude again.",
        source: { section: "writes", page: GROUPS_PAGE },
        find: eachGroup(
            ({ latitude, longitude }) =>
                latitude === undefined || longitude === undefined
                    ? "The service reports no latitude and longitude that can be read."
                    : undefined,
            { disabledToo: true },
        ),
    },
    {
        id: "no-usable-key",
        severity: "info",
        title: "No usable provisioning key",
        why: "A new connector, or one that replaces a broken machine, cannot join with a key.",
        todo: "Create a key, raise maxUsage of the existing one, or enroll with a user code.",
        source: { section: "provisioning-keys", page: KEYS_PAGE },
        find: eachGroup(({ keys }, readAt) => {
            if (keys === undefined || keys.some((key) => isUsable(key, readAt))) return undefined;
            return keys.length === 0 ? "It has no key." : `${keys.map(keyText).join(", ")}.`;
        }),
    },
    {
        id: "used-up-key",
        severity: "info",
        title: "A provisioning key is used up",
        why: "Automation that uses this key fails to enroll, although the group has another key.",
        todo: "Raise maxUsage, or move the automation to the other key.",
        source: { section: "provisioning-keys", page: KEYS_PAGE },
        find: eachGroup(({ keys = [] }, readAt) => {
            // Without another key, the rule no-usable-key applies.
            const usedUp = keys.filter((key) => key.enabled && isUsedUp(key));
            return usedUp.length > 0 && keys.some((key) => isUsable(key, readAt))
                ? `${usedUp.map(keyText).join(", ")}.`
                : undefined;
        }),
    },
    {
        id: "no-auto-delete",
        severity: "info",
        title: "Connectors that are gone are not deleted",
        why: `Connectors that have been disconnected for ${GONE_AFTER_DAYS} days count towards the tenant's limit, and ZPA does not delete them.`,
        todo: "Delete them, or declare an AppConnectorAutoDelete for the microtenant.",
        source: { section: "auto-delete-of-disconnected-connectors", page: AUTO_DELETE_PAGE },
        find: ({ groups }, readAt) =>
            [...new Set(groups.map(({ microtenantName }) => microtenantName))].flatMap((name) => {
                const kept = groups.filter((group) => group.microtenantName === name && group.autoDelete === false);
                if (!hasManyGone(kept, readAt)) return [];
                const gone = goneIn(kept, readAt);
                const affected = kept.filter((group) => goneIn([group], readAt).length > 0);
                return [{ groups: affected, detail: `${gone.length} connectors: ${shortList(gone)}.` }];
            }),
    },
];

/** A rule for single groups. Disabled groups are skipped, unless `disabledToo` is set. */
function eachGroup(
    judge: (group: FleetGroup, readAt: string) => string | undefined,
    { disabledToo = false } = {},
): Rule["find"] {
    return ({ groups }, readAt) =>
        groups.flatMap((group) => {
            const detail = group.enabled || disabledToo ? judge(group, readAt) : undefined;
            return detail === undefined ? [] : [{ groups: [group], detail }];
        });
}

function serverGroupsOf(groups: readonly FleetGroup[]): { name: string; members: FleetGroup[] }[] {
    const byId = new Map<string, { name: string; members: FleetGroup[] }>();
    for (const group of groups.filter(({ enabled }) => enabled)) {
        for (const { id, name } of group.serverGroups) {
            const known = byId.get(id) ?? { name, members: [] };
            known.members.push(group);
            byId.set(id, known);
        }
    }
    return [...byId.values()];
}

const enabledOf = ({ connectors }: FleetGroup) => connectors.filter(({ enabled }) => enabled);
const namesOf = (connectors: readonly FleetConnector[]) => connectors.map(({ name }) => name).join(", ");
const windowTexts = (windows: readonly UpgradeWindow[]) => [...new Set(windows.map(windowText))].join("; ");
const since = ({ lastDisconnectedAt }: FleetConnector) =>
    lastDisconnectedAt === undefined ? "" : ` since ${lastDisconnectedAt.slice(0, 10)}`;
/** Source: docs/zpa-api.md#software-updates */
const hasFailed = ({ upgradeStatus }: FleetConnector) => /^(FAILED|PARTIAL_FAILURE)$/i.test(upgradeStatus ?? "");
const statusText = ({ name, upgradeStatus, currentVersion, expectedVersion }: FleetConnector) =>
    isOlder(currentVersion, expectedVersion)
        ? `${name}: ${upgradeStatus}, has ${currentVersion}, expected ${expectedVersion}`
        : `${name}: ${upgradeStatus}`;
const MOST_NAMED = 10;
const shortList = (connectors: readonly FleetConnector[]) =>
    connectors.length > MOST_NAMED
        ? `${namesOf(connectors.slice(0, MOST_NAMED))} and ${connectors.length - MOST_NAMED} more`
        : namesOf(connectors);
const expiryText = ({ name, expiresAt }: FleetKey) => `${name} (${expiresAt!.slice(0, 16).replace("T", " ")} UTC)`;
const versionText = ({ name, currentVersion, expectedVersion, upgradeStatus }: FleetConnector) =>
    `${name} has ${currentVersion}, expected ${expectedVersion}${upgradeStatus ? ` (${upgradeStatus})` : ""}`;

function keyText(key: FleetKey): string {
    const { name, enabled, usageCount, maxUsage } = key;
    if (!enabled) return `${name} is disabled`;
    return isUsedUp(key) ? `${name} is used up (${usageCount} of ${maxUsage})` : `${name} has expired`;
}
