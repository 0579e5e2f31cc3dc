import * as pulumi from "@pulumi/pulumi";
import * as zpa from "../../src";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { countCalls } from "../support/calls";
import { settingsOf } from "../support/pluginProcess";
import { SITE } from "../support/site";

const BRANCH = "216196257331282000";
let emulator: Emulator;
let groups: Record<string, string>;
beforeEach(async () => {
    const microtenants = [{ id: BRANCH, name: "Branch offices" }];
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
    pulumi.runtime.setAllConfig(settingsOf(emulator));
    const tenant = emulator.tenant();
    const add = (name: string, microtenantId = "0") => {
        const group = tenant.add("groups", { ...SITE, name, microtenantId }).id;
        const fields = { maxUsage: "2", usageCount: "0", enabled: true, enrollmentCertId: "6573", microtenantId };
        const value = { provisioningKey: `3|api.private.zscaler.com|${name}`, exportable: name !== "London" };
        tenant.add("provisioningKeys", { name: `key of ${name}`, zcomponentId: group, ...fields, ...value });
        return group;
    };
    groups = { paris: add("Paris"), london: add("London"), branch: add("Branch", BRANCH) };
    tenant.enroll("key of Paris", { reports: { controlChannelStatus: "ZPN_STATUS_DISCONNECTED" } });
    tenant.enroll("key of London");
});
afterEach(() => emulator.close());

const known = <T>(output: pulumi.Output<T>) =>
    new Promise<T>((done) => void (output as pulumi.Output<unknown>).apply((value) => done(value as T)));

describe("provisioning keys", () => {
    test("are found by name or id, with value and usage", async () => {
        const key = await zpa.getProvisioningKey({ name: "key of Paris" });
        expect(key).toMatchObject({
            maxUsage: 2,
            usageCount: 1,
            enabled: true,
            exportable: true,
            provisioningKey: "3|api.private.zscaler.com|Paris",
            appConnectorGroupId: groups.paris,
            appConnectorGroupName: "Paris",
            enrollmentCertName: "Connector",
            readOnly: false,
        });
        expect(await zpa.getProvisioningKey({ id: key.id })).toEqual(key);
        await expect(zpa.getProvisioningKey({ name: "key of paris" })).rejects.toThrow(/did you mean "key of Paris"/);
        expect(countCalls(emulator.requests())).toEqual({ "GET provisioningKey 200": 1 });
    });

    test("a key that is not exportable has no value", async () => {
        expect((await zpa.getProvisioningKey({ name: "key of London" })).provisioningKey).toBeUndefined();
    });

    test("are found by group, by microtenant, in all microtenants, and by a search", async () => {
        const names = async (args?: zpa.GetProvisioningKeysArgs) =>
            (await zpa.getProvisioningKeys(args)).map(({ name }) => name);
        expect(await names()).toEqual(["key of London", "key of Paris"]);
        expect(await names({ appConnectorGroupId: groups.paris })).toEqual(["key of Paris"]);
        expect(await names({ microtenantName: "Branch offices" })).toEqual(["key of Branch"]);
        expect(await names({ allMicrotenants: true })).toHaveLength(3);
        expect(await names({ search: "name LIKE Lon" })).toEqual(["key of London"]);
    });

    test("are secret outputs in the Output form", async () => {
        const one = zpa.getProvisioningKeyOutput({ name: pulumi.output("key of Paris") });
        const all = zpa.getProvisioningKeysOutput();
        expect([await pulumi.isSecret(one), await pulumi.isSecret(all)]).toEqual([true, true]);
        expect(await pulumi.isSecret(one.apply(({ provisioningKey }) => provisioningKey))).toBe(true);
        expect((await known(one)).appConnectorGroupId).toBe(groups.paris);
    });
});

describe("App Connectors", () => {
    test("have status, versions, times and the key with which they enrolled", async () => {
        expect(await zpa.getAppConnectors({ appConnectorGroupId: groups.paris })).toEqual([
            expect.objectContaining({
                name: "key of Paris-1",
                appConnectorGroupName: "Paris",
                controlChannelStatus: "ZPN_STATUS_DISCONNECTED",
                currentVersion: "26.52.3",
                expectedVersion: "26.52.3",
                upgradeStatus: "COMPLETE",
                platform: "el9",
                lastBrokerConnectTime: expect.stringMatching(/^\d{16}$/),
                lastBrokerConnectTimeDuration: expect.stringMatching(/\d+s$/),
                provisioningKeyName: "key of Paris",
            }),
        ]);
    });

    test("are found in all groups, and by a search; equal searches share one call", async () => {
        const names = async (args?: zpa.GetAppConnectorsArgs) =>
            (await zpa.getAppConnectors(args)).map(({ name }) => name);
        expect((await names()).sort()).toEqual(["key of London-1", "key of Paris-1"]);
        expect(await names({ appConnectorGroupId: groups.london })).toEqual(["key of London-1"]);
        expect(await names({ microtenantId: BRANCH })).toEqual([]);
        const search = { field: "controlChannelStatus", operator: "EQ", value: "ZPN_STATUS_DISCONNECTED" } as const;
        expect(await names({ search })).toEqual(["key of Paris-1"]);
        expect(await known(zpa.getAppConnectorsOutput({ search }))).toHaveLength(1);
        expect(countCalls(emulator.requests())).toEqual({ "GET connector 200": 3 });
    });
});
