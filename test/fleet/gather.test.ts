import { gather as gatherAt, type TenantReader } from "../../src/fleet/gather";
import { READ_AT } from "./support";

const list = (objects: unknown[] = []) => ({ objects, unreadable: [] });
const microtenants = (...ids: string[]) => ({ objects: ids.map((id) => ({ id })), unreadable: [] });
const reader = (parts: Partial<TenantReader>): TenantReader => ({
    label: "acme",
    customerId: "1",
    microtenants: async () => microtenants("0"),
    groups: async () => list(),
    keys: async () => list(),
    defaultProfile: async () => "New Release",
    autoDelete: async () => false,
    ...parts,
});
const gather = (tenant: TenantReader) => gatherAt(tenant, READ_AT);
const fails = (message: string) => async () => {
    throw new Error(message);
};

test("a group is read as the API writes it: numbers as strings, escaped text, the connector's software apart", async () => {
    const { groups, problems } = await gather(
        reader({
            groups: async () =>
                list([
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
                ]),
            keys: async () =>
                list([
                    {
                        id: "5",
                        name: "k",
                        zcomponentId: "72057615512764441",
                        usageCount: "1",
                        maxUsage: "2",
                        provisioningKey: "3|api.private.zscaler.com|secret",
                    },
                    { id: "6", name: "of another group", zcomponentId: "7", usageCount: "0", maxUsage: "2" },
                ]),
        }),
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
])("%s: %j cannot be parsed and is absent; the group is shown", async (field, value, absent) => {
    const given = { id: "1", name: "a", latitude: "1", longitude: "1", upgradeDay: "SUNDAY", upgradeTimeInSecs: "0" };
    const { groups, problems } = await gather(reader({ groups: async () => list([{ ...given, [field]: value }]) }));
    expect(problems).toEqual([]);
    expect(groups).toEqual([expect.objectContaining({ id: "1", [absent]: undefined })]);
});

test("an item that cannot be parsed is a problem, and the others are kept", async () => {
    const unreadable = [{ id: "2", name: "b", problem: "connectors: must be a list" }];
    const { groups, problems } = await gather(
        reader({ groups: async () => ({ objects: [{ id: "1", name: "a" }], unreadable }) }),
    );
    expect(groups.map(({ name }) => name)).toEqual(["a"]);
    expect(problems).toEqual(['Groups: "b" (id 2) cannot be read: connectors: must be a list.']);
});

test("if a key cannot be parsed, no group counts as having no key", async () => {
    const unreadable = [{ id: "5", problem: "zcomponentId: must be text" }];
    const { groups, problems } = await gather(
        reader({
            groups: async () => list([{ id: "1", name: "a" }]),
            keys: async () => ({ objects: [], unreadable }),
        }),
    );
    expect(groups).toEqual([expect.objectContaining({ keys: undefined })]);
    expect(problems).toEqual(['Provisioning keys: "" (id 5) cannot be read: zcomponentId: must be text.']);
});

test("a microtenant that fails does not stop the others", async () => {
    const { groups, problems } = await gather(
        reader({
            microtenants: async () => microtenants("7", "8"),
            groups: async (id) =>
                id === "7" ? fails("403")() : list([{ id: "1", name: "a", microtenantId: "8", microtenantName: "EU" }]),
        }),
    );
    expect(groups).toEqual([expect.objectContaining({ name: "a", microtenantName: "EU" })]);
    expect(problems).toEqual(["Groups of microtenant 7: 403"]);
});

test("keys that cannot be read are absent, not an empty list", async () => {
    const { groups, problems } = await gather(
        reader({ groups: async () => list([{ id: "1", name: "a" }]), keys: fails("403") }),
    );
    expect(groups).toEqual([expect.objectContaining({ name: "a", keys: undefined })]);
    expect(problems).toEqual(["Provisioning keys: 403"]);
});

test("if the microtenants cannot be listed, no other request is sent", async () => {
    const asked: string[] = [];
    const groups = async (id: string) => {
        asked.push(id);
        return list();
    };
    expect(await gather(reader({ microtenants: fails("refused"), groups }))).toMatchObject({
        groups: [],
        problems: ["Microtenants: refused"],
    });
    expect(asked).toEqual([]);
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

test("the schedule is read only for a microtenant in which more than a handful of connectors are gone", async () => {
    const asked: string[] = [];
    const { groups } = await gather(
        reader({
            microtenants: async () => microtenants("0", "7"),
            groups: async (id) => list([{ id: `1${id}`, connectors: gone(id === "7" ? 6 : 5) }]),
            autoDelete: async (id) => Boolean(asked.push(id)) && true,
        }),
    );
    expect(asked).toEqual(["7"]);
    expect(groups.map(({ autoDelete }) => autoDelete)).toEqual([undefined, true]);
});

test("a group that does not override its profile has the tenant's default one, which is read once", async () => {
    let asked = 0;
    const tenant = reader({
        groups: async () =>
            list([
                { id: "1", overrideVersionProfile: false, versionProfileName: "Default" },
                { id: "2", overrideVersionProfile: true, versionProfileName: "Pilot" },
                { id: "3", overrideVersionProfile: false },
                { id: "4", versionProfileName: "Other" },
            ]),
        defaultProfile: async () => `${"New Release"}${asked++ > 0 ? " again" : ""}`,
    });
    const { groups } = await gather(tenant);
    expect(groups.map(({ versionProfileName: name, followsDefaultProfile }) => [name, followsDefaultProfile])).toEqual([
        ["New Release", true],
        ["Pilot", false],
        ["New Release", true],
        ["Other", undefined],
    ]);
    expect(asked).toBe(1);
});

test("without access to the default profile, the name that the service reports is kept", async () => {
    const group = { id: "1", overrideVersionProfile: false, versionProfileName: "Default" };
    const { groups, problems } = await gather(
        reader({ groups: async () => list([group]), defaultProfile: async () => undefined }),
    );
    expect(groups).toEqual([expect.objectContaining({ versionProfileName: "Default", followsDefaultProfile: true })]);
    expect(problems).toEqual([]);
});

test("a key has the time at which it expires; zero is none", async () => {
    const { groups } = await gather(
        reader({
            groups: async () => list([{ id: "1", name: "a" }]),
            keys: async () =>
                list(
                    ["1801396800", "0", "soon"].map((expirationInEpochSec, i) => ({
                        ...{ id: String(i), name: "k", zcomponentId: "1", maxUsage: "2", expirationInEpochSec },
                    })),
                ),
        }),
    );
    expect(groups[0]?.keys?.map(({ expiresAt }) => expiresAt)).toEqual([
        "2027-01-31T12:00:00.000Z",
        undefined,
        undefined,
    ]);
});
