import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { RateLimits } from "../../src/emulator/limits";
import { type Api, customerId, GROUP, signIn } from "./support";

let emulator: Emulator;
const begin = async (options: EmulatorOptions, scheme: "legacy" | "oneapi" = "legacy"): Promise<Api> => {
    emulator = await startEmulator({ tenants: [{ ...DEFAULT_TENANT, maxGroups: 500 }], ...options });
    return signIn(emulator, scheme);
};
afterEach(() => emulator.close());

const reads = async (api: Api, count: number) => {
    const statuses: number[] = [];
    for (let i = 0; i < count; i++) statuses.push((await api("GET", "/appConnectorGroup")).status);
    return statuses.filter((status) => status === 200).length;
};

test("20 reads and 10 writes in 10 s are counted separately; then 429 with retry-after: 13s", async () => {
    const api = await begin({});
    expect(await reads(api, 20)).toBe(20);
    const refused = await api("GET", "/appConnectorGroup");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "13s"]);
    // The vendor's page on response codes shows this body.
    expect(refused.json).toEqual({
        exception: "invalid.toomanyrequests",
        id: "invalid.toomanyrequests",
        reason: "Exceeded the number of requests allowed",
    });
    for (let i = 0; i < 10; i++)
        expect((await api("POST", "/appConnectorGroup", { ...GROUP, name: `site ${i}` })).status).toBe(201);
    for (const method of ["POST", "PUT", "DELETE"])
        expect(
            (
                await api(
                    method,
                    method === "POST" ? "/appConnectorGroup" : "/appConnectorGroup/1",
                    method === "DELETE" ? undefined : GROUP,
                )
            ).status,
        ).toBe(429);
    emulator.advanceClock(10_001);
    expect((await api("GET", "/appConnectorGroup")).status).toBe(200);
});

test("a rejected call has no effect and does not count", async () => {
    const api = await begin({});
    await reads(api, 40);
    for (let i = 0; i < 12; i++) await api("POST", "/appConnectorGroup", { ...GROUP, name: `site ${i}` });
    expect(emulator.tenant().groups()).toHaveLength(10);
    emulator.advanceClock(10_001);
    expect(await reads(api, 20)).toBe(20);
});

test("a fixed window begins with its first call and is empty when it ends", async () => {
    const api = await begin({ window: "fixed" });
    await reads(api, 1);
    emulator.advanceClock(9_000);
    expect(await reads(api, 30)).toBe(19);
    emulator.advanceClock(1_001);
    expect(await reads(api, 30)).toBe(20);
});

test("a sliding window forgets each call 10 s after it", async () => {
    const api = await begin({ window: "sliding" });
    await reads(api, 1);
    emulator.advanceClock(9_000);
    expect(await reads(api, 30)).toBe(19);
    emulator.advanceClock(1_001);
    expect(await reads(api, 30)).toBe(1);
});

test("OneAPI reports its limit in headers", async () => {
    const api = await begin({}, "oneapi");
    const { headers } = await api("GET", "/appConnectorGroup");
    expect(headers.get("x-ratelimit-limit")).toBe("5000, 5000;w=60");
    expect(headers.get("x-ratelimit-remaining")).toBe("4999");
    expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThan(0);
    expect(await reads(api, 40)).toBe(40);
});

test("OneAPI rejects the 5,001st call of a minute and returns how long to wait", () => {
    const limits = new RateLimits("fixed");
    const call = (at: number) => limits.admit("oneapi", "GET", "198.51.100.1", customerId, at);
    for (let i = 0; i < 5_000; i++) expect(call(1_000).admitted).toBe(true);
    expect(call(20_000)).toMatchObject({ admitted: false, retryAfterSecs: 41 });
    expect(call(61_000).admitted).toBe(true);
});

test("the legacy limit counts per source address, the OneAPI limit per tenant", () => {
    const limits = new RateLimits("fixed");
    const admitted = (scheme: "legacy" | "oneapi", source: string, tenant: string) =>
        Array.from({ length: 6_000 }, () => limits.admit(scheme, "GET", source, tenant, 0)).filter((a) => a.admitted)
            .length;
    expect([admitted("legacy", "198.51.100.1", "1"), admitted("legacy", "198.51.100.1", "2")]).toEqual([20, 0]);
    expect(admitted("legacy", "198.51.100.2", "1")).toBe(20);
    expect([admitted("oneapi", "198.51.100.1", "1"), admitted("oneapi", "198.51.100.2", "1")]).toEqual([5_000, 0]);
    expect(admitted("oneapi", "198.51.100.1", "2")).toBe(5_000);
});

test("a source address in a header is ignored", async () => {
    const api = await begin({});
    expect(await reads(api, 20)).toBe(20);
    const claimed = await api("GET", "/appConnectorGroup", undefined, { "x-forwarded-for": "198.51.100.9" });
    expect(claimed.status).toBe(429);
});

test("one limit can apply to the legacy API and OneAPI, or none", async () => {
    expect(await reads(await begin({ limits: "legacy" }, "oneapi"), 30)).toBe(20);
    await emulator.close();
    expect(await reads(await begin({ limits: "off" }), 60)).toBe(60);
});
