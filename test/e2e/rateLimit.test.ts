import { type Emulator, startEmulator } from "../../src/emulator";
import { countCalls } from "../support/calls";
import { Stack } from "../support/engine/stack";
import { SITE } from "../support/site";

describe("a 429 that somebody else provoked", () => {
    let emulator: Emulator;
    let stack: Stack;
    beforeEach(async () => {
        emulator = await startEmulator({ limits: "off" });
        stack = new Stack(emulator);
    });
    afterEach(async () => {
        stack.remove();
        await emulator.close();
    });

    const inTwelveSeconds = () => new Date(Date.now() + 12_000).toUTCString();
    test.each([
        ["with a unit", () => "6s"],
        ["in seconds", () => "6"],
        ["as a date", inTwelveSeconds],
    ])(
        "is waited out as the service says (%s), by all groups together, and the user sees why",
        async (_form, retryAfter) => {
            const groups = Object.fromEntries(
                Array.from({ length: 6 }, (_, i) => [`s${i}`, { args: { ...SITE, name: `Site ${i}` } }]),
            );
            await stack.program(groups).pulumi("whoami");
            emulator.fault({
                kind: "status",
                status: 429,
                method: "POST",
                path: "appConnectorGroup",
                body: { id: "invalid.toomanyrequests" },
                headers: { "retry-after": retryAfter() },
            });
            const { code, output } = await stack.up("--parallel", "2");
            expect({ code, output }).toMatchObject({ code: 0 });
            expect(output).toMatch(/waiting \d+ s for the service's rate limit/);
            const refusedAt = emulator.requests().find(({ status }) => status === 429)!;
            const after = emulator
                .requests()
                .filter(({ method, status, time }) => method === "POST" && status === 201 && time > refusedAt.time);
            // One more may have been under way when the refusal came.
            const early = after.filter(({ time }) => Date.parse(time) - Date.parse(refusedAt.time) < 4_500);
            expect(early.length).toBeLessThanOrEqual(1);
            expect(countCalls(emulator.requests())).toMatchObject({
                "POST appConnectorGroup 429": 1,
                "POST appConnectorGroup 201": 6,
            });
        },
    );
});
