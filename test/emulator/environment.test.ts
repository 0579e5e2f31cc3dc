import { resolve } from "node:path";
import { DEFAULT_TENANT, readTenants, startEmulator } from "../../src/emulator";
import { customerId, form, names, send } from "./support";

const SAMPLE = resolve(__dirname, "../../docs/emulator-tenants.json");
const OTHER = { customerId: "72058304855015424", clientId: "c", clientSecret: "s" };

describe("emulator.environment()", () => {
    test("has the settings of the first tenant, for the legacy API", async () => {
        const emulator = await startEmulator({ tenants: [DEFAULT_TENANT, OTHER] });
        expect(emulator.environment()).toEqual({
            ZPA_BASE_URL: emulator.url,
            ZPA_CUSTOMER_ID: customerId,
            ZPA_CLIENT_ID: "emulator",
            ZPA_CLIENT_SECRET: "emulator-secret",
        });
        emulator.tenant().rotateSecret("fresh");
        expect(emulator.environment().ZPA_CLIENT_SECRET).toBe("fresh");
        await emulator.close();
    });

    test("turns off the pacing of calls if the emulator has no rate limits", async () => {
        const emulator = await startEmulator({ limits: "off" });
        expect(emulator.environment()).toMatchObject({ ZPA_PACING: "off" });
        expect(emulator.environment({ label: "acme" })).toMatchObject({ ZPA_PACING: "off" });
        await emulator.close();
    });

    test("with auth: oneapi, it has the vanity domain as well", async () => {
        const emulator = await startEmulator({ tenants: [DEFAULT_TENANT, OTHER] });
        expect(emulator.environment({ auth: "oneapi" })).toEqual({
            ...emulator.environment(),
            ZSCALER_VANITY_DOMAIN: "emulator",
            ZSCALER_CLIENT_ID: "emulator",
            ZSCALER_CLIENT_SECRET: "emulator-secret",
        });
        expect(() => emulator.environment({ tenant: OTHER.customerId, auth: "oneapi" })).toThrow(
            "The emulated tenant 72058304855015424 has no vanityDomain.",
        );
        await emulator.close();
    });

    test.each([
        ["acme", "ZPA_ACME"],
        ["acme-eu", "ZPA_ACME_EU"],
        ["acmeEu", "ZPA_ACME_EU"],
    ])("for the named tenant %s, the variables begin with %s", async (label, prefix) => {
        const emulator = await startEmulator({ tenants: [OTHER, { ...DEFAULT_TENANT, vanityDomain: "v" }] });
        expect(emulator.environment({ tenant: customerId, label, auth: "oneapi" })).toEqual({
            [`${prefix}_BASE_URL`]: emulator.url,
            [`${prefix}_CUSTOMER_ID`]: customerId,
            [`${prefix}_CLIENT_ID`]: "emulator",
            [`${prefix}_CLIENT_SECRET`]: "emulator-secret",
            [`${prefix}_VANITY_DOMAIN`]: "v",
        });
        await emulator.close();
    });
});

test("the sample tenant file is valid, and the emulator serves its objects", async () => {
    const tenants = readTenants(SAMPLE);
    const emulator = await startEmulator({ limits: "off", tenants });
    const [acme] = tenants as [(typeof tenants)[0]];
    const fields = { client_id: acme.clientId, client_secret: acme.clientSecret };
    const token = (await send(`${emulator.url}/signin`, form(fields))).json.access_token;
    const list = (path: string) =>
        send(`${emulator.url}/mgmtconfig/v1/admin/customers/${acme.customerId}${path}`, {
            headers: { authorization: `Bearer ${token}` },
        });
    expect(names(await list("/appConnectorGroup"))).toEqual(["Decoy", "San Jose DC1"]);
    expect(names(await list("/connector"))).toEqual(["san-jose-1"]);
    expect(names(await list("/associationType/CONNECTOR_GRP/provisioningKey"))).toEqual(["san-jose"]);
    expect(emulator.tenant(acme.customerId).enroll("san-jose").name).toBe("san-jose-2");
    await emulator.close();
});
