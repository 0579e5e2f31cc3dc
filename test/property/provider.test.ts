import fc from "fast-check";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { isDynamic } from "../support/surfaces";
import { conditions } from "./arbitraries";
import { commands } from "./commands";
import { tally, total } from "./tally";
import { BRANCH } from "./tenant";
import { World } from "./world";

/** `ZPA_PROPERTY_RUNS=5000 npm exec jest test/property` looks longer, from another seed each time. */
const LONGER = process.env.ZPA_PROPERTY_RUNS;
const RUNS = Number(LONGER ?? (isDynamic() ? 120 : 60));
const SEED = Number(process.env.ZPA_PROPERTY_SEED ?? (LONGER ? Date.now() % 2 ** 31 : 20_260_301));
/** The `path` and the `replayPath` of a failure, with its seed, repeat it: `ZPA_PROPERTY_REPLAY="<path> <replayPath>"`. */
const [PATH, REPLAY_PATH] = process.env.ZPA_PROPERTY_REPLAY?.split(" ") ?? [];
const MOST_COMMANDS = 80;

describe(`two stacks on one tenant, ${RUNS} runs from seed ${SEED}`, () => {
    let emulator: Emulator;
    beforeAll(async () => {
        delete process.env.ZPA_PACING;
        emulator = await startEmulator({
            tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch" }] }],
        });
    });
    afterAll(() => emulator.close());

    it("hold under random changes, lost answers, locks, kills and delays", async () => {
        const property = fc.asyncProperty(conditions, commands(MOST_COMMANDS, REPLAY_PATH), async (condition, list) => {
            const world = await World.begin(emulator, condition);
            await fc.asyncModelRun(() => ({ model: world, real: world }), list);
        });
        const replay = PATH === undefined ? {} : { path: PATH, endOnFailure: true };
        await fc.assert(property, { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 3_600_000, ...replay });
        if (PATH === undefined) expect(total("command ")).toBeGreaterThan(RUNS * 10);
        if (process.env.ZPA_PROPERTY_STATS)
            console.log(`seed ${SEED}`, Object.fromEntries(Object.entries(tally).sort()));
    }, 3_700_000);
});
