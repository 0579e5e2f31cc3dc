import type { ApiClient } from "../../src/api/client";
import { isZpaError } from "../../src/api/errors";
import type { FactName } from "../../src/emulator/evidence";

/** A check that runs against the emulator and against the target. */
export interface Check {
    readonly says: string;
    /** What it shows, if emulator and target agree. */
    readonly facts: readonly FactName[];
    /** The response as text. It equals `expected` if emulator and target agree. */
    readonly expected: string;
    answered(): Promise<string>;
}

/** An id that no object has. */
const UNKNOWN = "1";
const SITE = { location: "San Jose, CA, USA", latitude: "37.3382082", longitude: "-121.8863286", enabled: true };

/** The error code and the service's error id, or that there was no error. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
    try {
        await work;
        return "accepted";
    } catch (error) {
        if (!isZpaError(error)) throw error;
        return [error.code, error.status, error.errorId].filter((part) => part !== undefined).join(" ");
    }
}

/** The lifecycle of a group and a key. Each check depends on the previous ones. */
export function lifeOfAGroup(client: ApiClient, prefix: string): Check[] {
    const { groups, provisioningKeys } = client;
    const name = `${prefix} site`;
    let id = "";
    let keyId = "";
    let enrollmentCertId = "";
    const allowList = async (ipAcl: readonly string[]) => {
        await groups.update(id, { ...SITE, name, ipAcl }, "0");
        return read("ipAcl");
    };
    const read = async (field: string) => String((await groups.get(id, "0"))[field]);
    return [
        {
            says: "A create returns the object, with its id in decimal digits",
            facts: ["group.create"],
            expected: "an id",
            async answered() {
                const made = await groups.create({ ...SITE, name }, "0");
                id = made.id;
                return /^\d+$/.test(id) && made.name === name ? "an id" : JSON.stringify(made);
            },
        },
        {
            says: "upgradeDay, when omitted, is",
            facts: ["group.fields"],
            expected: "SUNDAY",
            answered: () => read("upgradeDay"),
        },
        {
            says: "upgradeTimeInSecs, when omitted, is",
            facts: ["group.fields"],
            expected: "66600",
            answered: () => read("upgradeTimeInSecs"),
        },
        {
            says: "countryCode is derived from the coordinates",
            facts: ["group.place"],
            expected: "US",
            answered: () => read("countryCode"),
        },
        {
            says: "A list returns the group immediately",
            facts: ["group.list", "list.pages"],
            expected: "shown",
            async answered() {
                const { objects } = await groups.list({ microtenantId: "0" });
                return objects.some((group) => group.id === id) ? "shown" : "not shown";
            },
        },
        {
            says: "A name that is in use is rejected",
            facts: ["object.name"],
            expected: "REFUSED 400 duplicate.entity.name",
            answered: () => refusalOf(groups.create({ ...SITE, name }, "0")),
        },
        {
            says: "A latitude out of range is rejected",
            facts: ["object.invalid"],
            expected: "INVALID 400 invalid.resource.argument",
            answered: () => refusalOf(groups.create({ ...SITE, name: `${name} 2`, latitude: "97" }, "0")),
        },
        {
            says: "A group without a location is rejected",
            facts: ["object.missing"],
            expected: "MISSING_PARAMS 400 missing.mandatory.params",
            answered: () => refusalOf(groups.create({ name: `${name} 3`, latitude: "1", longitude: "1" }, "0")),
        },
        {
            says: "An update keeps omitted fields",
            facts: ["group.update"],
            expected: SITE.location,
            async answered() {
                await groups.update(id, { ...SITE, name, description: "changed" }, "0");
                await groups.update(id, { name, latitude: SITE.latitude, longitude: SITE.longitude }, "0");
                return read("location");
            },
        },
        {
            says: "An allow list is stored as it is sent",
            facts: ["allowList.stored"],
            expected: "203.0.113.0/24",
            answered: () => allowList(["203.0.113.0/24"]),
        },
        {
            says: "An item of an allow list that is no address is rejected",
            facts: ["allowList.address"],
            expected: "INVALID 400 invalid.resource.argument",
            answered: () => refusalOf(groups.update(id, { ...SITE, name, ipAcl: ["elephant"] }, "0")),
        },
        {
            says: "An empty allow list is stored as it is",
            facts: ["allowList.empty"],
            expected: "",
            answered: () => allowList([]),
        },
        {
            says: "EQ does not ignore case",
            facts: ["search.case"],
            expected: "not found",
            async answered() {
                const search = `name EQ ${name.toUpperCase()}`;
                const { objects } = await groups.list({ microtenantId: "0", search });
                return objects.some((group) => group.id === id) ? "found" : "not found";
            },
        },
        {
            says: "An update without coordinates removes them",
            facts: ["group.unplaced"],
            expected: "undefined",
            async answered() {
                await groups.update(id, { name, location: SITE.location }, "0");
                return read("latitude");
            },
        },
        {
            says: "A key is created for the group",
            facts: ["key.create", "certificate.list"],
            expected: "a key",
            async answered() {
                const { objects } = await client.listEnrollmentCerts("0");
                enrollmentCertId = objects.find((each) => each.name === "Connector")?.id ?? "";
                const made = await provisioningKeys.create(
                    { name: `${prefix} key`, zcomponentId: id, maxUsage: "1", enrollmentCertId },
                    "0",
                );
                keyId = made.id;
                return typeof made.provisioningKey === "string" ? "a key" : JSON.stringify(Object.keys(made));
            },
        },
        {
            says: "A key for an unknown group is rejected",
            facts: ["key.group"],
            expected: "INVALID 400 invalid.resource.argument",
            async answered() {
                const key = { name: `${prefix} key 2`, zcomponentId: UNKNOWN, maxUsage: "1", enrollmentCertId };
                return refusalOf(provisioningKeys.create(key, "0"));
            },
        },
        {
            says: "A group with a key is not deleted",
            facts: ["group.keys"],
            expected: "REFERENCED 400 resource.referenced",
            answered: () => refusalOf(groups.delete(id, "0")),
        },
        {
            says: "A key is deleted",
            facts: ["key.delete"],
            expected: "accepted",
            answered: () => refusalOf(provisioningKeys.delete(keyId, "0")),
        },
        {
            says: "A group is deleted",
            facts: ["group.delete"],
            expected: "accepted",
            answered: () => refusalOf(groups.delete(id, "0")),
        },
        {
            says: "A deleted group is not found",
            facts: ["object.unknown"],
            expected: "NOT_FOUND 400 resource.not.found",
            answered: () => refusalOf(groups.get(id, "0")),
        },
    ];
}
