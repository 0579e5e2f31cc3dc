import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { callsIn, countCalls } from "../support/calls";
import { type Outcome, Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

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

describe("what the vendor's provider was measured to do wrong, with a group of its own", () => {
    let emulator: Emulator;
    let stack: Stack;
    const begin = async (options: EmulatorOptions = {}) => {
        emulator = await startEmulator({ limits: "off", ...options });
        stack = new Stack(emulator);
    };
    const up = async (args: Record<string, unknown>, ...flags: string[]) => {
        const outcome = await stack.program({ site: { args } }).up(...flags);
        return outcome;
    };
    const group = () => emulator.tenant().groups()[0]!;
    afterEach(async () => {
        stack.remove();
        await emulator.close();
    });

    test("2: ten groups made at once are all in the state, whenever in the answer's time the work is done", async () => {
        await begin();
        for (const workAt of ["start", "half", "end"] as const) {
            emulator.reset();
            emulator.setLatency({ ms: { min: 5, max: 250, seed: 7 }, workAt });
            const groups = Object.fromEntries(
                Array.from({ length: 10 }, (_, i) => [`site-${i}`, { args: { ...SITE, name: `Site ${i}` } }]),
            );
            const fresh = new Stack(emulator).program(groups);
            expect((await fresh.up()).code).toBe(0);
            const inState = Object.keys(groups).map((name) => fresh.state(name)?.id);
            expect(inState.sort()).toEqual(
                emulator
                    .tenant()
                    .groups()
                    .map(({ id }) => id)
                    .sort(),
            );
            fresh.remove();
        }
    });

    test.each(["400", "allow"] as const)(
        "3: a create whose answer is lost is found again (a taken name: %s)",
        async (nameTaken) => {
            await begin({ nameTaken });
            emulator.fault({ kind: "resetAfter", method: "POST", path: "appConnectorGroup" });
            expect((await up(SITE)).code).toBe(0);
            expect(emulator.tenant().groups()).toHaveLength(1);
            expect(stack.state("site")?.id).toBe(group().id);
            expect((await stack.preview("--expect-no-changes")).code).toBe(0);
        },
    );

    test("3: a run that is killed in the middle of a create makes no second group: the next one names it and its id", async () => {
        await begin({ nameTaken: "allow" });
        await stack.program({ site: { args: SITE } }).pulumi("whoami");
        emulator.setLatency({ ms: 3_000, workAt: "start" });
        const running = stack.start("up", "--yes", "--skip-preview");
        await until(() => emulator.tenant().groups().length > 0);
        process.kill(-running.pid!, "SIGKILL");
        emulator.setLatency({ ms: 0 });
        await stack.pulumi("cancel", "--yes", "--stack", "test");
        const { code, output } = await stack.up();
        expect(code).not.toBe(0);
        expect(output).toContain(`import: "${group().id}"`);
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    test.each(["400", "409"] as const)(
        "4: a name taken after the preview (%s) is refused once, with the id",
        async (nameTaken) => {
            await begin({ nameTaken });
            await stack.pulumi("whoami");
            emulator.fault({ kind: "emptyList", path: "appConnectorGroup?" });
            emulator.tenant().add("groups", { ...SITE, latitude: "37.3382082", microtenantId: "0" });
            const { code, output } = await up(SITE);
            expect(code).not.toBe(0);
            expect(output).toContain(`import: "${group().id}"`);
            expect(countCalls(emulator.requests())[`POST appConnectorGroup ${nameTaken}`]).toBe(1);
            expect(stack.state("site")).toBeUndefined();
        },
    );

    test("8: a refresh that meets an empty list keeps every group, because asking by id says that it is there", async () => {
        await begin();
        await up(SITE);
        emulator.clearRequests();
        emulator.fault({ kind: "emptyList", path: "appConnectorGroup?", times: 9 });
        expect((await stack.refresh("--expect-no-changes")).code).toBe(0);
        expect(stack.state("site")?.id).toBe(group().id);
        expect(callsIn(emulator.requests())).toEqual(["GET appConnectorGroup 200", "GET :id 200"]);
    });

    test("9: a stale token is renewed once", async () => {
        await begin();
        emulator.fault({ kind: "expiredToken", method: "POST", path: "appConnectorGroup" });
        expect((await up(SITE)).code).toBe(0);
        expect(emulator.tenant().groups()).toHaveLength(1);
    });

    test("11: missing parameters are named", async () => {
        await begin();
        const body = {
            id: "missing.mandatory.params",
            reason: "Mandatory parameters missing",
            params: ["ipAcl", "geoLocationId"],
        };
        emulator.fault({ kind: "status", status: 400, body, method: "POST", path: "appConnectorGroup" });
        const { output } = await up(SITE);
        expect(output).toContain("ipAcl, geoLocationId");
    });

    test("12: where the tenant demands an enrollment certificate it is found for create and for update", async () => {
        await begin({ tenants: [{ ...DEFAULT_TENANT, requireEnrollmentCert: true }] });
        expect((await up(SITE)).code).toBe(0);
        expect(group().enrollmentCertId).toBe("6573");
        emulator.tenant().changeGroup(group().id, { enrollmentCertId: null });
        expect((await up({ ...SITE, upgradeDay: "FRIDAY" })).code).toBe(0);
        expect(group()).toMatchObject({ upgradeDay: "FRIDAY", enrollmentCertId: "6573" });
        emulator.tenant().changeGroup(group().id, { enrollmentCertId: "6574" });
        expect((await up({ ...SITE, upgradeDay: "MONDAY" })).code).toBe(0);
        expect(group()).toMatchObject({ upgradeDay: "MONDAY", enrollmentCertId: "6574" });
    });
});

async function until(holds: () => boolean): Promise<void> {
    for (let i = 0; i < 600 && !holds(); i++) await new Promise((done) => setTimeout(done, 50));
    if (!holds()) throw new Error("It did not come to pass within 30 s.");
}
