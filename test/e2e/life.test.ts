import { type Emulator, startEmulator } from "../../src/emulator";
import { Stack } from "../support/engine/stack";

const SITE = {
    name: "San Jose DC1",
    location: "San Jose, CA, USA",
    latitude: 37.3382082,
    longitude: "-121.8863286",
};

describe("the life of a group, with the real engine", () => {
    let emulator: Emulator;
    let stack: Stack;

    beforeAll(async () => {
        emulator = await startEmulator();
        stack = new Stack(emulator).program({ site: { args: SITE } });
    });
    afterAll(async () => {
        stack.remove();
        await emulator.close();
    });

    test("x", async () => {
        for (const op of ["preview", "up", "preview", "refresh"] as const) {
            emulator.clearRequests();
            const t = Date.now();
            const outcome = await stack[op]();
            console.log(
                op,
                Date.now() - t,
                outcome.code,
                outcome.output,
                outcome.steps,
                emulator.requests().map((r) => `${r.method} ${r.path} ${r.status}`),
            );
        }
        stack.program({ site: { args: { ...SITE, upgradeTimeInSecs: 900 } } });
        emulator.tenant().changeGroup(emulator.tenant().group(SITE.name).id, { dcHostingInfo: "x", location: "moved" });
        for (const op of ["refresh", "preview", "up", "destroy"] as const) {
            emulator.clearRequests();
            const t = Date.now();
            const outcome = await stack[op]();
            console.log(
                op,
                Date.now() - t,
                outcome.code,
                outcome.output,
                outcome.steps,
                emulator.requests().map((r) => `${r.method} ${r.path} ${r.status}`),
            );
        }
    });
});
