import { UNKNOWN } from "../../src/model/rules";
import { validate } from "../../src/model/validate";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { ENROLLMENT_MODEL } from "../../src/resources/connectorEnrollment/model";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";

const sanJose = {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382082,
    longitude: -121.8863286,
};

const failuresOf = (more: Record<string, unknown>) => validate(GROUP_MODEL, { ...sanJose, ...more }).failures;
const reasonsAt = (property: string, more: Record<string, unknown>) =>
    failuresOf(more)
        .filter((f) => f.property === property)
        .map((f) => f.reason);

describe("what a program may say of a group", () => {
    it("is accepted in any spelling and kept in one; text is kept as it is", () => {
        const { args, failures } = validate(GROUP_MODEL, {
            ...sanJose,
            latitude: "37.50",
            longitude: "-0",
            upgradeDay: " monday ",
            upgradeTimeInSecs: "0",
            dnsQueryType: "ipv4",
            name: "R&amp;D   site",
            countryCode: "us",
            versionProfileId: 2,
            enabled: "true",
        });
        expect(failures).toEqual([]);
        expect(args).toMatchObject({
            latitude: 37.5,
            longitude: 0,
            upgradeDay: "MONDAY",
            upgradeTimeInSecs: 0,
            dnsQueryType: "IPV4",
            name: "R&amp;D   site",
            countryCode: "US",
            versionProfileId: "2",
            enabled: true,
        });
    });

    it.each([
        ["latitude", 97, "must be a number from -90 to 90; it is 97"],
        ["latitude", "abc", 'must be a number from -90 to 90; it is "abc"'],
        ["latitude", "", 'must be a number from -90 to 90; it is ""'],
        ["latitude", "0x10", 'must be a number from -90 to 90; it is "0x10"'],
        ["longitude", -180.1, "must be a number from -180 to 180; it is -180.1"],
        ["longitude", true, "must be a number from -180 to 180; it is true"],
        [
            "upgradeTimeInSecs",
            12_345,
            "must be a whole number of seconds from 0 to 85500, in steps of 900; it is 12345",
        ],
        [
            "upgradeTimeInSecs",
            86_400,
            "must be a whole number of seconds from 0 to 85500, in steps of 900; it is 86400",
        ],
        [
            "upgradeDay",
            "Someday",
            'must be one of SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY; it is "Someday"',
        ],
        ["dnsQueryType", "IPV5", 'must be one of IPV4_IPV6, IPV4, IPV6; it is "IPV5"'],
        [
            "upgradeTimeInSecs",
            "18:30",
            'must be a whole number of seconds from 0 to 85500, in steps of 900; 18:30 is 66600; it is "18:30"',
        ],
        ["latitude", "37,33", 'must be a number from -90 to 90, with a decimal point: 37.33; it is "37,33"'],
        ["name", "", 'must not be empty; it is ""'],
        ["name", "   ", 'must not be empty; it is "   "'],
        ["name", 7, "must be a non-empty string; it is 7"],
        [
            "countryCode",
            "USA",
            'must be a country code of two letters (ISO 3166-1 alpha-2, for example "US"); it is "USA"',
        ],
        [
            "countryCode",
            "XX",
            'must be a country code of two letters (ISO 3166-1 alpha-2, for example "US"); it is "XX"',
        ],
        ["enabled", "yes", 'must be true or false; it is "yes"'],
        ["dcHostingInfo", "x".repeat(65), `must be at most 64 characters long; it is "${"x".repeat(65)}"`],
        [
            "microtenantId",
            "acme",
            'must be an id in decimal digits, written as a string (for example "216196257331281920"); it is "acme"',
        ],
    ])("%s: %j is refused with the rule and the value", (property, value, reason) => {
        expect(reasonsAt(property, { [property]: value })).toEqual([reason]);
    });

    it("0 is a latitude and a longitude", () => {
        expect(failuresOf({ latitude: 0, longitude: "0" })).toEqual([]);
    });

    it("says everything that is wrong at once, each at its property", () => {
        const { failures } = validate(GROUP_MODEL, { latitude: 97, longitude: "east", upgradeDay: 3, colour: "red" });
        expect(failures.map((f) => f.property).sort()).toEqual([
            "colour",
            "latitude",
            "location",
            "longitude",
            "name",
            "upgradeDay",
        ]);
    });

    it("names the likely property for a misspelt one", () => {
        expect(reasonsAt("upgradeTimeInSec", { upgradeTimeInSec: 900 })).toEqual([
            "is not a property of an App Connector group; did you mean upgradeTimeInSecs?",
        ]);
        expect(reasonsAt("lattitude", { lattitude: 9 })).toEqual([
            "is not a property of an App Connector group; did you mean latitude?",
        ]);
        expect(reasonsAt("colour", { colour: "red" })).toEqual(["is not a property of an App Connector group"]);
    });

    it("accepts values that are not known yet", () => {
        const { args, failures } = validate(GROUP_MODEL, {
            ...sanJose,
            latitude: UNKNOWN,
            versionProfileId: UNKNOWN,
            tcpQuickAckApp: UNKNOWN,
        });
        expect(failures).toEqual([]);
        expect(args.latitude).toBe(UNKNOWN);
    });

    it("wants the three tcpQuickAck flags equal", () => {
        expect(
            failuresOf({ tcpQuickAckApp: true, tcpQuickAckAssistant: true, tcpQuickAckReadAssistant: true }),
        ).toEqual([]);
        expect(failuresOf({ tcpQuickAckApp: true })).toEqual([
            {
                property: "tcpQuickAckApp",
                reason: "the three flags tcpQuickAckApp, tcpQuickAckAssistant, tcpQuickAckReadAssistant must have the same value; they are true, false, false",
            },
        ]);
    });

    it.each([
        [
            { overrideVersionProfile: true },
            "overrideVersionProfile",
            /is true, but no version profile is given\. Set versionProfileId or versionProfileName, or remove overrideVersionProfile/,
        ],
        [
            { overrideVersionProfile: false, versionProfileId: "2" },
            "overrideVersionProfile",
            /is false, which contradicts the version profile "2"\. To use that profile, remove overrideVersionProfile\. To use the tenant's default profile, remove versionProfileId and keep/,
        ],
        [{ overrideVersionProfile: false, versionProfileName: "New Release" }, "overrideVersionProfile", /contradicts/],
        [{ versionProfileId: "2", versionProfileName: "New Release" }, "versionProfileName", /mutually exclusive/],
    ])("refuses %j", (more, property, reason) => {
        expect(failuresOf(more)).toEqual([{ property, reason: expect.stringMatching(reason) }]);
    });

    it.each([
        [{ versionProfileId: "2" }],
        [{ versionProfileName: "New Release" }],
        [{ overrideVersionProfile: true, versionProfileId: "0" }],
        [{ overrideVersionProfile: false, versionProfileId: "0" }],
        [{ overrideVersionProfile: false }],
    ])("accepts %j", (more) => {
        expect(failuresOf(more)).toEqual([]);
    });
});

describe("what a program must say", () => {
    it.each([[{}], [{ name: undefined }], [{ name: null }]])("is asked for with what it is for: %j", (given) => {
        const { args, failures } = validate(KEY_MODEL, { appConnectorGroupId: "72", maxUsage: 3, ...given });
        expect(failures).toEqual([{ property: "name", reason: `is required. ${KEY_MODEL.fields.name!.doc}` }]);
        expect(args).toEqual({ appConnectorGroupId: "72", maxUsage: 3 });
    });

    it("is not asked for again when it is there and refused", () => {
        const { failures } = validate(KEY_MODEL, { name: "", appConnectorGroupId: "72", maxUsage: 3 });
        expect(failures).toEqual([{ property: "name", reason: 'must not be empty; it is ""' }]);
    });
});

it("a rule that joins arguments is not applied to one that is refused already", () => {
    const given = { ...sanJose, versionProfileName: "New Release", overrideVersionProfile: "perhaps" };
    expect(validate(GROUP_MODEL, given).failures.map((f) => f.property)).toEqual(["overrideVersionProfile"]);
});

it("a microtenant is given by its id or its name, of every kind of resource", () => {
    const failures = [
        { property: "microtenantName", reason: "is mutually exclusive with microtenantId; give one of them" },
    ];
    const microtenant = { microtenantId: "72", microtenantName: "East" };
    expect(failuresOf(microtenant)).toEqual(failures);
    const key = { name: "k", appConnectorGroupId: "72", maxUsage: 3, ...microtenant };
    expect(validate(KEY_MODEL, key).failures).toEqual(failures);
});

it.each([
    [GROUP_MODEL, "an App Connector group"],
    [KEY_MODEL, "a provisioning key"],
    [{ ...KEY_MODEL, noun: "Oslo key" }, "an Oslo key"],
    [{ ...KEY_MODEL, noun: "big apple" }, "a big apple"],
])("the noun has its article", (model, noun) => {
    const reasons = validate(model, { zzzzzzzzz: 1 }).failures.map((f) => f.reason);
    expect(reasons).toContain(`is not a property of ${noun}`);
});

it("a refused one-time code is shown shortened, and of the resource instead of its property", () => {
    const { failures } = validate(ENROLLMENT_MODEL, { appConnectorGroupId: "72", userCodes: ["ABCDE-1234"] });
    expect(failures).toEqual([
        { property: "", reason: "userCodes must be a list of user codes of the form XXXXX-XXXXX; not …34" },
    ]);
});

it("an empty string is an omitted argument, except for what is required and for the tenant", () => {
    const empty = Object.keys({ ...GROUP_MODEL.fields, versionProfileName: "", microtenantName: "" })
        .filter((property) => !(property in sanJose))
        .map((property) => [property, ""]);
    expect(validate(GROUP_MODEL, { ...sanJose, ...Object.fromEntries(empty) })).toEqual({
        args: { ...sanJose, description: "", dcHostingInfo: "" },
        failures: [],
    });
    expect(failuresOf({ microtenantId: "7", microtenantName: "" })).toEqual([]);
    expect(reasonsAt("tenant", { tenant: "" })).toEqual(['must not be empty; it is ""']);
    expect(reasonsAt("location", { location: "" })).toEqual(['must not be empty; it is ""']);
});

it("an empty list of user codes confirms nothing", () => {
    const args = { appConnectorGroupId: "72", userCodes: [] };
    expect(validate(ENROLLMENT_MODEL, args)).toEqual({ args, failures: [] });
});
