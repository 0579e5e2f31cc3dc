import type { FleetConnector, FleetGroup, FleetKey, FleetTenant } from "../../src/fleet/model";

/** When the fleet was read. */
export const READ_AT = "2026-11-24T17:00:00.000Z";

let next = 216196257331290000n;
const id = () => String(next++);

export const connector = (fields: Partial<FleetConnector> = {}): FleetConnector => ({
    id: id(),
    name: "connector-1",
    enabled: true,
    connected: true,
    currentVersion: "26.52.3",
    expectedVersion: "26.52.3",
    ...fields,
});

export const key = (fields: Partial<FleetKey> = {}): FleetKey => ({
    id: id(),
    name: "key",
    enabled: true,
    usageCount: 2,
    maxUsage: 10,
    ...fields,
});

/** A group without findings. */
export const group = (fields: Partial<FleetGroup> = {}): FleetGroup => ({
    id: id(),
    name: "San Jose DC1",
    enabled: true,
    location: "San Jose, CA, USA",
    cityCountry: "San Jose, US",
    countryCode: "US",
    latitude: 37.3382082,
    longitude: -121.8863286,
    window: { day: "SUNDAY", secs: 66_600 },
    versionProfileName: "Default",
    connectors: [connector({ name: "sj-1" }), connector({ name: "sj-2" })],
    serverGroups: [],
    keys: [key()],
    ...fields,
});

export const tenant = (...groups: FleetGroup[]): FleetTenant => ({
    label: "acme",
    customerId: "216196257331281920",
    groups,
    problems: [],
});
