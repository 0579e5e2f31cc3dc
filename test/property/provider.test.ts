import fc from "fast-check";
import { DEFAULT_TENANT, type Emulator, startEmulator } from "../../src/emulator";
import { commands, conditions, count, tally } from "./commands";
import { BRANCH, World } from "./world";

/** `ZPA_PROPERTY_RUNS=5000 npm exec jest test/property` looks longer, from another seed each time. */
const LONGER = process.env.ZPA_PROPERTY_RUNS;
const RUNS = Number(LONGER ?? 150);
const SEED = Number(process.env.ZPA_PROPERTY_SEED ?? (LONGER ? Date.now() % 2 ** 31 : 20_260_301));
const MOST_COMMANDS = 80;

describe(`two stacks on one tenant, ${RUNS} runs from seed ${SEED}`, () => {
    let emulator: Emulator;
    beforeAll(async () => {
        emulator = await startEmulator({
            tenants: [{ ...DEFAULT_TENANT, microtenants: [{ id: BRANCH, name: "Branch" }] }],
        });
    });
    afterAll(() => emulator.close());

    it("stay true, whatever is changed, lost, locked, killed or delayed", async () => {
        const property = fc.asyncProperty(conditions, commands(MOST_COMMANDS), async (condition, list) => {
            const world = new World(emulator, condition, (op) => count(`step ${op}`));
            await fc.asyncModelRun(() => ({ model: world, real: world }), list);
        });
        await fc.assert(property, { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 3_600_000 });
        const total = Object.values(tally).reduce((sum, times) => sum + times, 0);
        expect(total).toBeGreaterThan(RUNS * 10);
        if (LONGER) console.log(`seed ${SEED}: ${total} commands`, tally);
    }, 3_700_000);
});
