import fc from "fast-check";
import { DEFAULT_TENANT, type TenantSeed } from "../../src/emulator";
import { groupArgs } from "../support/arbitraryGroups";

export const MICROTENANTS = [
    { id: "72058304855015425", name: "EMEA" },
    { id: "72058304855015426", name: 'R&D "lab"' },
    { id: "72058304855015427", name: "東京 – 営業" },
];

const ODD_NAMES = [
    "San Jose DC1",
    "Zürich / Genève",
    "\"quoted\" and 'quoted'",
    "<b>R&D</b> &amp; more",
    "🏢 Büro München 🇩🇪",
    "東京データセンター",
    "$" + "{process.exit(1)} `x` \\n */ //",
    "__proto__",
    "constructor",
    "class",
    "2024",
    "---",
    "x".repeat(200),
    "line\u2028separator and \u202eoverride",
];

const wire = (value: unknown) => (typeof value === "number" ? String(value) : value);

const group = fc.record({
    args: groupArgs(),
    name: fc.constantFrom(...ODD_NAMES),
    place: fc.integer({ min: 0, max: MICROTENANTS.length }),
    profile: fc.constantFrom(undefined, "0", "2", "216196257331281940"),
    lock: fc.constantFrom({}, {}, {}, { readOnly: true }, { zscalerManaged: true }, { restrictionType: "DECEPTION" }),
});
const key = fc.record({
    name: fc.constantFrom(...ODD_NAMES),
    group: fc.nat(),
    maxUsage: fc.integer({ min: 1, max: 1000 }),
    enabled: fc.boolean(),
    exportable: fc.boolean(),
    expirationInEpochSec: fc.constantFrom(undefined, "0", "1801396800"),
    // The service's own spelling, also with an address twice.
    ipAcl: fc.constantFrom(undefined, [], ["203.0.113.0/24", "2001:DB8:0::1"], ["10.0.0.1", "10.0.0.1/32"]),
});

/** A tenant with four microtenants. Duplicate names get a number. */
export function tenant(size: { groups: number; keys: number }): fc.Arbitrary<TenantSeed> {
    return fc
        .tuple(
            fc.array(group, { minLength: size.groups, maxLength: size.groups }),
            fc.array(key, { minLength: size.keys, maxLength: size.keys }),
        )
        .map(([groups, keys]) => {
            const unique = uniqueIn();
            const seeds = groups.map(({ args, name, place, profile, lock }, i) => {
                const { microtenantId: _m, versionProfileId: _v, enrollmentCertId: _e, ...fields } = args;
                const microtenantId = place === 0 ? "0" : MICROTENANTS[place - 1]!.id;
                return {
                    enabled: true,
                    ...Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, wire(value)])),
                    ...lock,
                    overrideVersionProfile: profile !== undefined,
                    versionProfileId: profile ?? "0",
                    microtenantId,
                    name: unique(microtenantId, name),
                    id: String(216196257331300000n + BigInt(i)),
                };
            });
            return {
                ...DEFAULT_TENANT,
                maxGroups: 10_000,
                microtenants: MICROTENANTS,
                groups: seeds,
                provisioningKeys: keys.map(({ group, maxUsage, ...fields }, i) => {
                    const parent = seeds[group % seeds.length]!;
                    return {
                        ...fields,
                        name: unique(`key ${parent.microtenantId}`, fields.name),
                        id: String(216196257331500000n + BigInt(i)),
                        maxUsage: String(maxUsage),
                        usageCount: "0",
                        microtenantId: parent.microtenantId,
                        zcomponentId: parent.id,
                        enrollmentCertId: i % 3 === 0 ? "6571" : "6573",
                        provisioningKey: `3|api.private.zscaler.com|secret-${i}`,
                    };
                }),
            };
        });
}

function uniqueIn() {
    const counts = new Map<string, number>();
    return (scope: string, name: string) => {
        const count = (counts.get(scope + name) ?? 0) + 1;
        counts.set(scope + name, count);
        return count === 1 ? name : `${name} ${count}`;
    };
}
