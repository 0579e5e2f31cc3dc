import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { type CountedCall, RateLimits } from "../../src/emulator/limits";
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

test("OneAPI reports its limit of all calls in headers", async () => {
    const api = await begin({}, "oneapi");
    const { headers } = await api("GET", "/appConnectorGroup");
    expect(headers.get("x-ratelimit-limit")).toBe("5000, 5000;w=60");
    expect(headers.get("x-ratelimit-remaining")).toBe("4999");
    expect(Number(headers.get("x-ratelimit-reset"))).toBeGreaterThan(0);
});

test("OneAPI rejects the 21st read and the 11th write of a path, while its headers still show thousands left", async () => {
    const api = await begin({}, "oneapi");
    expect(await reads(api, 20)).toBe(20);
    const refused = await api("GET", "/appConnectorGroup");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "4s"]);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("4980");
    expect(refused.text).toBe(
        '{"exception":"invalid.toomanyrequests","id":"invalid.toomanyrequests",' +
            '"reason":"Exceeded the number of requests allowed."}',
    );
    const create = (name: string) => api("POST", "/appConnectorGroup", { ...GROUP, name });
    for (let i = 0; i < 10; i++) expect((await create(`site ${i}`)).status).toBe(201);
    expect((await create("one too many")).status).toBe(429);
    expect((await api("GET", "/visible/versionProfiles")).status).toBe(200);
    emulator.advanceClock(10_001);
    expect((await create("site 10")).status).toBe(201);
});

test.each([
    ["template", 20],
    ["id", 40],
] as const)("OneAPI counts the reads of two ids by %s", async (limitPaths, admitted) => {
    const api = await begin({ limitPaths }, "oneapi");
    const statuses: number[] = [];
    for (let i = 0; i < 42; i++) statuses.push((await api("GET", `/appConnectorGroup/${1 + (i % 2)}?i=${i}`)).status);
    expect(statuses.filter((status) => status !== 429)).toHaveLength(admitted);
});

describe("whose calls count together", () => {
    const admitted = (
        limits: RateLimits,
        mode: "legacy" | "oneapi",
        change: Partial<CountedCall> = {},
        calls = 6_000,
    ) => {
        const path = `/mgmtconfig/v1/admin/customers/${change.customerId ?? customerId}/appConnectorGroup`;
        const call = {
            method: "GET",
            source: "198.51.100.1",
            customerId,
            path,
            template: "/appConnectorGroup",
            ...change,
        };
        const answers = Array.from({ length: calls }, () => limits.admit(mode, call, 0));
        return answers.filter(({ refused }) => refused === undefined).length;
    };

    test("the legacy limit counts per source address", () => {
        const limits = new RateLimits("fixed");
        expect(admitted(limits, "legacy")).toBe(20);
        expect(admitted(limits, "legacy", { customerId: "2", template: "/connector" })).toBe(0);
        expect(admitted(limits, "legacy", { source: "198.51.100.2" })).toBe(20);
    });

    test("OneAPI's limit of a path counts per source address", () => {
        const limits = new RateLimits("fixed");
        expect(admitted(limits, "oneapi")).toBe(20);
        expect(admitted(limits, "oneapi", { customerId: "2" })).toBe(0);
        expect(admitted(limits, "oneapi", { template: "/connector" })).toBe(20);
        expect(admitted(limits, "oneapi", { method: "POST" })).toBe(10);
        expect(admitted(limits, "oneapi", { source: "198.51.100.2" })).toBe(20);
    });

    test("OneAPI's limit of all calls counts 5,000 a minute for each tenant, and says how long to wait", () => {
        const limits = new RateLimits("fixed");
        const paths = Array.from({ length: 300 }, (_, i) => ({ template: `/path${i}` }));
        expect(paths.reduce((sum, change) => sum + admitted(limits, "oneapi", change, 21), 0)).toBe(5_000);
        const call = { method: "GET", source: "198.51.100.1", customerId, path: "/x", template: "/x" };
        const refused = limits.admit("oneapi", call, 19_000);
        expect(refused).toMatchObject({ refused: { retryAfterSecs: 41 }, headers: { "x-ratelimit-remaining": "0" } });
        expect(limits.admit("oneapi", { ...call, customerId: "2" }, 19_000).refused?.retryAfterSecs).toBeUndefined();
        expect(limits.admit("oneapi", call, 60_000).refused?.retryAfterSecs).toBeUndefined();
    });
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
