import fc from "fast-check";
import { withDefaults } from "../../src/model/canonical";
import { differences } from "../../src/model/diff";
import { payloadOf } from "../../src/model/payload";
import { type ApiObject, optionalOf, ownershipOf, toInputs, toState } from "../../src/model/state";
import { validate } from "../../src/model/validate";
import { GROUP_MODEL } from "../../src/resources/appConnectorGroup/model";
import { KEY_MODEL } from "../../src/resources/provisioningKey/model";
import { groupArgs } from "../support/arbitraryGroups";

const CUSTOMER = "216196257331281920";
const owner = { customerId: CUSTOMER, microtenantId: "0" };

const answer = (more: Record<string, unknown> = {}): ApiObject => ({
    id: "1",
    name: "a",
    location: "Oslo",
    latitude: "59.9",
    longitude: "10.7",
    enabled: true,
    ...more,
});

const keyAnswer = (more: Record<string, unknown> = {}): ApiObject => ({
    id: "1",
    name: "k",
    zcomponentId: "72",
    maxUsage: "3",
    enabled: true,
    exportable: true,
    enrollmentCertId: "6",
    ...more,
});

describe("what a program may leave to the service", () => {
    it("is a table's fields of that kind, and the names of other objects", () => {
        expect(optionalOf(KEY_MODEL)).toEqual([
            ...["enrollmentCertId", "expirationInEpochSec", "ipAcl", "microtenantId", "enrollmentCertName"],
        ]);
    });

    it("is managed only if the program gives it", () => {
        const given = { customerId: CUSTOMER, tenant: "acme", name: "k", enrollmentCertName: "Own" };
        expect(ownershipOf(KEY_MODEL, given)).toEqual({
            customerId: CUSTOMER,
            tenant: "acme",
            microtenantId: "0",
            managedFields: ["enrollmentCertName"],
        });
        expect(ownershipOf(KEY_MODEL, { customerId: CUSTOMER, name: "k" })).not.toHaveProperty("managedFields");
    });

    it("the microtenant is remembered by its id, and by its name if the program gives that", () => {
        expect(
            ownershipOf(GROUP_MODEL, { customerId: CUSTOMER, microtenantId: "72", microtenantName: "East" }),
        ).toEqual({
            customerId: CUSTOMER,
            microtenantId: "72",
            microtenantName: "East",
        });
    });
});

describe("the state of an object", () => {
    it("has its fields with the defaults that the answer leaves out, and where it is", () => {
        expect(toState(KEY_MODEL, keyAnswer(), { ...owner, tenant: "acme", microtenantName: "East" })).toEqual({
            name: "k",
            appConnectorGroupId: "72",
            maxUsage: 3,
            enabled: true,
            exportable: true,
            enrollmentCertId: "6",
            readOnly: false,
            zscalerManaged: false,
            microtenantId: "0",
            customerId: CUSTOMER,
            tenant: "acme",
            microtenantName: "East",
        });
    });

    it("has no property without a value, and none that changes by itself", () => {
        const state = toState(GROUP_MODEL, answer({ modifiedTime: "1", connectors: [{ id: "9" }] }), owner);
        expect(Object.values(state)).not.toContain(undefined);
        expect(Object.keys(state)).not.toEqual(expect.arrayContaining(["modifiedTime"]));
        expect(state).not.toHaveProperty("connectors");
    });

    it("has what the service says of it", () => {
        const said = {
            creationTime: "1700000000",
            readOnly: true,
            zscalerManaged: true,
            restrictionType: "X",
            connectorGroupType: "APP",
        };
        expect(toState(GROUP_MODEL, answer(said), owner)).toMatchObject(said);
    });

    it("keeps the tenant that holds it, whatever the answer says", () => {
        expect(toState(GROUP_MODEL, answer({ customerId: "7", microtenantId: "8" }), owner)).toMatchObject(owner);
    });

    it("has its own list of what the program manages", () => {
        const managedFields = ["countryCode"];
        const state = toState(GROUP_MODEL, answer(), { ...owner, managedFields });
        expect(state.managedFields).toEqual(managedFields);
        expect(state.managedFields).not.toBe(managedFields);
    });

    it.each([
        ["a text that means the same keeps its spelling", "location", "R&D", "R&amp;D ", "R&amp;D "],
        ["a text that means something else is the service's", "location", "Bergen", "Oslo", "Bergen"],
        ["a word in another case is the API's", "upgradeDay", "MONDAY", "monday", "MONDAY"],
        ["a number is a number", "latitude", "59.90", "59.9", 59.9],
        ["a text that the answer leaves out has its default", "description", undefined, "", ""],
        ["a text that was no text before is the service's", "location", "7", 7, "7"],
    ])("%s", (_what, property, served, before, kept) => {
        const state = toState(GROUP_MODEL, answer({ [property]: served }), owner, { [property]: before });
        expect(state[property]).toBe(kept);
    });

    it("a secret that a later answer hides is kept; nothing else is", () => {
        const before = { provisioningKey: "1|value", creationTime: "1700000000" };
        const state = toState(KEY_MODEL, keyAnswer(), owner, before);
        expect(state.provisioningKey).toBe("1|value");
        expect(state).not.toHaveProperty("creationTime");
        expect(toState(KEY_MODEL, keyAnswer({ provisioningKey: "2|new" }), owner, before).provisioningKey).toBe(
            "2|new",
        );
    });

    it.each([
        ["the answer's name, decoded", { enrollmentCertName: "R&amp;D" }, { enrollmentCertName: "Own" }, "R&D"],
        ["the name it had when the answer has none", {}, { enrollmentCertName: "Own" }, "Own"],
        [
            "the name it had when the answer's is no text",
            { enrollmentCertName: 7 },
            { enrollmentCertName: "Own" },
            "Own",
        ],
        ["no name when nobody says one", {}, {}, undefined],
    ])("a reference that the program gives by name has %s", (_what, said, before, name) => {
        const managed = { ...owner, managedFields: ["enrollmentCertName"] };
        expect(toState(KEY_MODEL, keyAnswer(said), managed, before).enrollmentCertName).toBe(name);
    });

    it.each([[undefined], [["enrollmentCertId"]]])(
        "no other reference has its name in it (managed: %j)",
        (managedFields) => {
            const state = toState(KEY_MODEL, keyAnswer({ enrollmentCertName: "Own" }), { ...owner, managedFields });
            expect(state).not.toHaveProperty("enrollmentCertName");
        },
    );
});

describe("the inputs that would have made an object", () => {
    it("are its fields and where it is, without outputs", () => {
        const state = toState(KEY_MODEL, keyAnswer({ creationTime: "1700000000", provisioningKey: "1|value" }), {
            ...owner,
            tenant: "acme",
            microtenantName: "East",
        });
        expect(toInputs(KEY_MODEL, state)).toEqual({
            customerId: CUSTOMER,
            tenant: "acme",
            microtenantName: "East",
            name: "k",
            appConnectorGroupId: "72",
            maxUsage: 3,
            enabled: true,
            exportable: true,
        });
    });

    it("have of what may be left to the service only what the program manages", () => {
        const managed = { ...owner, managedFields: ["microtenantId", "enrollmentCertName"] };
        const inputs = toInputs(KEY_MODEL, toState(KEY_MODEL, keyAnswer({ enrollmentCertName: "Own" }), managed));
        expect(inputs).toMatchObject({ microtenantId: "0", enrollmentCertName: "Own" });
        expect(inputs).not.toHaveProperty("enrollmentCertId");
    });

    it("for every valid group: give back what the program said, with no difference", () => {
        fc.assert(
            fc.property(groupArgs(), (args) => {
                const checked = validate(GROUP_MODEL, args).args;
                const inputs = {
                    customerId: CUSTOMER,
                    ...withDefaults(GROUP_MODEL.fields, GROUP_MODEL.imply!(checked)),
                };
                const served = answer(payloadOf(GROUP_MODEL.fields, inputs));
                const state = toState(GROUP_MODEL, served, ownershipOf(GROUP_MODEL, inputs), inputs);
                const again = toInputs(GROUP_MODEL, state);
                expect(differences(GROUP_MODEL, state, inputs)).toEqual([]);
                expect(differences(GROUP_MODEL, state, again)).toEqual([]);
                expect(ownershipOf(GROUP_MODEL, again)).toEqual(ownershipOf(GROUP_MODEL, inputs));
            }),
        );
    });
});
