import { type Emulator, startEmulator } from "../../src/emulator";
import { callsIn } from "../support/calls";
import { deploy, pluginProcess } from "../support/pluginProcess";

const LIST = "GET appConnectorGroup 200";
const SITE = { name: "San Jose DC1", location: "San Jose", latitude: 37.3382082, longitude: -121.8863286 };

/**
 * It is not documented when reads return a write. In these tests, lists need an hour. Source:
 * docs/zpa-api.md#rate-limits-and-retries
 */
describe("lists that do not return a write yet", () => {
    let emulator: Emulator;
    beforeEach(async () => {
        emulator = await startEmulator({ limits: "off" });
        emulator.setListLag(3_600_000);
    });
    afterEach(() => emulator.close());

    test("are not used after a change of coordinates: the group is read by id", async () => {
        const provider = pluginProcess(emulator);
        const made = await deploy(provider, undefined, SITE);
        emulator.clearRequests();
        const moved = await deploy(provider, made, { ...SITE, latitude: 51.5, longitude: 0 });
        expect(moved.outs).toMatchObject({
            latitude: 51.5,
            longitude: 0,
            cityCountry: "London, GB",
            countryCode: "GB",
        });
        expect(callsIn(emulator.requests())).toEqual(["PUT :id 204", LIST, "GET :id 200"]);
    });

    test("do not make a group appear deleted, nor its name free", async () => {
        const first = pluginProcess(emulator);
        const made = await deploy(first, undefined, SITE);
        await deploy(first, made, { ...SITE, latitude: 1, longitude: 1 });
        await expect(deploy(first, undefined, SITE)).rejects.toThrow(/already exists .*just created it/);
        const next = pluginProcess(emulator);
        expect(await next.read(made.id, made.outs)).toMatchObject({ id: made.id, props: { latitude: 1 } });
    });

    test("do not fail an update, even if no read works after it", async () => {
        const provider = pluginProcess(emulator, { "zpa:retrySecs": "0" });
        const made = await deploy(provider, undefined, SITE);
        emulator.fault({ kind: "status", status: 503, method: "GET", path: "appConnectorGroup", times: 9 });
        const moved = await deploy(provider, made, { ...SITE, latitude: 51.5, longitude: 0 });
        expect(moved.outs).toMatchObject({ latitude: 51.5, longitude: 0 });
        expect(moved.outs.cityCountry).toBeUndefined();
        emulator.clearFaults();
        expect((await pluginProcess(emulator).read(made.id, moved.outs)).props).toMatchObject({
            cityCountry: "London, GB",
        });
    });
});
