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

    // Far enough off for a slow machine to get as far as the first write before it.
    const IN_SECS = 30;
    const sixSecs = (refusedAt: number) => refusedAt + 6_000;
    test.each([
        ["with a unit", () => "6s", sixSecs],
        ["in seconds", () => "6", sixSecs],
        [
            "as a date",
            () => new Date(Date.now() + IN_SECS * 1000).toUTCString(),
            (_: number, date: string) => Date.parse(date),
        ],
    ])(
        "is waited out as the service says (%s), by all groups together, and the user sees why",
        async (_form, retryAfter, allowedAgain) => {
            const header = retryAfter();
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
                headers: { "retry-after": header },
            });
            const { code, output } = await stack.up("--parallel", "2");
            expect({ code, output }).toMatchObject({ code: 0 });
            expect(output).toMatch(
                /Rate limited \(writes\): resuming in \d+ s, at [\d:]{8} UTC; \d+ calls? (is|are) waiting\./,
            );
            const refusedAt = emulator.requests().find(({ status }) => status === 429)!;
            const after = emulator
                .requests()
                .filter(({ method, status, time }) => method === "POST" && status === 201 && time > refusedAt.time);
            // The other of the two may have been under way, and its successor may have left before the refusal was read.
            const again = allowedAgain(Date.parse(refusedAt.time), header);
            const early = after.filter(({ time }) => Date.parse(time) < again);
            expect(early.length).toBeLessThanOrEqual(2);
            expect(countCalls(emulator.requests())).toMatchObject({
                "POST appConnectorGroup 429": 1,
                "POST appConnectorGroup 201": 6,
            });
        },
    );
});

const SITES = `
const zpa = require("pulumi-zpa-connectors");
for (let i = 0; i < 12; i++) {
    const site = { name: "Site " + i, location: "x", latitude: 1, longitude: 1 };
    const { id } = new zpa.AppConnectorGroup("group-" + i, site);
    new zpa.ProvisioningKey("key-" + i, { name: "Key " + i, appConnectorGroupId: id, maxUsage: 1 });
}
`;

test.each(["fixed", "sliding"] as const)(
    "groups and keys on OneAPI get no 429, and the user sees which path waits (%s windows)",
    async (window) => {
        const emulator = await startEmulator({ window });
        const stack = new Stack(emulator, { config: { "zpa:vanityDomain": "emulator" }, program: SITES });
        try {
            const { code, output } = await stack.up("--parallel", "64");
            expect({ code, output }).toMatchObject({ code: 0 });
            expect(output).toMatch(
                /Rate limited \(writes to appConnectorGroup\): resuming in \d+ s, at [\d:]{8} UTC; \d+ calls? (is|are) waiting\./,
            );
            expect((await stack.destroy()).code).toBe(0);
            expect(countCalls(emulator.requests())).toEqual({
                "GET appConnectorGroup 200": 1,
                "GET provisioningKey 200": 1,
                "GET enrollmentCert 200": 1,
                "POST appConnectorGroup 201": 12,
                "POST provisioningKey 200": 12,
                "DELETE :id 204": 24,
            });
        } finally {
            stack.remove();
            await emulator.close();
        }
    },
);
