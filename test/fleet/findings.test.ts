import { findingsOf, isAtLeast, rank } from "../../src/fleet/findings/findings";
import { RULES } from "../../src/fleet/findings/rules";
import { isOlder } from "../../src/fleet/findings/versions";
import { type FleetGroup, type GroupState, stateOf } from "../../src/fleet/model";
import { connector, group, key, READ_AT, tenant } from "./support";

const found = (...groups: FleetGroup[]) =>
    findingsOf({ readAt: READ_AT, tenants: [tenant(...groups)] }).map(({ rule, detail }) => [rule.id, detail]);

test("a group with two connected connectors, a key and a place in its country has no finding", () => {
    expect(found(group())).toEqual([]);
});

test("every rule has a unique id, a reason, advice and a source", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const { title, why, todo, source } of RULES) {
        expect([title, why, todo].every((text) => text.length > 5)).toBe(true);
        expect(source).toEqual({
            section: expect.any(String),
            page: expect.stringMatching(/^https:\/\/help\.zscaler\.com\//),
        });
    }
});

test("the most severe findings come first", () => {
    const groups = [
        group({ keys: [] }),
        group({ connectors: [connector(), connector({ connected: false })] }),
        group({ connectors: [connector({ connected: false }), connector({ connected: false })] }),
    ];
    const severities = findingsOf({ readAt: READ_AT, tenants: [tenant(...groups)] }).map(({ rule }) => rule.severity);
    expect(severities).toEqual(["error", "warning", "info"]);
    const ranks = RULES.map(({ severity }) => rank(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
});

test("a finding names its tenant and the groups that it is about", () => {
    const [good, bad] = [group(), group({ keys: [] })];
    const [one, other] = [tenant(good), { ...tenant(good, bad), label: "umbrella" }];
    expect(findingsOf({ readAt: READ_AT, tenants: [one, other] })).toEqual([
        {
            rule: RULES.find(({ id }) => id === "no-usable-key"),
            tenant: other,
            groups: [bad],
            detail: "It has no key.",
        },
    ]);
});

test("a severity is at least itself and each milder one", () => {
    const severities = ["info", "warning", "error"] as const;
    const atLeast = severities.map((severity) => severities.filter((least) => isAtLeast(severity, least)));
    expect(atLeast).toEqual([["info"], ["info", "warning"], ["info", "warning", "error"]]);
});

describe("the connectors of a group say together that it is", () => {
    const [up, down, silent] = [connector(), connector({ connected: false }), connector({ connected: undefined })];
    const off = connector({ enabled: false, connected: false });

    test.each<[GroupState, FleetGroup["connectors"], boolean?]>([
        ["disabled", [up], false],
        ["empty", []],
        ["empty", [off]],
        ["connected", [up, off]],
        ["connected", [up, silent]],
        ["unknown", [silent, silent]],
        ["degraded", [up, down]],
        ["degraded", [silent, down]],
        ["disconnected", [down, down, off]],
    ])("%s", (state, connectors, enabled = true) => {
        expect(stateOf(group({ connectors, enabled }))).toBe(state);
    });
});

test.each([
    ["26.9.3", "26.52.3", true],
    ["9.0", "10.0", true],
    ["1.9", "2.0", true],
    ["2.0", "1.9", false],
    ["1", "1.0.1", true],
    ["1.0.1", "1", false],
    ["1.2", "1.2.0", false],
    ["1.2", undefined, false],
    [undefined, "1.2", false],
    ["v1.2", "1.3", false],
    ["1.2-rc1", "1.3", false],
    ["1.2", "next", false],
    ["1..2", "1.3", false],
])("version %s is older than %s: %s", (version, than, older) => {
    expect(isOlder(version, than)).toBe(older);
});

describe("connectors", () => {
    const down = { connected: false, lastDisconnectedAt: "2026-03-19T14:31:39.000Z" };

    test("group-disconnected: all connectors are disconnected", () => {
        const connectors = [connector({ name: "a", ...down }), connector({ name: "b", ...down })];
        expect(found(group({ connectors }))).toEqual([
            ["group-disconnected", "All 2 connectors are disconnected: a, b."],
        ]);
    });

    test("group-disconnected: a single connector is named, with the day", () => {
        expect(found(group({ connectors: [connector({ name: "a", ...down })] }))).toContainEqual([
            "group-disconnected",
            "The only connector, a, is disconnected since 2026-03-19.",
        ]);
    });

    test("connector-disconnected: some connectors are disconnected", () => {
        const connectors = [connector({ name: "a", ...down }), connector({ name: "b" })];
        expect(found(group({ connectors }))).toEqual([
            ["connector-disconnected", "1 of 2 connectors: a since 2026-03-19."],
        ]);
    });

    test("connector-disconnected: each is named, with its day if the service reports one", () => {
        const off = connector({ name: "off", enabled: false, ...down });
        const connectors = [
            connector({ name: "a", ...down }),
            connector({ name: "b", connected: false }),
            connector(),
            off,
        ];
        expect(found(group({ connectors }))).toEqual([
            ["connector-disconnected", "2 of 3 connectors: a since 2026-03-19, b."],
        ]);
    });

    test("single-connector: also when its window is not known", () => {
        expect(found(group({ connectors: [connector()], window: undefined }))).toEqual([
            ["single-connector", "The window is not known."],
        ]);
    });

    test("behind-version: all that are behind, apart from those that somebody disabled", () => {
        const old = { currentVersion: "26.9.3" };
        const connectors = [
            connector({ name: "a", ...old }),
            connector({ name: "b", ...old }),
            connector({ name: "off", enabled: false, ...old }),
        ];
        expect(found(group({ connectors }))).toEqual([
            ["behind-version", "a has 26.9.3, expected 26.52.3, b has 26.9.3, expected 26.52.3."],
        ]);
    });

    test("a disabled connector, and one without a status, do not count as disconnected", () => {
        const connectors = [connector(), connector({ connected: undefined }), connector({ enabled: false, ...down })];
        expect(found(group({ connectors }))).toEqual([]);
    });

    test("single-connector: one enabled connector, with the window in which the group is unavailable", () => {
        const connectors = [connector(), connector({ enabled: false })];
        expect(found(group({ connectors, window: { day: "SATURDAY", secs: 79_200 } }))).toEqual([
            ["single-connector", "Window: Saturday 22:00–Sunday 02:00."],
        ]);
    });

    test("no-connectors: none at all, or all disabled", () => {
        expect(found(group({ connectors: [] }))).toEqual([["no-connectors", "No connector has joined it."]]);
        expect(found(group({ connectors: [connector({ enabled: false })] }))).toEqual([
            ["no-connectors", "All of its connectors (1) are disabled."],
        ]);
    });

    test("behind-version: older than expected, compared as numbers", () => {
        const old = { name: "b", currentVersion: "26.9.3", expectedVersion: "26.52.3", upgradeStatus: "IN_PROGRESS" };
        expect(found(group({ connectors: [connector(), connector(old)] }))).toEqual([
            ["behind-version", "b has 26.9.3, expected 26.52.3 (IN_PROGRESS)."],
        ]);
    });

    test.each([
        ["newer", "26.60.1", "26.52.3"],
        ["equal with fewer parts", "26.52", "26.52.0"],
        ["unknown", undefined, "26.52.3"],
        ["not of numbers", "dev", "26.52.3"],
    ])("a version that is %s is not outdated", (_what, currentVersion, expectedVersion) => {
        const connectors = [connector(), connector({ currentVersion, expectedVersion })];
        expect(found(group({ connectors }))).toEqual([]);
    });
});

describe("overlapping-windows", () => {
    const served = (name: string, day: "SUNDAY" | "SATURDAY" | "MONDAY", secs: number, enabled = true) =>
        group({ name, enabled, window: { day, secs }, serverGroups: [{ id: "7", name: "ERP" }] });

    test("all groups of a server group, also across the end of the week", () => {
        expect(found(served("A", "SATURDAY", 82_800), served("B", "SUNDAY", 3600))).toEqual([
            [
                "overlapping-windows",
                "Server group ERP: A, B (Saturday 23:00–Sunday 03:00; Sunday 01:00–Sunday 05:00).".replace(
                    "01:00–Sunday 05:00",
                    "01:00–05:00",
                ),
            ],
        ]);
    });

    test("one group with another window is enough", () => {
        expect(found(served("A", "SUNDAY", 0), served("B", "SUNDAY", 0), served("C", "MONDAY", 0))).toEqual([]);
    });

    test("windows that touch do not overlap", () => {
        expect(found(served("A", "SUNDAY", 0), served("B", "SUNDAY", 14_400))).toEqual([]);
    });

    test("a disabled group is ignored, and a server group with one group has no finding", () => {
        expect(found(served("A", "SUNDAY", 0), served("B", "MONDAY", 0, false))).toEqual([]);
        expect(found(served("A", "SUNDAY", 0), served("B", "SUNDAY", 0), served("C", "MONDAY", 0, false))).toHaveLength(
            1,
        );
    });

    test("each server group is judged by itself; windows that are alike are shown once", () => {
        const [erp, crm] = [
            { id: "7", name: "ERP" },
            { id: "8", name: "CRM" },
        ];
        const [a, b] = [served("A", "SUNDAY", 0), served("B", "SUNDAY", 0)];
        const c = { ...served("C", "MONDAY", 0), serverGroups: [crm] };
        const groups = [{ ...a, serverGroups: [erp, crm] }, b, c];
        const [finding, ...others] = findingsOf({ readAt: READ_AT, tenants: [tenant(...groups)] });
        expect(others).toEqual([]);
        expect(finding).toMatchObject({
            groups: groups.slice(0, 2),
            detail: "Server group ERP: A, B (Sunday 00:00–04:00).",
        });
    });

    test("an unknown window causes no finding", () => {
        expect(found(served("A", "SUNDAY", 0), { ...served("B", "SUNDAY", 0), window: undefined })).toEqual([]);
    });
});

describe("upgrade-failed", () => {
    test.each(["FAILED", "PARTIAL_FAILURE", "failed"])(
        "%s: the connector is named, with its versions",
        (upgradeStatus) => {
            const old = { currentVersion: "26.41.7", upgradeStatus };
            const connectors = [connector({ name: "a", ...old }), connector({ name: "b", upgradeStatus }), connector()];
            expect(found(group({ connectors }))).toEqual([
                ["upgrade-failed", `a: ${upgradeStatus}, has 26.41.7, expected 26.52.3, b: ${upgradeStatus}.`],
            ]);
        },
    );

    test.each(["COMPLETE", "IN_PROGRESS", "UNKNOWN", "RESTARTING", "REMOVAL_IN_PROGRESS", undefined])(
        "%s is none",
        (upgradeStatus) => {
            expect(found(group({ connectors: [connector({ upgradeStatus }), connector()] }))).toEqual([]);
        },
    );

    test("disabled connectors are ignored", () => {
        const off = connector({ enabled: false, upgradeStatus: "FAILED" });
        expect(found(group({ connectors: [off, connector(), connector()] }))).toEqual([]);
    });
});

describe("no-auto-delete", () => {
    const dead = (n: number, lastDisconnectedAt = "2026-10-25T17:00:00.000Z") =>
        Array.from({ length: n }, (_, i) =>
            connector({ name: `old-${i}`, enabled: false, connected: false, lastDisconnectedAt }),
        );
    const withDead = (n: number, more: Partial<FleetGroup> = {}, since?: string) =>
        group({ connectors: [connector(), connector(), ...dead(n, since)], autoDelete: false, ...more });

    test("more than a handful of connectors of a microtenant have been gone for 30 days", () => {
        expect(found(withDead(4), withDead(2), group({ autoDelete: false }))).toEqual([
            ["no-auto-delete", "6 connectors: old-0, old-1, old-2, old-3, old-0, old-1."],
        ]);
        expect(found(withDead(12))).toEqual([
            ["no-auto-delete", expect.stringMatching(/^12 connectors: old-0, .*old-9 and 2 more\.$/)],
        ]);
    });

    test.each([
        ["a handful", [withDead(5)]],
        ["in different microtenants", [withDead(4), withDead(4, { microtenantName: "Lab" })]],
        ["gone for less than 30 days", [withDead(9, {}, "2026-10-25T17:00:00.001Z")]],
        ["deleted by the schedule", [withDead(9, { autoDelete: true })]],
        ["without a schedule that could be read", [withDead(9, { autoDelete: undefined })]],
    ])("none: %s", (_, groups) => {
        expect(found(...groups)).toEqual([]);
    });
});

describe("keys", () => {
    const usedUp = key({ name: "k", usageCount: 2, maxUsage: 2 });

    test("no-usable-key: none, disabled, or used up", () => {
        expect(found(group({ keys: [] }))).toEqual([["no-usable-key", "It has no key."]]);
        expect(found(group({ keys: [usedUp, key({ name: "off", enabled: false })] }))).toEqual([
            ["no-usable-key", "k is used up (2 of 2), off is disabled."],
        ]);
    });

    test("used-up-key: a used-up key and a usable one", () => {
        expect(found(group({ keys: [usedUp, key()] }))).toEqual([["used-up-key", "k is used up (2 of 2)."]]);
    });

    test("used-up-key: each of them, apart from those that are disabled", () => {
        const [other, off] = [key({ name: "l", usageCount: 3, maxUsage: 2 }), key({ ...usedUp, enabled: false })];
        expect(found(group({ keys: [usedUp, off, other, key()] }))).toEqual([
            ["used-up-key", "k is used up (2 of 2), l is used up (3 of 2)."],
        ]);
        expect(found(group({ keys: [off, key()] }))).toEqual([]);
    });

    test("key-expired: each enabled key whose time has passed; no-usable-key: it does not count as usable", () => {
        const expired = key({ name: "old", expiresAt: READ_AT });
        const off = key({ name: "off", enabled: false, expiresAt: "2020-01-01T00:00:00.000Z" });
        expect(found(group({ keys: [expired, off, key()] }))).toEqual([["key-expired", "old (2026-11-24 17:00 UTC)."]]);
        expect(found(group({ keys: [expired] }))).toEqual([
            ["key-expired", "old (2026-11-24 17:00 UTC)."],
            ["no-usable-key", "old has expired."],
        ]);
    });

    test("key-expires-soon: a usable key that expires within 14 days", () => {
        const soon = key({ name: "soon", expiresAt: "2026-12-08T17:00:00.000Z" });
        const later = key({ name: "later", expiresAt: "2026-12-08T17:00:01.000Z" });
        expect(found(group({ keys: [soon, later, { ...usedUp, expiresAt: soon.expiresAt }] }))).toEqual([
            ["key-expires-soon", "soon (2026-12-08 17:00 UTC)."],
            ["used-up-key", "k is used up (2 of 2)."],
        ]);
        expect(found(group({ keys: [later] }))).toEqual([]);
    });

    test("keys that could not be read do not count as missing", () => {
        expect(found(group({ keys: undefined }))).toEqual([]);
    });

    test("a key whose maximum cannot be read is not used up", () => {
        expect(found(group({ keys: [key({ maxUsage: undefined })] }))).toEqual([]);
    });
});

describe("places", () => {
    const at = (latitude: number, longitude: number, countryCode: string | undefined) =>
        found(group({ latitude, longitude, countryCode }));

    test.each([
        ["a lost minus sign", 37.3382, 121.8863, "US", "in China"],
        ["swapped numbers", -0.1278, 51.5074, "GB", "in no country"],
        ["zeros", 0, 0, "DE", "in no country"],
        ["another country", 48.8566, 2.3522, "DE", "in France"],
        ["opposite of the Aleutian Islands, at their latitude", 53.2, 11.8, "US", "in Germany"],
    ])("country-mismatch: %s", (_what, latitude, longitude, code, where) => {
        expect(at(latitude, longitude, code)).toEqual([
            [
                "country-mismatch",
                expect.stringContaining(`${latitude}, ${longitude} is ${where}; the country code is ${code}`),
            ],
        ]);
    });

    test("country-mismatch: says what was compared", () => {
        expect(at(37.3382, 121.8863, "US")).toEqual([
            ["country-mismatch", "37.3382, 121.8863 is in China; the country code is US (United States of America)."],
        ]);
    });

    // The borders: the 49th parallel, Point Reyes at 123.02° west, the coast of Namibia between 20.03° and 18.93° south,
    // and the Lau islands of Fiji at 178.98° west.
    test.each([
        ["to the north", "US", [49.85, -100], [49.95, -100]],
        ["to the south", "CA", [48.12, -110], [48.05, -110]],
        ["to the west", "US", [38, -124.1], [38, -124.3]],
        ["off a coast that is drawn in long stretches", "NA", [-19.84, 11.98], [-19.92, 11.81]],
        ["to the east, beyond the date line", "FJ", [-16.9, -178.1], [-16.9, -177.95]],
    ] as const)("a country reaches 100 km beyond its border %s", (_where, code, within, beyond) => {
        expect(at(within[0], within[1], code)).toEqual([]);
        expect(at(beyond[0], beyond[1], code)).toEqual([["country-mismatch", expect.any(String)]]);
    });

    test.each([
        ["Hong Kong", 22.3193, 114.1694, "CN", []],
        ["Hong Kong", 22.3193, 114.1694, "VN", ["country-mismatch"]],
        ["Lhasa", 29.65, 91.1, "HK", []],
        ["Lhasa", 29.65, 91.1, "MA", ["country-mismatch"]],
        ["a disputed area without a code, the Siachen Glacier", 35.5, 77, "DE", []],
    ])("a territory is reported under either code: %s (%d, %d) as %s", (_what, latitude, longitude, code, rules) => {
        expect(at(latitude, longitude, code).map(([id]) => id)).toEqual(rules);
    });

    test.each([
        ["Singapore", 1.3521, 103.8198, "SG"],
        ["Hong Kong, as China", 22.3193, 114.1694, "CN"],
        ["Taipei, as China", 25.033, 121.5654, "CN"],
        ["Sevastopol, as Ukraine", 44.6166, 33.5254, "UA"],
        ["Pristina, as Serbia", 42.6629, 21.1655, "RS"],
        ["Denver, far from any border", 39.7392, -104.9903, "US"],
        ["Honolulu", 21.3099, -157.8581, "US"],
        ["Anchorage", 61.2181, -149.9003, "US"],
        ["Windsor at the border, as the United States", 42.3149, -83.0364, "US"],
        ["the 49th parallel, twenty kilometres north of it", 49.18, -104.5, "US"],
        ["Suva at the date line", -18.1248, 178.4501, "FJ"],
        ["Taveuni beyond the date line", -16.9, -179.95, "FJ"],
        ["Las Palmas", 28.1235, -15.4363, "ES"],
        ["Tórshavn", 62.0107, -6.7741, "FO"],
        ["Réunion, as France", -20.8823, 55.4504, "FR"],
        ["an oil platform 60 km off the coast", 57.6, -0.9, "GB"],
        ["a code that the map does not have", 12.1784, -68.2385, "BQ"],
        ["no code of a country", 50, 8, "ZZ"],
        ["no code", 0, 0, undefined],
    ])("no false finding for %s", (_what, latitude, longitude, code) => {
        expect(at(latitude, longitude, code)).toEqual([]);
    });

    test("no-coordinates: they are missing", () => {
        const gone = [["no-coordinates", "The service reports no latitude and longitude that can be read."]];
        expect(found(group({ latitude: undefined, longitude: undefined }))).toEqual(gone);
        expect(found(group({ latitude: undefined }))).toEqual(gone);
        expect(found(group({ longitude: undefined, enabled: false }))).toEqual(gone);
    });
});

test("of a disabled group only the coordinates are checked", () => {
    expect(found(group({ enabled: false, connectors: [], keys: [] }))).toEqual([]);
    expect(found(group({ enabled: false, latitude: 0, longitude: 0 }))).toHaveLength(1);
});
