import { replaces } from "../../src/model/fields";
import { likelyName } from "../../src/model/likelyName";
import { atMostOne, extrasOf, outputsOf, secretsOf } from "../../src/model/resourceModel";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { ENROLLMENT_MODEL } from "../../src/resources/connectorEnrollment/model";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";

describe("a kind of resource", () => {
    it("has the outputs of every object and its own", () => {
        expect(Object.keys(outputsOf(KEY_MODEL))).toEqual([
            "customerId",
            "creationTime",
            "readOnly",
            "zscalerManaged",
            "restrictionType",
            "provisioningKey",
        ]);
    });

    it("that the API does not store has the tenant as its only output", () => {
        expect(Object.keys(outputsOf(ENROLLMENT_MODEL))).toEqual(["customerId"]);
    });

    it.each([
        [GROUP_MODEL, []],
        [KEY_MODEL, ["provisioningKey"]],
        [ENROLLMENT_MODEL, ["userCodes"]],
    ])("$type has its secrets encrypted, and nothing else", (model, secrets) => {
        expect(secretsOf(model)).toEqual(secrets);
    });

    it.each([
        [GROUP_MODEL, ["tenant", "versionProfileName", "microtenantName", "ignoreWhenLocked"]],
        [KEY_MODEL, ["tenant", "enrollmentCertName", "microtenantName", "ignoreWhenLocked"]],
        [ENROLLMENT_MODEL, ["tenant", "microtenantName"]],
    ])("$type takes beside its fields, each with its doc", (model, names) => {
        const extras = extrasOf(model);
        expect(Object.keys(extras)).toEqual(names);
        for (const { doc } of Object.values(extras)) expect(doc).toMatch(/^[A-Z].*\.$/);
    });

    it("takes names that are not empty, and a flag", () => {
        const { tenant, versionProfileName, microtenantName, ignoreWhenLocked } = extrasOf(GROUP_MODEL);
        for (const extra of [tenant, versionProfileName, microtenantName]) {
            expect(extra!.rule.parse(" ")).toEqual({ ok: false, problem: "must not be empty" });
        }
        expect(ignoreWhenLocked!.rule.parse("true")).toEqual({ ok: true, value: true });
        expect(ignoreWhenLocked!.doc).toContain("a locked App Connector group");
    });
});

describe("a name and an id of one object", () => {
    const rule = atMostOne("groupName", "groupId");

    it("are mutually exclusive", () => {
        expect(rule({ groupName: "a", groupId: "1" })).toEqual([
            { property: "groupName", reason: "is mutually exclusive with groupId; give one of them" },
        ]);
    });

    it.each([[{}], [{ groupName: "a" }], [{ groupId: "1" }]])("either may be absent: %j", (args) => {
        expect(rule(args)).toEqual([]);
    });
});

describe("a change", () => {
    const oneWay = { replacesFrom: false, to: true };

    it.each([
        ["update", 1, 2, false],
        ["replace", 1, 2, true],
        [oneWay, false, true, true],
        [oneWay, true, false, false],
        [oneWay, false, undefined, false],
        [oneWay, undefined, true, false],
    ] as const)("of a field marked %j from %j to %j replaces: %j", (onChange, from, to, needsAnother) => {
        expect(replaces(onChange, from, to)).toBe(needsAnother);
    });
});

describe("a misspelt name", () => {
    it.each([
        ["lattitude", ["longitude", "latitude"], "latitude"],
        ["LATITUDE", ["latitude"], "latitude"],
        ["latitude", ["LATITUDE"], "LATITUDE"],
        ["nam", ["enabled", "name", "namespace"], "name"],
        ["nxyz", ["name"], undefined],
        ["nxy", ["nab"], "nab"],
        ["abcdefxyz", ["abcdefghi"], "abcdefghi"],
        ["abcdewxyz", ["abcdefghi"], undefined],
        ["name", [], undefined],
    ])("%s among %j is likely %s", (word, names, likely) => {
        expect(likelyName(word, names)).toBe(likely);
    });
});
