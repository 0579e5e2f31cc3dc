import { fleetOf } from "../../src/fleet/fleetOf";
import { fleetReaders } from "../../src/fleet/kinds";
import { coverageText, extentOf } from "../../src/fleet/model";
import type { ApiObject } from "../../src/model/state";
import type { Connection } from "../../src/tenants/connection";
import type { KindListing, ObjectReader, ReadMicrotenant, ReadTenant } from "../../src/tenants/readAll";
import { READ_AT } from "./support";

type Part = Partial<Pick<KindListing, "unreadable" | "problem">> & { objects?: object[] };

const KINDS = fleetReaders(new Date(READ_AT));

/** A microtenant whose lists of groups and keys, schedule and default profile have the given parts. */
const microtenant = (id: string, ...parts: Part[]): ReadMicrotenant => ({
    id,
    listings: Object.values(KINDS).map(
        (kind, i) => ({ kind, objects: [], unreadable: [], ...parts[i] }) as KindListing,
    ),
});
const readOf = (...microtenants: ReadMicrotenant[]): ReadTenant => ({
    label: "acme",
    customerId: "1",
    isScoped: false,
    microtenants,
    unreadable: [],
});
const tenantOf = (...microtenants: ReadMicrotenant[]) =>
    fleetOf([readOf(...microtenants)], KINDS, new Date(0)).tenants[0]!;

test("a group is read as the API writes it: numbers as strings, escaped text, the connector's software apart", () => {
    const { groups, problems } = tenantOf(
        microtenant(
            "0",
            {
                objects: [
                    {
                        id: "72057615512764441",
                        name: "R&amp;D &#x2a;",
                        enabled: true,
                        microtenantName: "Default",
                        location: "Oregon City, OR 97045, USA",
                        latitude: "45.3363593",
                        longitude: "-122.60484730000002",
                        countryCode: "US",
                        upgradeDay: "SUNDAY",
                        upgradeTimeInSecs: "82800",
                        connectors: [
                            {
                                id: "72057615512764537",
                                name: "AWS-6",
                                enabled: true,
                                assistantVersion: {
                                    ctrlChannelStatus: "ZPN_STATUS_DISCONNECTED",
                                    currentVersion: "22.73.4",
                                    lastBrokerDisconnectTime: "1647708499102454",
                                },
                            },
                        ],
                    },
                ],
            },
            {
                objects: [
                    {
                        id: "5",
                        name: "k",
                        zcomponentId: "72057615512764441",
                        usageCount: "1",
                        maxUsage: "2",
                        provisioningKey: "3|api.private.zscaler.com|secret",
                    },
                    { id: "6", name: "of another group", zcomponentId: "7", usageCount: "0", maxUsage: "2" },
                ],
            },
        ),
    );
    expect(problems).toEqual([]);
    expect(groups).toEqual([
        {
            id: "72057615512764441",
            name: "R&D *",
            enabled: true,
            location: "Oregon City, OR 97045, USA",
            latitude: 45.3363593,
            longitude: -122.60484730000002,
            countryCode: "US",
            window: { day: "SUNDAY", secs: 82_800 },
            connectors: [
                {
                    id: "72057615512764537",
                    name: "AWS-6",
                    enabled: true,
                    connected: false,
                    currentVersion: "22.73.4",
                    lastDisconnectedAt: "2022-03-19T16:48:19.102Z",
                },
            ],
            serverGroups: [],
            keys: [{ id: "5", name: "k", enabled: true, usageCount: 1, maxUsage: 2 }],
        },
    ]);
});

test.each([
    ["latitude", "north", "latitude"],
    ["latitude", "91", "latitude"],
    ["upgradeDay", "SOMEDAY", "window"],
    ["upgradeTimeInSecs", "-66600", "window"],
    ["countryCode", 840, "countryCode"],
    ["location", { city: "x" }, "location"],
])("%s: %j cannot be parsed and is absent; the group is shown", (field, value, absent) => {
    const given = { id: "1", name: "a", latitude: "1", longitude: "1", upgradeDay: "SUNDAY", upgradeTimeInSecs: "0" };
    const { groups, problems } = tenantOf(microtenant("0", { objects: [{ ...given, [field]: value }] }));
    expect(problems).toEqual([]);
    expect(groups).toEqual([expect.objectContaining({ id: "1", [absent]: undefined })]);
});

const A = { id: "1", name: "a" };

test("an item that cannot be parsed is a problem, and the others are kept", () => {
    const unreadable = [{ id: "2", name: "b", problem: "connectors: must be a list" }];
    const tenant = tenantOf(microtenant("0", { objects: [A], unreadable }));
    expect(tenant.groups.map(({ name }) => name)).toEqual(["a"]);
    expect(tenant.problems).toEqual(['App Connector groups: "b" (id 2) cannot be read: connectors: must be a list.']);
    expect(extentOf(tenant)).toBe("part");
});

test.each([
    [
        "one cannot be parsed",
        { unreadable: [{ id: "5", problem: "zcomponentId: must be text" }] },
        /^Provisioning keys: "\(no name\)" \(id 5\)/,
    ],
    ["they cannot be listed", { problem: "403" }, /^Provisioning keys: 403$/],
])("if %s, the keys are absent, not an empty list: no group counts as having no key", (_why, keys, problem) => {
    const { groups, problems } = tenantOf(microtenant("0", { objects: [A] }, keys));
    expect(groups).toEqual([expect.objectContaining({ name: "a", keys: undefined })]);
    expect(problems).toEqual([expect.stringMatching(problem)]);
});

test("a microtenant that fails does not stop the others", () => {
    const eu = { ...A, microtenantId: "8", microtenantName: "EU" };
    const { groups, problems } = tenantOf(microtenant("7", { problem: "403" }), microtenant("8", { objects: [eu] }));
    expect(groups).toEqual([expect.objectContaining({ name: "a", microtenantName: "EU" })]);
    expect(problems).toEqual(["App Connector groups of microtenant 7: 403"]);
});

test("a tenant that was not read, and one that was read in part, do not count as read", () => {
    const fleet = fleetOf(
        [
            readOf(microtenant("0", { objects: [A] })),
            {
                ...readOf(microtenant("0", { objects: [{ ...A, id: "2" }], unreadable: [{ problem: "x" }] })),
                label: "b",
            },
            { label: "c", customerId: "3", problem: "refused" },
            { label: "d", problem: "zpa:tenants d.customerId: is not set" },
        ],
        KINDS,
        new Date(0),
    );
    expect(fleet.tenants.map(extentOf)).toEqual(["complete", "part", "none", "none"]);
    expect(coverageText(fleet)).toBe("1 of 4 tenants (2 not read, 1 read in part)");
    expect(fleet.tenants[2]).toEqual({ label: "c", customerId: "3", groups: [], problems: ["refused"] });
    expect(coverageText({ tenants: fleet.tenants.slice(0, 1) })).toBe("1 tenant");
});

const gone = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
        id: String(i),
        name: `c-${i}`,
        assistantVersion: {
            ctrlChannelStatus: "ZPN_STATUS_DISCONNECTED",
            lastBrokerDisconnectTime: `${Date.parse(READ_AT) - 31 * 86_400_000}000`,
        },
    }));

/** What a kind asks of a service that answers nothing else. */
async function askedBy(kind: ObjectReader, groups: object[]): Promise<string[]> {
    const asked: string[] = [];
    const connection = {
        client: { connectorSchedule: { get: async (id: string) => void asked.push(`schedule of ${id}`) } },
        defaultProfile: async () => ({ id: "2", name: `profile ${asked.push("profile")}` }),
    } as unknown as Connection;
    await kind.list(connection, "7", groups as ApiObject[]);
    return asked;
}

test("the schedule is read only where more than a handful of connectors are gone", async () => {
    expect(await askedBy(KINDS.schedule, [{ id: "1", connectors: gone(5) }])).toEqual([]);
    expect(await askedBy(KINDS.schedule, [{ id: "1", connectors: gone(6) }])).toEqual(["schedule of 7"]);
    const groups = { objects: [{ id: "1" }] };
    const schedule = (isOn: boolean) => tenantOf(microtenant("7", groups, {}, { objects: [{ id: "8", isOn }] })).groups;
    expect([schedule(true)[0]?.autoDelete, schedule(false)[0]?.autoDelete]).toEqual([true, false]);
    expect(tenantOf(microtenant("7", groups)).groups[0]).not.toHaveProperty("autoDelete");
});

test("a group that does not override its profile has the tenant's default one, which is read only for such groups", async () => {
    const groups = [
        { id: "1", overrideVersionProfile: false, versionProfileName: "Default" },
        { id: "2", overrideVersionProfile: true, versionProfileName: "Pilot" },
        { id: "3", overrideVersionProfile: false },
        { id: "4", versionProfileName: "Other" },
    ];
    const read = (profile: Part) =>
        tenantOf(microtenant("0", { objects: groups }, {}, {}, profile)).groups.map((group) => [
            group.versionProfileName,
            group.followsDefaultProfile,
        ]);
    expect(read({ objects: [{ id: "2", name: "New Release" }] })).toEqual([
        ["New Release", true],
        ["Pilot", false],
        ["New Release", true],
        ["Other", undefined],
    ]);
    expect(read({})[0]).toEqual(["Default", true]);
    expect(await askedBy(KINDS.defaultProfile, groups)).toEqual(["profile"]);
    expect(await askedBy(KINDS.defaultProfile, groups.slice(3))).toEqual([]);
});

test("a key has the time at which it expires; zero is none", () => {
    const keys = ["1801396800", "0", "soon"].map((expirationInEpochSec, i) => ({
        ...{ id: String(i), name: "k", zcomponentId: "1", maxUsage: "2", expirationInEpochSec },
    }));
    const [group] = tenantOf(microtenant("0", { objects: [A] }, { objects: keys })).groups;
    expect(group?.keys?.map(({ expiresAt }) => expiresAt)).toEqual(["2027-01-31T12:00:00.000Z", undefined, undefined]);
});
