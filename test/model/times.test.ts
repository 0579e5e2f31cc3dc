import { epochSeconds } from "../../src/model/times";
import { validate } from "../../src/model/validate";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";

const problemOf = (expirationInEpochSec: unknown) =>
    validate(KEY_MODEL, { expirationInEpochSec }).failures.find(({ property }) => property === "expirationInEpochSec")
        ?.reason;

describe("a time", () => {
    it.each([
        [1_801_396_800, 1_801_396_800],
        ["1801396800", 1_801_396_800],
        ["2027-01-31T12:00:00Z", 1_801_396_800],
        ["2027-01-31T12:00Z", 1_801_396_800],
        ["2027-01-31T12:00:00.000Z", 1_801_396_800],
        ["2027-01-31T13:00:00+01:00", 1_801_396_800],
        [2_147_483_647, 2_147_483_647],
        [1, 1],
    ])("may be %j", (given, seconds) => {
        expect(epochSeconds().parse(given)).toEqual({ ok: true, value: seconds });
    });

    it.each([
        [1_801_396_800_000, "it seems to be in milliseconds"],
        ["1801396800000", "it seems to be in milliseconds"],
        ["2027-01-31T12:00:00", "the zone is missing"],
        ["2038-01-19T03:14:08Z", "at the latest 2038-01-19T03:14:07Z"],
        ["2027-01-31", "must be a time"],
        ["2027-02-30T12:00:00Z", "must be a time"],
        ["2027-13-01T12:00:00Z", "must be a time"],
        ["2027-01-31T25:00:00Z", "must be a time"],
        ["2027-01-31T12:00:00.5Z", "must be a time"],
        ["31 January 2027", "must be a time"],
        [1_801_396_800.5, "must be a time"],
        ["1.8e9", "must be a time"],
        [0, "must be a time"],
        [-1, "must be a time"],
        [true, "must be a time"],
    ])("is not %j: %s", (given, problem) => {
        expect(problemOf(given)).toContain(problem);
    });
});

describe("a new key", () => {
    const NOW = 1_801_396_800;
    const newProblems = (expirationInEpochSec: number | undefined) =>
        KEY_MODEL.rulesForNew?.({ expirationInEpochSec }, NOW);

    it("must not have expired", () => {
        expect(newProblems(NOW - 86_400)).toEqual([
            {
                property: "expirationInEpochSec",
                reason: "is in the past (2027-01-30T12:00:00Z), so no connector could enroll with the new key",
            },
        ]);
        expect(newProblems(NOW + 1)).toEqual([]);
        expect(newProblems(undefined)).toEqual([]);
    });
});
