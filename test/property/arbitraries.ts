import fc from "fast-check";
import type { Fault } from "../../src/emulator";
import { placeOf } from "../../src/emulator/places";
import { PASSING_FAULTS } from "../support/passingFaults";
import { BRANCH } from "./tenant";
import type { Conditions } from "./world";

type Args = Record<string, unknown>;

const GROUP_NAMES = ["San Jose DC1", "R&D lab", "London", "東京", "<b>", "Lab  2"];
const KEY_NAMES = ["key", "R&D  key", "London", "spare"];
const PLACES: readonly Args[] = [
    { latitude: 37.3382082, longitude: "-121.8863286", location: "San Jose, CA" },
    { latitude: "51.50", longitude: 0, location: "London  dock" },
];
const CERTIFICATES = ["6573", "6572"];

/** What the service derives from the coordinates. */
export const derived = ({ latitude, longitude }: Args) => placeOf(Number(latitude), Number(longitude));

const quickAck = (value: boolean | undefined) => ({
    tcpQuickAckApp: value,
    tcpQuickAckAssistant: value,
    tcpQuickAckReadAssistant: value,
});
const profile = (versionProfileId?: string, versionProfileName?: string) => ({ versionProfileId, versionProfileName });
const certificate = (enrollmentCertId?: string, enrollmentCertName?: string) => ({
    enrollmentCertId,
    enrollmentCertName,
});

/** Other values of each argument of a group, and the argument left out where it may be. */
const GROUP_FIELDS: Readonly<Record<string, readonly Args[]>> = {
    description: ["", "one", "  two\n", undefined].map((description) => ({ description })),
    enabled: [true, false, "false", undefined].map((enabled) => ({ enabled })),
    upgradeDay: ["sunday", "MONDAY", undefined].map((upgradeDay) => ({ upgradeDay })),
    upgradeTimeInSecs: [0, "900", 66_600, undefined].map((upgradeTimeInSecs) => ({ upgradeTimeInSecs })),
    profile: [profile("0"), profile("2"), profile(undefined, "New Release"), profile()],
    dnsQueryType: ["ipv4", "IPV6", undefined].map((dnsQueryType) => ({ dnsQueryType })),
    quickAck: [true, false, undefined].map(quickAck),
    useInDrMode: [true, undefined].map((useInDrMode) => ({ useInDrMode })),
    wafDisabled: [true, undefined].map((wafDisabled) => ({ wafDisabled })),
    praEnabled: [true, false, undefined].map((praEnabled) => ({ praEnabled })),
    lssAppConnectorGroup: [true, false, undefined].map((lssAppConnectorGroup) => ({ lssAppConnectorGroup })),
    enrollmentCertId: [...CERTIFICATES, undefined].map((enrollmentCertId) => ({ enrollmentCertId })),
    dcHostingInfo: ["rack 1", "R&D", undefined].map((dcHostingInfo) => ({ dcHostingInfo })),
    ipAcl: [["203.0.113.7", "2001:db8::/32"], ["2001:DB8:0::/32", "203.0.113.7/32"], [], undefined].map((ipAcl) => ({
        ipAcl,
    })),
    microtenantId: ["0", BRANCH, undefined].map((microtenantId) => ({ microtenantId })),
};

const KEY_FIELDS: Readonly<Record<string, readonly Args[]>> = {
    maxUsage: [1, 5, "7.0"].map((maxUsage) => ({ maxUsage })),
    enabled: [true, false, undefined].map((enabled) => ({ enabled })),
    exportable: [false, false, true, undefined].map((exportable) => ({ exportable })),
    certificate: [certificate("6573"), certificate("6572"), certificate(undefined, "Connector"), certificate()],
    expires: [2_051_222_400, "2035-01-01T01:00:00+01:00", 2_100_000_000, undefined].map((expirationInEpochSec) => ({
        expirationInEpochSec,
    })),
    ipAcl: [["203.0.113.0/24"], ["203.0.113.7/24"], ["::1", "10.0.0.1"], undefined].map((ipAcl) => ({ ipAcl })),
};

const SCHEDULE_FIELDS: Readonly<Record<string, readonly Args[]>> = {
    frequencyInterval: [5, "30", 90].map((frequencyInterval) => ({ frequencyInterval })),
    enabled: [true, false, "false", undefined].map((enabled) => ({ enabled })),
    deleteDisabled: [true, false, undefined].map((deleteDisabled) => ({ deleteDisabled })),
    microtenantId: ["0", BRANCH, undefined].map((microtenantId) => ({ microtenantId })),
};

const NEW_NAME = (names: readonly string[]) => fc.constantFrom(...names).map((name) => ({ name }));
const oneOf = (fields: Readonly<Record<string, readonly Args[]>>) =>
    fc.constantFrom(...Object.keys(fields)).chain((field) => fc.constantFrom(...fields[field]!));

const IGNORES_LOCKS = fc.constantFrom<Args>({}, {}, {}, { ignoreWhenLocked: true });

const some = (fields: Readonly<Record<string, readonly Args[]>>, minLength = 0) =>
    fc.array(oneOf(fields), { minLength, maxLength: 5 }).map((chosen) => Object.assign({}, ...chosen) as Args);

export const groupArgs: fc.Arbitrary<Args> = fc
    .tuple(NEW_NAME(GROUP_NAMES), fc.constantFrom(...PLACES), some(GROUP_FIELDS), IGNORES_LOCKS)
    .map(([name, place, more, locks]) => ({ ...name, ...place, ...more, ...locks }));

export const keyArgs: fc.Arbitrary<Args> = fc
    .tuple(NEW_NAME(KEY_NAMES), some(KEY_FIELDS), IGNORES_LOCKS)
    .map(([name, more, locks]) => ({ ...name, maxUsage: 2, ...more, ...locks }));

/** A change of some properties; `undefined` removes it from the program. */
export const groupChange: fc.Arbitrary<Args> = fc.oneof(
    { weight: 5, arbitrary: some(GROUP_FIELDS, 1) },
    { weight: 1, arbitrary: fc.constantFrom(...GROUP_FIELDS.microtenantId!) },
    { weight: 1, arbitrary: NEW_NAME([...GROUP_NAMES, "Rome"]) },
    { weight: 1, arbitrary: fc.constantFrom(...PLACES) },
);

export const keyChange: fc.Arbitrary<Args> = fc.oneof(
    { weight: 4, arbitrary: some(KEY_FIELDS, 1) },
    { weight: 1, arbitrary: NEW_NAME([...KEY_NAMES, "renamed"]) },
    // Another one than its group's is refused.
    { weight: 1, arbitrary: fc.constantFrom({ microtenantId: BRANCH }, { microtenantId: undefined }) },
);

export const scheduleArgs: fc.Arbitrary<Args> = some(SCHEDULE_FIELDS).map((more) => ({
    frequencyInterval: 30,
    ...more,
}));
export const scheduleChange: fc.Arbitrary<Args> = some(SCHEDULE_FIELDS, 1);

/** Arguments that no preview accepts. */
export const invalidGroup = fc.constantFrom<Args>(
    { name: " " },
    { latitude: 91 },
    { upgradeTimeInSecs: 1 },
    { upgradeDay: "FUNDAY" },
    { ...quickAck(false), tcpQuickAckApp: true },
    { ...profile("2"), overrideVersionProfile: false },
    profile(undefined, "Newest Release"),
    { dcHostingInfo: "x".repeat(65) },
    { microtenantId: "216196257331289999" },
    { countryCode: "XX" },
    { ipAcl: ["10.0.0.1/33"] },
    { ipAcl: ["::1", "0:0::1"] },
    { descripton: "misspelt" },
);
export const invalidKey = fc.constantFrom<Args>(
    { name: "" },
    { maxUsage: 0 },
    { maxUsage: 1.5 },
    { ipAcl: [" 10.0.0.1"] },
    { expirationInEpochSec: 2_051_222_400_000 },
    { expirationInEpochSec: "2035-01-01T00:00:00" },
    { exportable: "perhaps" },
    certificate("6573", "Connector"),
    certificate(undefined, "Conector"),
    { provisioningKey: "3|x" },
);

export const invalidSchedule = fc.constantFrom<Args>(
    { frequencyInterval: 10 },
    { enabled: "perhaps" },
    { microtenantId: "216196257331289999" },
    { name: "a schedule has no name" },
);

export const groupChangeBehind = fc.constantFrom<Args>(
    { description: "by somebody" },
    { dcHostingInfo: "rack 7" },
    { upgradeDay: "FUNDAY" },
    { upgradeTimeInSecs: "1800" },
    { enabled: false },
    { useInDrMode: true },
    { ipAcl: ["2001:DB8:0::/32", "203.0.113.7"] },
    { ipAcl: null },
);
export const keyChangeBehind = fc.constantFrom<Args>(
    { maxUsage: "9" },
    { enabled: false },
    { exportable: false },
    { exportable: false },
    { enrollmentCertId: "6572" },
    { usageCount: "1" },
    { expirationInEpochSec: "2000000000" },
    { ipAcl: ["198.51.100.1"] },
);

export const scheduleChangeBehind = fc.constantFrom<Args>(
    { enabled: true },
    { enabled: false },
    // Disabling a schedule sends all of its values back, so this is one that the service accepts.
    { frequencyInterval: "60" },
    { deleteDisabled: true },
);

/** Trouble that passes. */
const FAULTS: readonly Fault[] = [
    { kind: "resetBefore" },
    { kind: "resetAfter" },
    { kind: "cut" },
    // A refusal that cannot be read is one that nobody can explain; a list is asked again.
    { kind: "malformed", path: "pagesize" },
    { kind: "html" },
    { kind: "html", status: 200, work: false },
    // Nothing in the path says which schedule is asked for, so no client can tell that it is another one.
    { kind: "otherObject", path: /mgmtconfig(?!.*connectorSchedule)/ },
    { kind: "numbers" },
    { kind: "expiredToken" },
    { kind: "status", status: 503, body: { id: "retryable.server.error" }, headers: { "retry-after": "7s" } },
    { kind: "status", status: 502, body: "<html>Bad Gateway</html>" },
    { kind: "error", id: "api.concurrent.access.error" },
    { kind: "error", id: "db.simultaneous.request" },
    { kind: "error", id: "invalid.toomanyrequests" },
    ...PASSING_FAULTS,
];
export const faults = fc.uniqueArray(
    fc.record({ fault: fc.constantFrom(...FAULTS), after: fc.nat(6), times: fc.constantFrom(1, 1, 2) }).map(
        ({ fault, after, times }): Fault => ({
            path: /mgmtconfig/,
            ...fault,
            after,
            // A new token that is refused at once means that the credentials lack a right.
            times: fault.kind === "expiredToken" ? 1 : times,
        }),
    ),
    { maxLength: 2, selector: ({ kind }) => kind },
);

export const conditions: fc.Arbitrary<Conditions> = fc
    .record({
        lagMs: fc.constantFrom(0, 0, 0, 2_000),
        nameTaken: fc.constantFrom("400" as const, "409" as const, "allow" as const),
        legacy: fc.boolean(),
        isDeployed: fc.boolean(),
        policy: fc.constantFrom(false, false, true),
        parallelDiff: fc.boolean(),
    })
    // Where the service accepts a name twice and lists lag, nobody can know that a name is taken.
    .filter(({ lagMs, nameTaken }) => lagMs === 0 || nameTaken !== "allow");
