import fc from "fast-check";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { FIELDS } from "../../src/resources/appConnectorGroup/fields";
import { groupArgs, spelledOtherwise } from "../support/arbitraryGroups";
import { type Groups, Stack } from "../support/engine/stack";
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

let emulator: Emulator;
beforeAll(async () => {
    const microtenants = [{ id: BRANCH, name: "Branch offices", enabled: true }];
    emulator = await startEmulator({ limits: "off", tenants: [{ ...DEFAULT_TENANT, microtenants }] });
});
afterAll(() => emulator.close());
beforeEach(() => emulator.reset());

test("changing one field shows only that field and its rule; up changes it, and the next preview shows nothing", async () => {
    const before = (field: FieldName) => ({ ...SITE, name: `Site of ${field}` });
    const program = (change: boolean): Groups =>
        Object.fromEntries(
            FIELD_NAMES.map((field) => {
                const { name, ...changed } = CHANGED[field] as Record<string, unknown>;
                return [
                    field,
                    { args: { ...before(field), ...(change ? { ...changed, ...(name ? { name } : {}) } : {}) } },
                ];
            }),
        );
    const stack = new Stack(emulator).program(program(false));
    expect((await stack.up()).code).toBe(0);

    const preview = await stack.program(program(true)).preview();
    expect(preview.code).toBe(0);
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
            typeof value === "boolean" ? value : String(value),
        ]);
        expect(emulator.tenant().group(name)).toMatchObject(Object.fromEntries(wanted));
    }
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);

    // And back: a field taken out of the program goes back to its default, or is left to the service.
    const back = await stack.program(program(false)).preview();
    for (const field of FIELD_NAMES) {
        const left = FIELDS[field].whenOmitted.omitted === "service";
        expect({ field, op: back.steps[field]?.op }).toEqual({ field, op: left ? undefined : FIELDS[field].onChange });
    }
    stack.remove();
});

test("any valid group: a preview after up, after a refresh and with another spelling shows nothing", async () => {
    const known = { versionProfileId: ["0", "1", "2"], microtenantId: ["0", BRANCH], enrollmentCertId: ["6573"] };
    const sample = fc.sample(groupArgs(), { numRuns: 25, seed: 77 }).map((args, i) => {
        const fitting = Object.entries(known).flatMap(([field, ids]) =>
            args[field] === undefined ? [] : [[field, ids[i % ids.length]]],
        );
        return { ...args, ...Object.fromEntries(fitting), name: `${args.name} ${i}` };
    });
    const groups = (all: Record<string, unknown>[]): Groups =>
        Object.fromEntries(all.map((args, i) => [`g${i}`, { args }]));
    const stack = new Stack(emulator).program(groups(sample));
    const { code, output } = await stack.up();
    expect({ code, output }).toMatchObject({ code: 0 });
    expect((await stack.preview("--expect-no-changes")).code).toBe(0);
    expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
    const spelt = sample.map((args, i) => fc.sample(spelledOtherwise(args), { numRuns: 1, seed: i })[0]!);
    const again = await stack.program(groups(spelt)).preview("--expect-no-changes");
    expect(again).toMatchObject({ code: 0, steps: {} });
    stack.remove();
});
