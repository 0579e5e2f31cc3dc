import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "../../src/emulator";
import { Emulation } from "../../src/emulator/emulation";
import { RateLimits } from "../../src/emulator/limits";
import { RequestLog } from "../../src/emulator/requestLog";
import { clientId, clientSecret, customerId, GROUP, names, signIn } from "./support";

let emulator: Emulator;
afterEach(() => emulator?.close());

test("the request log keeps the newest requests, up to a number", async () => {
    emulator = await startEmulator({ limits: "off", keepRequests: { entries: 3 } });
    for (let i = 0; i < 5; i++) await fetch(`${emulator.url}/path/${i}`);
    expect(emulator.requests().map(({ path }) => path)).toEqual(["/path/2", "/path/3", "/path/4"]);
    emulator.clearRequests();
    expect(emulator.requests()).toEqual([]);
});

test("the request log keeps the newest requests, up to a size", async () => {
    emulator = await startEmulator({ limits: "off", keepRequests: { bytes: 10_000 } });
    const api = await signIn(emulator);
    for (let i = 0; i < 5; i++)
        await api("POST", "/appConnectorGroup", { ...GROUP, name: `${i}`, description: "x".repeat(4_000) });
    const kept = emulator.requests().map(({ body }) => (body as { name: string }).name);
    expect(kept).toEqual(["3", "4"]);
});

test("the request log keeps no more after 200,000 requests than after the first", () => {
    const log = new RequestLog(undefined, { entries: 1_000 });
    for (let i = 0; i < 200_000; i++) {
        log.add({ time: "", method: "GET", path: `/${i}`, status: 200, evidence: "own", facts: [] });
        if (i % 10_000 === 9_999) expect(log.all()).toHaveLength(1_000);
    }
    expect(log.all()[0]!.path).toBe("/199000");
});

test("200,000 calls of as many paths keep no more windows of rate limits than the bound, and those that have not ended", () => {
    const limits = new RateLimits("fixed", "id");
    const call = (path: string) => ({ method: "GET", source: "::1", customerId: "1", path, template: "/:id" });
    for (let i = 0; i < 200_000; i++) {
        // A new window of the tenant's limit each minute.
        limits.admit("oneapi", call(`/${i}`), i * 20);
        if (i % 1_000 === 0) expect(Reflect.get(limits, "calls").size).toBeLessThanOrEqual(10_001);
    }
    for (let i = 0; i < 20; i++) limits.admit("oneapi", call("/last"), 200_000 * 20);
    expect(limits.admit("oneapi", call("/last"), 200_000 * 20).refused).toBeDefined();
});

test("an invalid bound is rejected", async () => {
    await expect(startEmulator({ keepRequests: { bytes: -1 } })).rejects.toThrow(
        "keepRequests.bytes must be a whole number, 0 or more.",
    );
});

test("after more than 10,000 sign-ins the oldest tokens are invalid, and the newest is valid", () => {
    const { auth } = new Emulation({});
    const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
    const tokens = Array.from(
        { length: 10_001 },
        () => (auth.signIn(form).body as { access_token: string }).access_token,
    );
    const customers = [tokens[0]!, tokens.at(-1)!].map((token) => auth.customerOf(`Bearer ${token}`, "legacy"));
    expect(customers).toEqual([undefined, customerId]);
});

test("a write that cannot be saved is rejected and not visible", async () => {
    const folder = mkdtempSync(join(tmpdir(), "zpa-emulator-"));
    try {
        const state = join(folder, "state.json");
        emulator = await startEmulator({ limits: "off", state });
        const api = await signIn(emulator);
        const saved = (await api("POST", "/appConnectorGroup", GROUP)).json.id;
        // The temporary file cannot be written, whoever runs the test.
        mkdirSync(`${state}.tmp`);
        const refused = [
            await api("POST", "/appConnectorGroup", { ...GROUP, name: "other" }),
            await api("PUT", `/appConnectorGroup/${saved}`, { ...GROUP, name: "renamed" }),
            await api("DELETE", `/appConnectorGroup/${saved}`),
        ];
        for (const { status, json } of refused)
            expect([status, json.reason]).toEqual([500, expect.stringContaining("state.json cannot be saved")]);
        expect(() => emulator.tenant().deleteGroup(saved)).toThrow(/cannot be saved/);
        expect(names(await api("GET", "/appConnectorGroup"))).toEqual([GROUP.name]);
        expect((await api("GET", `/appConnectorGroup/${saved}`)).json.name).toBe(GROUP.name);
        rmSync(`${state}.tmp`, { recursive: true });
        expect((await api("DELETE", `/appConnectorGroup/${saved}`)).status).toBe(204);
        expect(names(await api("GET", "/appConnectorGroup"))).toEqual([]);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});
