import { type Emulator, startEmulator, type WindowMode } from "../../src/emulator";
import { countCalls, signInsIn } from "./calls";
import { type Groups, Stack } from "./engine/stack";
import { SITE } from "./site";

export const N = 60;
export const LIST = "GET appConnectorGroup 200";

export const sites = (change: Record<string, unknown> = {}): Groups =>
    Object.fromEntries(
        Array.from({ length: N }, (_, i) => [`site-${i}`, { args: { ...SITE, name: `Site ${i}`, ...change } }]),
    );

/** One operation, and the calls it cost; a `429` would show as a call of its own. */
export async function cost(emulator: Emulator, operation: () => Promise<{ code: number | null; output: string }>) {
    emulator.clearRequests();
    const { code, output } = await operation();
    if (code !== 0) throw new Error(output);
    expect(signInsIn(emulator.requests())).toBeLessThanOrEqual(1);
    return countCalls(emulator.requests());
}

export function legacyBudget(window: WindowMode): void {
    describe(`${N} groups under the legacy limits, counted in ${window} windows`, () => {
        let emulator: Emulator;
        let stack: Stack;
        beforeAll(async () => {
            emulator = await startEmulator({ window });
            stack = new Stack(emulator).program(sites());
        });
        afterAll(async () => {
            stack.remove();
            await emulator.close();
        });

        test("preview of all: one list", async () => {
            expect(await cost(emulator, () => stack.preview())).toEqual({ [LIST]: 1 });
        });

        test("create: one list, one POST each, and never a 429", async () => {
            expect(await cost(emulator, () => stack.up())).toEqual({ [LIST]: 1, "POST appConnectorGroup 201": N });
        });

        test("nothing to change: no call", async () => {
            expect(await cost(emulator, () => stack.preview("--expect-no-changes"))).toEqual({});
            expect(emulator.requests()).toEqual([]);
        });

        test("refresh: one list for all", async () => {
            expect(await cost(emulator, () => stack.refresh("--expect-no-changes"))).toEqual({ [LIST]: 1 });
        });

        test("refresh where the list lacks groups: one read by id for each of them, and none is lost", async () => {
            emulator.fault({ kind: "emptyList", path: "appConnectorGroup?" });
            expect(await cost(emulator, () => stack.refresh("--expect-no-changes"))).toEqual({
                [LIST]: 1,
                "GET :id 200": N,
            });
        });

        test("update: one list, one PUT each, and never a 429; the user sees why it takes its time", async () => {
            stack.program(sites({ description: "changed" }));
            let output = "";
            const calls = await cost(emulator, async () => {
                const outcome = await stack.up();
                output = outcome.output;
                return outcome;
            });
            expect(calls).toEqual({ [LIST]: 1, "PUT :id 204": N });
            expect(output).toMatch(
                /Rate limited \(writes\): resuming in \d+ s, at [\d:]{8} UTC; \d+ calls? (is|are) waiting\./,
            );
        });

        test("delete: one DELETE each, and never a 429", async () => {
            expect(await cost(emulator, () => stack.destroy())).toEqual({ "DELETE :id 204": N });
            expect(emulator.tenant().groups()).toEqual([]);
        });
    });
}
