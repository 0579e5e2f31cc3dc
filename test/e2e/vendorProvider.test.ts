import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { callsIn, countCalls } from "../support/calls";
import { type Outcome, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

/** Ids of groups that have the name of a new one, by their tenant. */
const TAKEN: Record<string, string> = { "taken-400": "216196257331289400", "taken-409": "216196257331289409" };

// What users meet with the vendor's own provider, each line shown not to happen here.

describe("what the vendor's provider was measured to do wrong, with groups of one program", () => {
    const groups = {
        derived: SITE,
        zero: { ...SITE, name: "Null Island", latitude: 0, longitude: 0 },
        escaped: { ...SITE, name: "R&D  <lab>", description: "*.example.com" },
        pilot: { ...SITE, name: "Pilot", versionProfileName: "Pilot sites 2026" },
    };
    const program = (changes: Record<string, object> = {}) =>
        Object.fromEntries(Object.entries({ ...groups, ...changes }).map(([name, args]) => [name, { args }]));
    const UNCHANGED = { code: 0, steps: {} };
    let emulator: Emulator;
    let stack: Stack;
    let previews: Outcome[];
    let mistakes: Outcome;

    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator).program(program());
        expect((await stack.up()).code).toBe(0);
        previews = [
            await stack.preview("--expect-no-changes"),
            await stack.refresh("--expect-no-changes"),
            await stack.preview("--expect-no-changes"),
        ];
        const { name: _, ...nameless } = SITE;
        const north = { ...groups.zero, latitude: "abc" };
        const profile = { ...groups.pilot, versionProfileName: "pilot sites 2026" };
        mistakes = await stack.program(program({ nameless, zero: north, pilot: profile })).preview();
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });
    const group = (name: string) => emulator.tenant().group(name);

    test("1: what the service computes is never reported as drift, also after a refresh", () => {
        expect(group(SITE.name).cityCountry).toBe("San Jose, US");
        expect(previews).toMatchObject([UNCHANGED, UNCHANGED, UNCHANGED]);
    });

    test("10: 0 is a latitude and a longitude; abc is refused at the preview", () => {
        expect(group("Null Island")).toMatchObject({ latitude: "0", longitude: "0" });
        expect(mistakes.code).not.toBe(0);
        expect(mistakes.output).toMatch(
            /property latitude has a problem: must be a number from -90 to 90; it is "abc"/,
        );
    });

    test("13: text that comes back HTML-escaped, and names with runs of spaces, are no difference", () => {
        expect(previews).toMatchObject([UNCHANGED, UNCHANGED, UNCHANGED]);
        expect(stack.state("escaped")?.outputs).toMatchObject({ name: "R&D  <lab>", description: "*.example.com" });
    });

    test("14: custom version profiles are welcome by name; a wrong name lists the visible ones at the preview", () => {
        expect(group("Pilot")).toMatchObject({ overrideVersionProfile: true, versionProfileId: "216196257331281940" });
        for (const name of ["Pilot sites 2026", "New Release - el8", "Previous Default"])
            expect(mistakes.output).toContain(name);
    });

    test("15: a missing name is refused", () => {
        expect(mistakes.output).toMatch(/property name .*is required/);
    });
});

describe("what the vendor's provider was measured to do wrong, with a tenant for each group of one program", () => {
    const site = (tenant: string, changes = {}) => ({ args: { ...SITE, tenant, ...changes } });
    const groups = {
        "lost-400": site("lost-400"),
        "lost-allow": site("lost-allow"),
        emptied: site("emptied"),
        stale: site("stale"),
        bare: site("demanding", { name: "Bare" }),
        other: site("demanding", { name: "Other" }),
    };
    const refused = {
        "taken-400": site("taken-400"),
        "taken-409": site("taken-409"),
        missing: site("missing"),
    };
    let tenants: Tenants;
    let stack: Stack;
    let created: Outcome;
    const group = (label: string, name = SITE.name) => tenants[label]!.tenant().group(name);
    const certificates = () => ["Bare", "Other"].map((name) => group("demanding", name).enrollmentCertId);

    beforeAll(async () => {
        tenants = await startTenants({
            "lost-400": { nameTaken: "400" },
            "lost-allow": { nameTaken: "allow" },
            "taken-400": { nameTaken: "400" },
            "taken-409": { nameTaken: "409" },
            emptied: {},
            stale: {},
            missing: {},
            demanding: { tenants: [{ ...DEFAULT_TENANT, requireEnrollmentCert: true }] },
        });
        const creates = { method: "POST", path: "appConnectorGroup" } as const;
        for (const label of ["lost-400", "lost-allow"]) tenants[label]!.fault({ kind: "resetAfter", ...creates });
        for (const [label, id] of Object.entries(TAKEN)) {
            tenants[label]!.fault({ kind: "emptyList", path: "appConnectorGroup?" });
            tenants[label]!.tenant().add("groups", { ...SITE, id, latitude: "37.3382082", microtenantId: "0" });
        }
        tenants.stale!.fault({ kind: "expiredToken", ...creates });
        const body = {
            id: "missing.mandatory.params",
            reason: "Mandatory parameters missing",
            params: ["ipAcl", "geoLocationId"],
        };
        tenants.missing!.fault({ kind: "status", status: 400, body, ...creates });
        stack = new Stack(undefined, { env: environmentOf(tenants) }).program({ ...groups, ...refused });
        created = await stack.up("--continue-on-error");
        stack.program(groups);
    });
    afterAll(async () => {
        stack.remove();
        for (const emulator of Object.values(tenants)) await emulator.close();
    });

    test("3, 4, 9, 11: of groups in one up, each with its mishap, only those fail that must", () => {
        expect(created.code).not.toBe(0);
        const failed = [...created.output.matchAll(/AppConnectorGroup \((\S+)\):\s+error:/g)].map(([, name]) => name);
        expect(failed.sort()).toEqual(Object.keys(refused).sort());
    });

    test.each(["400", "allow"])("3: a create whose answer is lost is found again (a taken name: %s)", (nameTaken) => {
        const label = `lost-${nameTaken}`;
        expect(tenants[label]!.tenant().groups()).toHaveLength(1);
        expect(stack.state(label)?.id).toBe(group(label).id);
    });

    test.each(["400", "409"] as const)(
        "4: a name taken after the preview (%s) is refused once, with the id",
        (nameTaken) => {
            const label = `taken-${nameTaken}`;
            expect(created.output).toContain(`import: "${TAKEN[label]}"`);
            expect(countCalls(tenants[label]!.requests())[`POST appConnectorGroup ${nameTaken}`]).toBe(1);
            expect(stack.state(label)).toBeUndefined();
        },
    );

    test("8: a refresh that meets an empty list keeps every group, because asking by id says that it is there", async () => {
        const emulator = tenants.emptied!;
        emulator.clearRequests();
        emulator.fault({ kind: "emptyList", path: "appConnectorGroup?", times: 9 });
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect(stack.state("emptied")?.id).toBe(group("emptied").id);
        expect(callsIn(emulator.requests())).toEqual(["GET appConnectorGroup 200", "GET :id 200"]);
    });

    test("9: a stale token is renewed once", () => {
        expect(tenants.stale!.tenant().groups()).toHaveLength(1);
    });

    test("11: missing parameters are named", () => {
        expect(created.output).toContain("ipAcl, geoLocationId");
    });

    test("12: where the tenant demands an enrollment certificate it is found for create and for update; 3: what was found again is unchanged", async () => {
        expect(certificates()).toEqual(["6573", "6573"]);
        const tenant = tenants.demanding!.tenant();
        tenant.changeGroup(group("demanding", "Bare").id, { enrollmentCertId: null });
        tenant.changeGroup(group("demanding", "Other").id, { enrollmentCertId: "6574" });
        const friday = { name: "Bare", upgradeDay: "FRIDAY" };
        const monday = { name: "Other", upgradeDay: "MONDAY" };
        stack.program({ ...groups, bare: site("demanding", friday), other: site("demanding", monday) });
        const update = { op: "update", diff: "~upgradeDay" };
        const { code, steps } = await stack.up();
        expect({ code, steps }).toEqual({ code: 0, steps: { bare: update, other: update } });
        expect(group("demanding", "Bare")).toMatchObject({ upgradeDay: "FRIDAY", enrollmentCertId: "6573" });
        expect(group("demanding", "Other")).toMatchObject({ upgradeDay: "MONDAY", enrollmentCertId: "6574" });
    });
});

describe("what the vendor's provider was measured to do wrong, with a stack of its own", () => {
    test("2: ten groups made at once are all in the state, whenever in the answer's time the work is done", async () => {
        const tenants = await startTenants({ start: {}, half: {}, end: {} });
        for (const workAt of ["start", "half", "end"] as const)
            tenants[workAt]!.setLatency({ ms: { min: 5, max: 250, seed: 7 }, workAt });
        const groups = Object.fromEntries(
            Object.keys(tenants).flatMap((tenant) =>
                Array.from({ length: 10 }, (_, i) => [
                    `${tenant}-${i}`,
                    { args: { ...SITE, tenant, name: `Site ${i}` } },
                ]),
            ),
        );
        const stack = new Stack(undefined, { env: environmentOf(tenants) }).program(groups);
        expect((await stack.up("--parallel", "30")).code).toBe(0);
        for (const [label, emulator] of Object.entries(tenants)) {
            const names = Object.keys(groups).filter((name) => name.startsWith(label));
            const made = emulator.tenant().groups();
            expect(made).toHaveLength(10);
            expect(names.map((name) => stack.state(name)?.id).sort()).toEqual(made.map(({ id }) => id).sort());
            await emulator.close();
        }
        stack.remove();
    });

    test("3: a run that is killed in the middle of a create makes no second group: the next one names it and its id", async () => {
        const emulator = await startEmulator({ limits: "off", nameTaken: "allow" });
        const stack = new Stack(emulator).program({ site: { args: SITE } });
        await stack.pulumi("whoami");
        emulator.setLatency({ ms: 3_000, workAt: "start" });
        const running = stack.start("up", "--yes", "--skip-preview");
        await until(() => emulator.tenant().groups().length > 0);
        process.kill(-running.pid!, "SIGKILL");
        emulator.setLatency({ ms: 0 });
        await stack.pulumi("cancel", "--yes", "--stack", "test");
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain(`import: "${emulator.tenant().groups()[0]!.id}"`);
        expect(emulator.tenant().groups()).toHaveLength(1);
        stack.remove();
        await emulator.close();
    });
});

/** Emulators by the label of their only tenant. */
type Tenants = Record<string, Emulator>;

/** Starts an emulator for each label; every tenant is another customer. */
async function startTenants(options: Record<string, EmulatorOptions>): Promise<Tenants> {
    const started = Object.entries(options).map(async ([label, { tenants = [DEFAULT_TENANT], ...more }], i) => {
        const customerId = String(BigInt(DEFAULT_TENANT.customerId) + BigInt(i));
        const seeds = tenants.map((tenant) => ({ ...tenant, customerId }));
        return [label, await startEmulator({ limits: "off", ...more, tenants: seeds })] as const;
    });
    return Object.fromEntries(await Promise.all(started));
}

const environmentOf = (tenants: Tenants) =>
    Object.assign({}, ...Object.entries(tenants).map(([label, emulator]) => emulator.environment({ label })));

async function until(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 600 && !holds(); i++) await new Promise((done) => setTimeout(done, 50));
    if (!holds()) throw new Error("It did not come to pass within 30 s.");
}
