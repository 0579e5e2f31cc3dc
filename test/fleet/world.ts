import fc from "fast-check";
import { DAYS, type FleetConnector, type FleetGroup, type FleetTenant } from "../../src/fleet/model";
import { connector, group, key } from "./support";

const CITIES: readonly (readonly [city: string, code: string, latitude: number, longitude: number])[] = [
    ["San Jose", "US", 37.3382, -121.8863],
    ["New York", "US", 40.7128, -74.006],
    ["Chicago", "US", 41.8781, -87.6298],
    ["Dallas", "US", 32.7767, -96.797],
    ["Toronto", "CA", 43.6532, -79.3832],
    ["Mexico City", "MX", 19.4326, -99.1332],
    ["São Paulo", "BR", -23.5505, -46.6333],
    ["Buenos Aires", "AR", -34.6037, -58.3816],
    ["London", "GB", 51.5074, -0.1278],
    ["Paris", "FR", 48.8566, 2.3522],
    ["Frankfurt", "DE", 50.1109, 8.6821],
    ["Munich", "DE", 48.1351, 11.582],
    ["Zürich", "CH", 47.3769, 8.5417],
    ["Milan", "IT", 45.4642, 9.19],
    ["Madrid", "ES", 40.4168, -3.7038],
    ["Warsaw", "PL", 52.2297, 21.0122],
    ["Stockholm", "SE", 59.3293, 18.0686],
    ["Istanbul", "TR", 41.0082, 28.9784],
    ["Dubai", "AE", 25.2048, 55.2708],
    ["Lagos", "NG", 6.5244, 3.3792],
    ["Nairobi", "KE", -1.2921, 36.8219],
    ["Johannesburg", "ZA", -26.2041, 28.0473],
    ["Mumbai", "IN", 19.076, 72.8777],
    ["Bengaluru", "IN", 12.9716, 77.5946],
    ["Singapore", "SG", 1.3521, 103.8198],
    ["Hong Kong", "HK", 22.3193, 114.1694],
    ["Seoul", "KR", 37.5665, 126.978],
    ["Tokyo", "JP", 35.6762, 139.6503],
    ["Sydney", "AU", -33.8688, 151.2093],
    ["Auckland", "NZ", -36.8509, 174.7645],
];

/** Three tenants with twenty sites each, with typical problems. Always the same. */
export function demoTenants(): FleetTenant[] {
    return ["acme", "globex", "initech"].map((label, t) => ({
        label,
        customerId: `21619625733128${t}920`,
        problems: [],
        groups: Array.from({ length: 20 }, (_, i) => demoGroup(t * 20 + i)),
    }));
}

/** Twelve tenants with twenty-five sites each; one of them was not read, one only in part. Always the same. */
export function manyTenants(): FleetTenant[] {
    const labels = "acme globex initech umbrella hooli wayne stark tyrell cyberdyne soylent wonka aperture".split(" ");
    return labels.map((label, t): FleetTenant => {
        const groups = Array.from({ length: 25 }, (_, i) => demoGroup(t * 25 + i));
        const common = { label, customerId: `2161962573312${80 + t}920`, problems: [], groups };
        if (label === "soylent") return { ...common, groups: [], problems: ["The service rejected the credentials."] };
        if (label === "wonka") return { ...common, problems: ["Provisioning keys: GET … answered 403."] };
        return common;
    });
}

function demoGroup(i: number): FleetGroup {
    const [city, countryCode, latitude, longitude] = CITIES[(i * 7) % CITIES.length]!;
    const name = `${city} ${["DC1", "DC2", "Office"][Math.floor((i * 7) / CITIES.length) % 3]}`;
    const short = city.slice(0, 3).toLowerCase();
    const connectors = Array.from({ length: [2, 2, 3, 2, 4, 2, 2, 1, 2, 3][i % 10]! }, (_, c): FleetConnector => {
        const fields: Partial<FleetConnector> = {};
        if (i === 17 || (i % 23 === 5 && c === 0))
            Object.assign(fields, { connected: false, lastDisconnectedAt: "2026-11-19T08:12:00.000Z" });
        if (i % 19 === 8 && c === 1) Object.assign(fields, { currentVersion: "26.41.7", upgradeStatus: "FAILED" });
        return connector({ name: `${short}-${c + 1}`, ...fields });
    });
    return group({
        name,
        countryCode,
        latitude,
        longitude: i === 42 ? -longitude : longitude,
        location: city,
        cityCountry: `${city}, ${countryCode}`,
        microtenantName: i % 11 === 3 ? "Manufacturing" : undefined,
        enabled: i !== 31,
        connectors: i === 26 ? [] : connectors,
        window: { day: DAYS[[0, 6, 0, 2, 0, 3, 6][i % 7]!]!, secs: [66_600, 79_200, 7200, 66_600][i % 4]! },
        versionProfileName: ["Default", "Default", "Previous Default", "New Release"][i % 4]!,
        serverGroups: i % 20 === 0 || i % 20 === 4 ? [{ id: "70", name: "ERP" }] : [],
        keys: i === 26 ? [] : [key({ name: short, usageCount: 2, maxUsage: i % 9 === 0 ? 2 : 10 })],
    });
}

/** Groups with any values that the service may report. */
export const anyGroup: fc.Arbitrary<FleetGroup> = fc
    .record({
        id: fc.bigInt({ min: 10n ** 17n, max: 10n ** 18n }).map(String),
        name: fc.oneof(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), fc.constant("</script><b>\"ü&'")),
        enabled: fc.boolean(),
        location: fc.string({ maxLength: 40 }),
        latitude: fc.option(fc.double({ min: -90, max: 90, noNaN: true }), { nil: undefined }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        countryCode: fc.constantFrom("US", "DE", "ZZ", "", undefined),
        window: fc.option(
            fc.record({ day: fc.constantFrom(...DAYS), secs: fc.integer({ min: 0, max: 95 }).map((n) => n * 900) }),
            { nil: undefined },
        ),
        connectors: fc.array(
            fc.record({ connected: fc.constantFrom(true, false, undefined), enabled: fc.boolean() }).map(connector),
            { maxLength: 6 },
        ),
        serverGroups: fc.array(fc.constantFrom({ id: "1", name: "ERP" }, { id: "2", name: "<i>CRM" }), {
            maxLength: 1,
        }),
        keys: fc.option(
            fc.array(fc.record({ usageCount: fc.nat(12), enabled: fc.boolean() }).map(key), { maxLength: 3 }),
            {
                nil: undefined,
            },
        ),
    })
    .map((fields) => group(fields));
