import { z } from "zod";
import { flag, id } from "../api/answer";
import { canonicalText } from "../model/rules";
import { DAYS, type FleetConnector, type FleetGroup, type FleetKey } from "./model";

/** A value that cannot be parsed is absent. The page does not show it, and there is no finding about it. */
const orAbsent = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const word = orAbsent(z.string().transform(canonicalText));
const number = (min: number, max: number) =>
    orAbsent(z.union([z.string().regex(/\d/).transform(Number), z.number()]).pipe(z.number().min(min).max(max)));
const list = <T extends z.ZodType>(item: T) => z.array(item).optional().catch(undefined);
/** Microseconds since the Unix epoch, as a string. */
const instant = orAbsent(
    z
        .string()
        .regex(/^[1-9]\d{12,16}$/)
        .transform((microseconds) => new Date(Number(microseconds) / 1000).toISOString()),
);

const Connector = z.object({
    id,
    name: word,
    enabled: orAbsent(flag),
    assistantVersion: orAbsent(
        z.object({
            currentVersion: word,
            expectedVersion: word,
            upgradeStatus: word,
            ctrlChannelStatus: word,
            lastBrokerDisconnectTime: instant,
        }),
    ),
});

const Group = z.object({
    id,
    name: word,
    microtenantId: word,
    microtenantName: word,
    enabled: orAbsent(flag),
    location: word,
    cityCountry: word,
    countryCode: orAbsent(
        z
            .string()
            .regex(/^[A-Za-z]{2}$/)
            .toUpperCase(),
    ),
    latitude: number(-90, 90),
    longitude: number(-180, 180),
    upgradeDay: orAbsent(z.string().toUpperCase().pipe(z.enum(DAYS))),
    upgradeTimeInSecs: number(0, 86_399),
    versionProfileName: word,
    overrideVersionProfile: orAbsent(flag),
    connectors: list(Connector),
    serverGroups: list(z.object({ id, name: word })),
});

const Key = z.object({
    id,
    name: word,
    zcomponentId: word,
    enabled: orAbsent(flag),
    usageCount: number(0, Number.MAX_SAFE_INTEGER),
    maxUsage: number(0, Number.MAX_SAFE_INTEGER),
    expirationInEpochSec: number(1, 2 ** 31 - 1),
});

/** Parses a group of a response. Source: docs/zpa-api.md#the-groups-fields, #software-updates */
export function readGroup(answer: unknown, keys: ReadonlyMap<string, FleetKey[]> | undefined): FleetGroup {
    const {
        microtenantId,
        upgradeDay: day,
        upgradeTimeInSecs: secs,
        overrideVersionProfile: overrides,
        ...group
    } = Group.parse(answer);
    return {
        ...group,
        name: group.name ?? group.id,
        microtenantName: microtenantId === undefined || microtenantId === "0" ? undefined : group.microtenantName,
        enabled: group.enabled ?? true,
        window: day === undefined || secs === undefined ? undefined : { day, secs },
        followsDefaultProfile: overrides === undefined ? undefined : !overrides,
        connectors: (group.connectors ?? []).map(connectorOf),
        serverGroups: (group.serverGroups ?? []).map(({ id, name }) => ({ id, name: name ?? id })),
        keys: keys && (keys.get(group.id) ?? []),
    };
}

function connectorOf({ id, name, enabled, assistantVersion: software }: z.output<typeof Connector>): FleetConnector {
    const status = software?.ctrlChannelStatus;
    const connected = status === undefined ? undefined : CONNECTED[status];
    return {
        id,
        name: name ?? id,
        enabled: enabled ?? true,
        connected,
        currentVersion: software?.currentVersion,
        expectedVersion: software?.expectedVersion,
        upgradeStatus: software?.upgradeStatus,
        lastDisconnectedAt: connected === false ? software?.lastBrokerDisconnectTime : undefined,
    };
}

/** The known statuses. Any other one counts as unknown. */
const CONNECTED: Readonly<Record<string, boolean>> = {
    ZPN_STATUS_AUTHENTICATED: true,
    ZPN_STATUS_DISCONNECTED: false,
};

/** Provisioning keys by the id of their group, without their values. Source: docs/zpa-api.md#provisioning-keys */
export function readKeys(answers: readonly unknown[]): Map<string, FleetKey[]> {
    const byGroup = new Map<string, FleetKey[]>();
    for (const { zcomponentId, expirationInEpochSec: expires, ...key } of answers.map((answer) => Key.parse(answer))) {
        if (zcomponentId === undefined) continue;
        const known = {
            ...key,
            name: key.name ?? key.id,
            enabled: key.enabled ?? true,
            usageCount: key.usageCount ?? 0,
            ...(expires === undefined ? {} : { expiresAt: new Date(expires * 1000).toISOString() }),
        };
        byGroup.set(zcomponentId, [...(byGroup.get(zcomponentId) ?? []), known]);
    }
    return byGroup;
}
