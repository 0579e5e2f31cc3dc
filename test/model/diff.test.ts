import fc from "fast-check";
import { observe as observeAny, sameValue, withDefaults } from "../../src/model/canonical";
import { describeDifference, differences as differencesOf, known, replacing } from "../../src/model/diff";
import { lockReason, lockSaidBy } from "../../src/model/lock";
import { payloadOf, updatePayload } from "../../src/model/payload";
import type { Values } from "../../src/model/resourceModel";
import { canonicalText, UNKNOWN } from "../../src/model/rules";
import { validate } from "../../src/model/validate";
import { FIELDS } from "../../src/resources/appConnectorGroup/fields";
import { APP_CONNECTOR_GROUP } from "../../src/resources/appConnectorGroup/stored";
import { groupArgs, spelledOtherwise } from "../support/arbitraryGroups";

type FieldName = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];
const observe = (answer: Readonly<Record<string, unknown>>) => observeAny(APP_CONNECTOR_GROUP, answer);
const differences = (current: Values, wanted: Values) => differencesOf(APP_CONNECTOR_GROUP, current, wanted);
const createPayload = (wanted: Values) => payloadOf(FIELDS, wanted);

const wantedOf = (args: Record<string, unknown>) => {
    const { args: checked, failures } = validate(APP_CONNECTOR_GROUP, args);
    expect(failures).toEqual([]);
    return withDefaults(FIELDS, APP_CONNECTOR_GROUP.imply!(checked));
};

/** The group as the service answers it after a create with these arguments. */
const served = (wanted: Values) => ({ id: "1", name: "", ...createPayload(wanted) });

describe("for every valid group", () => {
    it("what was sent is what is wanted: no difference after up", () => {
        fc.assert(
            fc.property(groupArgs(), (args) => {
                const wanted = wantedOf(args);
                expect(differences(observe(served(wanted)), wanted)).toEqual([]);
            }),
        );
    });

    it("two spellings of it are equal", () => {
        fc.assert(
            fc.property(
                groupArgs().chain((args) => fc.tuple(fc.constant(args), spelledOtherwise(args))),
                ([args, respelled]) => {
                    expect(differences(wantedOf(respelled), wantedOf(args))).toEqual([]);
                },
            ),
        );
    });

    it("a change of fields shows exactly those fields and their rule", () => {
        fc.assert(
            fc.property(groupArgs(), groupArgs(), (one, other) => {
                const [before, after] = [wantedOf(one), wantedOf(other)];
                const found = differences(observe(served(before)), after);
                for (const field of FIELD_NAMES) {
                    const said = after[field] !== undefined;
                    const differs = said && !sameValue(FIELDS[field], before[field], after[field]);
                    expect(found.some((d) => d.property === field)).toBe(differs);
                }
                expect(replacing(found)).toEqual(before.microtenantId === after.microtenantId ? [] : ["microtenantId"]);
            }),
        );
    });

    it("an update sends every field that is to survive", () => {
        fc.assert(
            fc.property(groupArgs(), groupArgs(), (one, other) => {
                const current = served(wantedOf(one));
                const wanted = wantedOf(other);
                const payload = updatePayload(FIELDS, observe(current), wanted, APP_CONNECTOR_GROUP.derivation);
                expect(payload).toHaveProperty("latitude");
                expect(payload).toHaveProperty("longitude");
                expect(
                    differences(observe({ ...current, ...payload, microtenantId: wanted.microtenantId }), wanted),
                ).toEqual([]);
            }),
        );
    });

    it("its canonical text is stable", () => {
        fc.assert(
            fc.property(fc.string({ unit: fc.constantFrom("&", "amp;", "lt;", "#x2a;", " ", "a", "<") }), (text) => {
                expect(canonicalText(canonicalText(text))).toBe(canonicalText(text));
            }),
        );
    });
});

describe("differences", () => {
    const wanted = wantedOf({ name: "a", location: "b", latitude: 1, longitude: 2 });
    const current = observe(served(wanted));

    it("a value not yet known may change", () => {
        expect(differences(current, { ...wanted, location: UNKNOWN })).toEqual([
            { property: "location", from: "b", to: UNKNOWN, onChange: "update" },
        ]);
    });

    it("coordinates that the service lost are one", () => {
        const { latitude: _, ...wiped } = served(wanted) as Record<string, unknown>;
        expect(differences(observe(wiped), wanted).map((d) => d.property)).toEqual(["latitude"]);
    });

    it("what the program leaves to the service never is", () => {
        const left = FIELD_NAMES.filter((f) => FIELDS[f].whenOmitted.omitted === "service");
        const derived: Partial<Record<FieldName, string>> = Object.fromEntries(left.map((f) => [f, "1"]));
        expect(differences({ ...current, ...derived }, wanted)).toEqual([]);
    });

    it("the profile that the tenant has by default is not one while it is not overridden", () => {
        expect(differences(observe({ ...served(wanted), versionProfileId: "2" }), wanted)).toEqual([]);
    });

    it.each([
        ["upgradeTimeInSecs", "1000"],
        ["dnsQueryType", "IPV7"],
        ["latitude", "north"],
        ["enabled", 2],
        ["description", { text: "" }],
    ])("a value of %s that cannot be read is one, with the raw value: %j", (property, raw) => {
        const found = differences(observe({ ...served(wanted), [property]: raw }), wanted);
        const from = typeof raw === "object" ? JSON.stringify(raw) : raw;
        expect(found).toEqual([{ property, from, to: wanted[property], onChange: "update" }]);
    });

    it("another customer replaces", () => {
        const found = differences({ ...current, customerId: "1" }, { ...wanted, customerId: "2" });
        expect(found).toEqual([{ property: "customerId", from: "1", to: "2", onChange: "replace" }]);
        expect(replacing(found)).toEqual(["customerId"]);
    });

    it.each([
        ["another name is one", "Default", "New", undefined, ["versionProfileName"]],
        ["the same name is none", "New", "New", undefined, []],
        ["a name in another case is one", "New", "new", undefined, ["versionProfileName"]],
        ["a name that the program does not give is none", "Default", undefined, undefined, []],
        ["a name whose id is known is none, because the id is compared", "Default", "New", "0", []],
    ])("of a reference by name: %s", (_what, from, to, id, found) => {
        const { versionProfileId: _, ...unresolved } = wanted;
        const names = { ...unresolved, versionProfileName: to, ...(id === undefined ? {} : { versionProfileId: id }) };
        expect(differences({ ...current, versionProfileName: from }, names)).toEqual(
            found.map((property) => ({ property, from, to, onChange: "update" })),
        );
    });

    it("whose new value is not known yet are left out of those that are known", () => {
        const found = differences(current, { ...wanted, location: UNKNOWN, name: "z" });
        expect(found.map((d) => d.property)).toEqual(["name", "location"]);
        expect(known(found).map((d) => d.property)).toEqual(["name"]);
    });

    it.each([
        ["SUNDAY", "MONDAY", 'upgradeDay: "SUNDAY" → "MONDAY"'],
        [undefined, 1, "upgradeDay: (none) → 1"],
        ["SUNDAY", UNKNOWN, 'upgradeDay: "SUNDAY" → (not known yet)'],
    ])("from %j to %j read %s", (from, to, text) => {
        expect(describeDifference({ property: "upgradeDay", from, to, onChange: "update" })).toBe(text);
    });
});

describe("a group is locked", () => {
    it.each([
        [{ readOnly: true }, "readOnly is true"],
        [{ zscalerManaged: true }, "zscalerManaged is true"],
        [{ restrictionType: "DECEPTION" }, "restrictionType is DECEPTION"],
        [{ readOnly: true, restrictionType: "X" }, "readOnly is true, restrictionType is X"],
    ])("by %j", (hints, reason) => {
        expect(lockReason(hints)).toBe(reason);
    });

    it.each([
        [{}],
        [{ readOnly: false, zscalerManaged: false }],
        [{ restrictionType: "NONE" }],
        [{ restrictionType: "" }],
    ])("not by %j", (hints) => {
        expect(lockReason(hints)).toBeUndefined();
    });

    it.each(["restricted.entity", "object.locked", "read.only", "entity.readonly", "zscaler-managed.object"])(
        "if the id of the refusal says so: %s",
        (errorId) => {
            expect(lockSaidBy({ status: 400, errorId })).toBe(`the service rejects the change: 400 ${errorId}`);
        },
    );

    it.each([
        undefined,
        "invalid.resource.argument",
        "door.blocked",
        "object.unlocked",
        "access.restricted.ip",
        "clock",
        // Passing contention, in the service's own words.
        "non.restricted.entity.authorization.failed",
        "non.restricted.entity",
    ])("not by the id %s, whatever the other words are", (errorId) => {
        expect(lockSaidBy({ status: 403, errorId })).toBeUndefined();
    });
});
