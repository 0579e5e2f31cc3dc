import { type Emulator, startEmulator } from "../../src/emulator";
import { cost, LIST, N, sites } from "../support/budget";
import { ON_ONEAPI, Stack } from "../support/engine/stack";

describe("on OneAPI", () => {
    let emulator: Emulator;
    let stack: Stack;
    beforeAll(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator, ON_ONEAPI).program(sites());
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("moved coordinates are read back with at most one list per wave of the engine's updates", async () => {
        await stack.up("--parallel", "8");
        stack.program(sites({ latitude: 51.5, longitude: 0 }));
        const calls = await cost(emulator, () => stack.up("--parallel", "8"));
        expect(calls["PUT :id 204"]).toBe(N);
        expect(calls[LIST]).toBeLessThanOrEqual(1 + Math.ceil(N / 8) * 2);
        expect(Object.keys(calls).sort()).toEqual([LIST, "PUT :id 204"].sort());
        expect(stack.state("site-7")?.outputs.cityCountry).toBe("London, GB");
    });

    test("a profile by name, for all groups: one lookup", async () => {
        stack.program(sites({ latitude: 51.5, longitude: 0, versionProfileName: "New Release" }));
        const calls = await cost(emulator, () => stack.preview());
        expect(calls).toEqual({ "GET versionProfiles 200": 1, [LIST]: 1 });
        const update = await cost(emulator, () => stack.up());
        expect(update).toEqual({ "GET versionProfiles 200": 1, [LIST]: 1, "PUT :id 204": N });
        expect(stack.state("site-7")?.outputs.versionProfileName).toBe("New Release");
    });
});
