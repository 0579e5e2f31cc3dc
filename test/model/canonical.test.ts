import { observe, sameValue, withDefaults } from "../../src/model/canonical";
import { UNKNOWN } from "../../src/model/rules";
import { FIELDS } from "../../src/resources/appConnectorGroup/fields";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { FIELDS as KEY_FIELDS } from "../../src/resources/provisioningKey/fields";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";

describe("what an answer says of an object", () => {
    const observed = (property: string, value: unknown) => observe(GROUP_MODEL, { [property]: value })[property];

    it.each([
        ["a number in words as a number", "latitude", "37.50", 37.5],
        ["a flag in words as a flag", "praEnabled", "true", true],
        ["a text without the service's escapes", "location", "R&amp;D &lt;1&gt;", "R&D <1>"],
        ["an absent value as its default", "upgradeDay", undefined, "SUNDAY"],
        ["null as its default", "upgradeTimeInSecs", null, 66_600],
        ["an empty value as its default", "dnsQueryType", "", "IPV4_IPV6"],
        ["an absent value as absent where the service computes it", "countryCode", undefined, undefined],
        ["nothing of `enabled`, whose default the service does not keep", "enabled", undefined, undefined],
        ["text that cannot be read as it came", "dnsQueryType", "IPV&amp;7", "IPV&amp;7"],
        ["a number that cannot be read as it came", "upgradeTimeInSecs", 1, 1],
        ["a flag that cannot be read as it came", "latitude", true, true],
        ["what cannot be a value as its JSON", "latitude", { degrees: 1 }, '{"degrees":1}'],
    ])("is %s", (_what, property, value, meant) => {
        expect(observed(property, value)).toBe(meant);
    });

    it("is read by the API's names, and is nothing but fields", () => {
        const answer = { zcomponentId: "72", appConnectorGroupId: "9", maxUsage: "3", id: "1" };
        expect(observe(KEY_MODEL, answer)).toEqual({ appConnectorGroupId: "72", maxUsage: 3, exportable: true });
    });

    it.each([
        [{ overrideVersionProfile: true, versionProfileId: "2" }, "2"],
        [{ overrideVersionProfile: false, versionProfileId: "2" }, "0"],
        [{ versionProfileId: "2" }, "0"],
    ])("is corrected by the kind of object: %j has the profile %s", (answer, profile) => {
        expect(observe(GROUP_MODEL, answer).versionProfileId).toBe(profile);
    });
});

describe("documented defaults", () => {
    it("fill in what is absent and touch nothing else", () => {
        const given = { enabled: false, exportable: undefined, enrollmentCertId: undefined };
        expect(withDefaults(KEY_FIELDS, given)).toEqual({ enabled: false, exportable: true });
        expect(given.exportable).toBeUndefined();
    });

    it("are filled in only where the caller wants them", () => {
        expect(withDefaults(KEY_FIELDS, {}, (name) => name !== "enabled")).toEqual({ exportable: true });
    });
});

describe("two values of a field", () => {
    it.each([
        ["latitude", 37.5, "37.50", true],
        ["latitude", 37.5, 37.6, false],
        ["location", "R&D", " R&amp;D ", true],
        ["upgradeDay", "monday", "MONDAY", true],
        ["upgradeDay", "someday", "SOMEDAY", false],
        ["upgradeDay", "someday", "someday", true],
        ["location", UNKNOWN, UNKNOWN, false],
        ["location", UNKNOWN, "a", false],
        ["location", "a", UNKNOWN, false],
        ["location", undefined, "", false],
        ["location", undefined, undefined, true],
    ] as const)("%s: %j and %j mean the same: %j", (property, a, b, same) => {
        expect(sameValue(FIELDS[property], a, b)).toBe(same);
        expect(sameValue(FIELDS[property], b, a)).toBe(same);
    });

    it("without a rule mean the same only if they are written alike", () => {
        expect(sameValue(undefined, "1", "1")).toBe(true);
        expect(sameValue(undefined, "1", "1.0")).toBe(false);
    });
});
