import fc from "fast-check";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { FIELDS } from "../../src/resources/appConnectorGroup/fields";
import { groupArgs, spelledOtherwise } from "../support/arbitraryGroups";
import { type Groups, ON_ONEAPI, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

type FieldName = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

const BRANCH = "216196257331282000";

/** For each field a value that is not its default. The three tcpQuickAck flags change together. */
const CHANGED: Record<FieldName, Record<string, unknown>> = {
    name: { name: "Renamed" },
    description: { description: "changed" },
    enabled: { enabled: false },
    latitude: { latitude: 0 },
    longitude: { longitude: 0 },
    location: { location: "elsewhere" },
    cityCountry: { cityCountry: "Paris, FR" },
    countryCode: { countryCode: "FR" },
    upgradeDay: { upgradeDay: "FRIDAY" },
    upgradeTimeInSecs: { upgradeTimeInSecs: 0 },
    overrideVersionProfile: { versionProfileId: "2" },
    versionProfileId: { versionProfileId: "1" },
    dnsQueryType: { dnsQueryType: "IPV6" },
    tcpQuickAckApp: { tcpQuickAckApp: true, tcpQuickAckAssistant: true, tcpQuickAckReadAssistant: true },
    tcpQuickAckAssistant: { tcpQuickAckApp: true, tcpQuickAckAssistant: true, tcpQuickAckReadAssistant: true },
    tcpQuickAckReadAssistant: { tcpQuickAckApp: true, tcpQuickAckAssistant: true, tcpQuickAckReadAssistant: true },
    useInDrMode: { useInDrMode: true },
    wafDisabled: { wafDisabled: true },
    praEnabled: { praEnabled: true },
    lssAppConnectorGroup: { lssAppConnectorGroup: true },
    enrollmentCertId: { enrollmentCertId: "6573" },
    dcHostingInfo: { dcHostingInfo: "rack 7" },
    ipAcl: { ipAcl: ["203.0.113.7", "2001:DB8::/32"] },
    microtenantId: { microtenantId: BRANCH },
};
/** What the preview of that change names. */
const SHOWN: Partial<Record<FieldName, string>> = {
    overrideVersionProfile: "overrideVersionProfile,versionProfileId",
    versionProfileId: "overrideVersionProfile,versionProfileId",
    tcpQuickAckApp: "tcpQuickAckApp,tcpQuickAckAssistant,tcpQuickAckReadAssistant",
    tcpQuickAckAssistant: "tcpQuickAckApp,tcpQuickAckAssistant,tcpQuickAckReadAssistant",
    tcpQuickAckReadAssistant: "tcpQuickAckApp,tcpQuickAckAssistant,tcpQuickAckReadAssistant",
};

const before = (field: FieldName) => ({ ...SITE, name: `Site of ${field}` });
const fields = (change: boolean): Groups =>
    Object.fromEntries(
        FIELD_NAMES.map((field) => [field, { args: { ...before(field), ...(change ? CHANGED[field] : {}) } }]),
    );

const known = { versionProfileId: ["0", "1", "2"], microtenantId: ["0", BRANCH], enrollmentCertId: ["6573"] };
const sample = fc.sample(groupArgs(), { numRuns: 25, seed: 77 }).map((args, i) => {
    const fitting = Object.entries(known).flatMap(([field, ids]) =>
        args[field] === undefined ? [] : [[field, ids[i % ids.length]]],
    );
    return { ...args, ...Object.fromEntries(fitting), name: `${args.name} ${i}` };
});
const spelt = sample.map((args, i) => fc.sample(spelledOtherwise(args), { numRuns: 1, seed: i })[0]!);
const anyValid = (all: Record<string, unknown>[]): Groups =>
    Object.fromEntries(all.map((args, i) => [`g${i}`, { args }]));

describe("a group for each field, and any valid groups", () => {
    let emulator: Emulator;
    let stack: Stack;
    beforeAll(async () => {
        const microtenants = [{ id: BRANCH, name: "Branch offices", enabled: true }];
        emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
        stack = new Stack(emulator, ON_ONEAPI).program({ ...fields(false), ...anyValid(sample) });
        const { code, output } = await stack.up();
        expect({ code, output }).toMatchObject({ code: 0 });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("changing one field shows only that field and its rule, and nothing of other groups; up changes it", async () => {
        const preview = await stack.program({ ...fields(true), ...anyValid(sample) }).preview();
        expect(preview.code).toBe(0);
        expect(Object.keys(preview.steps).sort()).toEqual([...FIELD_NAMES].sort());
        for (const field of FIELD_NAMES) {
            const { op, diff } = preview.steps[field]!;
            expect({ field, op }).toEqual({ field, op: FIELDS[field].onChange });
            // A field that the program now speaks of shows as added, one that it spoke of as changed.
            if (op === "update") expect(diff?.replace(/[~+-]/g, "")).toBe(SHOWN[field] ?? field);
        }
        expect((await stack.up()).code).toBe(0);
        for (const field of FIELD_NAMES) {
            const name = (CHANGED[field].name as string) ?? before(field).name;
            const wanted = Object.entries(CHANGED[field]).map(([key, value]) => [
                key,
                typeof value === "boolean" || Array.isArray(value) ? value : String(value),
            ]);
            expect(emulator.tenant().group(name)).toMatchObject(Object.fromEntries(wanted));
        }
    });

    test("after up and after a refresh, a preview shows nothing", async () => {
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    });

    test("a field taken out of the program goes back to its default, or is left to the service; another spelling shows nothing", async () => {
        const { steps } = await stack.program({ ...fields(false), ...anyValid(spelt) }).preview();
        for (const field of FIELD_NAMES) {
            const left = FIELDS[field].whenOmitted.omitted === "service";
            expect({ field, op: steps[field]?.op }).toEqual({ field, op: left ? undefined : FIELDS[field].onChange });
        }
        expect(Object.keys(steps).filter((resource) => !(resource in FIELDS))).toEqual([]);
    });
});
