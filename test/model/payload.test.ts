import { observe } from "../../src/model/canonical";
import { payloadOf, updatePayload } from "../../src/model/payload";
import type { Values } from "../../src/model/resourceModel";
import { UNKNOWN } from "../../src/model/rules";
import { FIELDS } from "../../src/resources/appConnectorGroup/fields";
import { APP_CONNECTOR_GROUP } from "../../src/resources/appConnectorGroup/stored";
import { FIELDS as ENROLLMENT_FIELDS } from "../../src/resources/connectorEnrollment/fields";
import { FIELDS as KEY_FIELDS } from "../../src/resources/provisioningKey/fields";

describe("a write sends", () => {
    it.each([
        [
            "numbers as strings in plain decimals",
            { latitude: 1e-7, upgradeTimeInSecs: 900 },
            { latitude: "0.0000001", upgradeTimeInSecs: "900" },
        ],
        ["booleans as booleans", { enabled: false, praEnabled: true }, { enabled: false, praEnabled: true }],
        [
            "text exactly as it is given, also empty text",
            { name: " R&amp;D  site", description: "" },
            { name: " R&amp;D  site", description: "" },
        ],
        [
            "nothing that is absent or not known yet",
            { name: "a", location: undefined, cityCountry: UNKNOWN },
            { name: "a" },
        ],
        [
            "nothing that is no field of the object",
            { name: "a", tenant: "acme", ignoreWhenLocked: true },
            { name: "a" },
        ],
        ["a microtenant", { name: "a", microtenantId: "72" }, { name: "a", microtenantId: "72" }],
        ["no microtenant for the Default one", { name: "a", microtenantId: "0" }, { name: "a" }],
    ])("%s", (_what, wanted: Values, sent) => {
        expect(payloadOf(FIELDS, wanted)).toStrictEqual(sent);
    });

    it("the API's names where they differ", () => {
        expect(payloadOf(KEY_FIELDS, { appConnectorGroupId: "72", maxUsage: 3 })).toStrictEqual({
            zcomponentId: "72",
            maxUsage: "3",
        });
    });

    it("lists as lists", () => {
        expect(payloadOf(ENROLLMENT_FIELDS, { userCodes: ["ABCDE-12345"] })).toStrictEqual({
            userCodes: ["ABCDE-12345"],
        });
    });
});

describe("an update", () => {
    const current = observe(APP_CONNECTOR_GROUP, {
        name: "a",
        latitude: "1",
        longitude: "2",
        cityCountry: "Oslo, NO",
        countryCode: "NO",
        dcHostingInfo: "cellar",
    });
    const wanted = { name: "b", latitude: 1, longitude: 2 };
    const sent = (more: Values, derivation = APP_CONNECTOR_GROUP.derivation) =>
        updatePayload(FIELDS, current, { ...wanted, ...more }, derivation);

    it("sends what the service would wipe, while what it is derived from stays", () => {
        expect(sent({})).toStrictEqual({
            name: "b",
            latitude: "1",
            longitude: "2",
            cityCountry: "Oslo, NO",
            countryCode: "NO",
        });
    });

    it.each([["latitude"], ["longitude"]])("leaves it to the service when the %s changes", (property) => {
        expect(sent({ [property]: 60 })).toStrictEqual({ name: "b", latitude: "1", longitude: "2", [property]: "60" });
    });

    it("sends what the program says of it instead, moved or not", () => {
        expect(sent({ countryCode: "SE" })).toMatchObject({ countryCode: "SE", cityCountry: "Oslo, NO" });
        expect(sent({ latitude: 60, countryCode: "SE" })).toMatchObject({ countryCode: "SE" });
    });

    it("sends nothing but what the program manages where the service derives nothing", () => {
        expect(updatePayload(FIELDS, current, wanted)).toStrictEqual({ name: "b", latitude: "1", longitude: "2" });
    });
});
