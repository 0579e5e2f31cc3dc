import fc from "fast-check";
import { type Emulator, type Fault, type Latency, type NameTaken, startEmulator } from "../../src/emulator";
import { observe } from "../../src/model/canonical";
import { differences } from "../../src/model/diff";
import { APP_CONNECTOR_GROUP } from "../../src/resources/appConnectorGroup/stored";
import { PASSING_FAULTS } from "../support/passingFaults";
import { deploy, type Held, pluginProviders } from "../support/pluginProcess";
import { virtualClock } from "../support/virtualClock";

const RUNS = 240;
const AT_ONCE = 24;
const SEED = 20_260_301;

const FAULTS: Fault[] = [
    { kind: "resetBefore" },
    { kind: "resetAfter" },
    { kind: "cut" },
    { kind: "malformed" },
    { kind: "html" },
    // An HTML page with status 200 instead of the response, before and after the request takes effect.
    { kind: "html", status: 200, work: false },
    { kind: "html", status: 200 },
    { kind: "otherObject", path: "mgmtconfig" },
    { kind: "numbers", path: "mgmtconfig" },
    { kind: "malformedItem", method: "GET", path: "appConnectorGroup?" },
    { kind: "expiredToken" },
    { kind: "emptyList", method: "GET", path: "appConnectorGroup?" },
    { kind: "delay", ms: 120 },
    { kind: "status", status: 503, body: { id: "retryable.server.error" }, headers: { "retry-after": "1s" } },
    { kind: "status", status: 502, body: "<html>Bad Gateway</html>" },
    { kind: "status", status: 429, body: { id: "invalid.toomanyrequests" }, headers: { "retry-after": "1" } },
    { kind: "status", status: 409, body: { id: "api.concurrent.access.error" } },
    { kind: "status", status: 400, body: { id: "db.simultaneous.request" } },
    ...PASSING_FAULTS,
];

interface Scenario {
    faults: Fault[];
    latency: Latency;
    /** How long lists do not return a write. */
    listLagMs: number;
    nameTaken: NameTaken;
    moves: boolean;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
    faults: fc
        .array(
            fc
                .record({
                    fault: fc.constantFrom(...FAULTS),
                    after: fc.integer({ min: 0, max: 9 }),
                    times: fc.constantFrom(1, 1, 2),
                })
                .map(({ fault, after, times }): Fault => ({ path: /mgmtconfig|oauth2/, ...fault, after, times })),
            { minLength: 1, maxLength: 3 },
        )
        // A call is retried once after a 401. A second 401 in a row means that the credentials are rejected.
        .filter((faults) => faults.filter(({ kind }) => kind === "expiredToken").length <= 1)
        .map((faults) => faults.map((fault) => (fault.kind === "expiredToken" ? { ...fault, times: 1 } : fault))),
    latency: fc
        .record({
            max: fc.integer({ min: 0, max: 40 }),
            seed: fc.integer({ min: 0, max: 1e6 }),
            workAt: fc.constantFrom("start" as const, "half" as const, "end" as const),
        })
        .map(({ max, seed, workAt }) => ({ ms: { min: 0, max, seed }, workAt })),
    listLagMs: fc.constantFrom(0, 0, 0, 400),
    nameTaken: fc.constantFrom("400" as const, "409" as const, "allow" as const),
    moves: fc.boolean(),
});

const NAMES = ["San Jose DC1", "R&D lab", "London"];
const argsOf = (name: string, change: Record<string, unknown> = {}) => ({
    name,
    location: `at ${name}`,
    latitude: 0,
    longitude: 51.5,
    ...change,
});

/** Whether the service and the state agree on every group, without duplicates. */
function agree(emulator: Emulator, held: readonly Held[]): void {
    const groups = emulator.tenant().groups() as { id: string }[];
    expect(groups.map((group) => group.id).sort()).toEqual(held.map(({ id }) => id).sort());
    for (const { id, outs, inputs } of held) {
        const group = groups.find((g) => g.id === id)!;
        expect(differences(APP_CONNECTOR_GROUP, outs, inputs)).toEqual([]);
        const { versionProfileId: _, lssAppConnectorGroup: __, ...shown } = observe(APP_CONNECTOR_GROUP, group);
        expect(outs).toMatchObject(JSON.parse(JSON.stringify(shown)));
    }
}

async function play({ faults, latency, listLagMs, nameTaken, moves }: Scenario): Promise<void> {
    const emulator = await startEmulator({ limits: "off", nameTaken });
    emulator.setListLag(listLagMs);
    const clock = virtualClock((ms) => emulator.advanceClock(ms));
    const pluginProcess = () => pluginProviders(emulator, {}, { clock }).groups;
    try {
        // Three runs of `up` in three processes, each with some of the faults.
        const up = async (held: (Held | undefined)[], change: Record<string, unknown>) => {
            for (const fault of faults) emulator.fault(fault);
            emulator.setLatency(latency);
            const provider = pluginProcess();
            const done = await Promise.all(NAMES.map((name, i) => deploy(provider, held[i], argsOf(name, change))));
            emulator.clearFaults();
            agree(emulator, done);
            return done;
        };
        const created = await up([], {});
        const updated = await up(
            created,
            moves ? { latitude: 37.3, longitude: -121.9 } : { description: "changed", upgradeDay: "monday" },
        );
        for (const fault of faults) emulator.fault(fault);
        const provider = pluginProcess();
        const read = await Promise.all(updated.map(({ id, outs }) => provider.read(id, outs)));
        expect(read.map(({ id }) => id)).toEqual(updated.map(({ id }) => id));
        await Promise.all(updated.map(({ id, outs }) => provider.delete(id, outs)));
        expect(emulator.tenant().groups()).toEqual([]);
    } finally {
        await emulator.close();
    }
}

describe(`faults at any call, ${RUNS} seeded runs`, () => {
    // Long retries are reported to the user.
    beforeAll(() => jest.spyOn(console, "error").mockImplementation());
    afterAll(() => jest.restoreAllMocks());

    it("end with equal service and state, and no duplicate group", async () => {
        const waiting = fc.sample(scenario, { seed: SEED, numRuns: RUNS });
        const failures: string[] = [];
        const worker = async () => {
            for (let next = waiting.pop(); next; next = waiting.pop()) {
                const played = next;
                await play(played).catch((error: Error) =>
                    failures.push(
                        `${JSON.stringify(played, (_, v) => (v instanceof RegExp ? String(v) : v))}\n${error.message}`,
                    ),
                );
            }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
        expect(failures.join("\n\n")).toBe("");
    }, 900_000);
});
