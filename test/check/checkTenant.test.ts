import type { Transport } from "../../src/api/exchange";
import { checkTenant } from "../../src/tenants/checkTenant";
import { virtualClock } from "../support/virtualClock";

const settings: Record<string, string> = {
    "zpa:customerId": "216196257331281920",
    "zpa:clientId": "id",
    "zpa:clientSecret": "the-client-secret",
    "zpa:vanityDomain": "acme",
};
const source = { config: (key: string) => settings[key], env: {} };

/** A service whose clock and limits are given. */
const service =
    (headers: Record<string, string>): Transport =>
    async ({ url }) => ({
        status: 200,
        headers,
        body: JSON.stringify(
            url.pathname.endsWith("/token")
                ? { access_token: "token", token_type: "Bearer", expires_in: 3600 }
                : { totalPages: "1" },
        ),
        leftAfterMs: 0,
    });

const check = (headers: Record<string, string>, env: Record<string, string> = {}) => {
    const clock = virtualClock();
    return checkTenant(undefined, { source, env, clock, report: () => {}, transport: service(headers) });
};
const at = (offsetMs: number) => new Date(virtualClock().now() + offsetMs).toUTCString();

test.each([
    [-612_000, 612, "612 s ahead of"],
    [612_000, -612, "612 s behind"],
])("a service clock %d ms away is told with what to do", async (offset, ahead, says) => {
    const { clockAheadSecs, problems } = await check({ date: at(offset) });
    expect(Math.abs(clockAheadSecs! - ahead)).toBeLessThanOrEqual(1);
    expect(problems).toEqual([expect.stringContaining(says.replace(/^\d+/, String(Math.abs(clockAheadSecs!))))]);
});

test("a clock that is right, or a service that tells no time, is no problem", async () => {
    expect(await check({ date: at(0) })).toMatchObject({ problems: [], calls: 6 });
    expect(await check({})).toMatchObject({ problems: [] });
});

test("the hosts, the proxy without its password, and the budget that the service tells", async () => {
    const headers = { "x-ratelimit-limit": "5000, 5000;w=60", "x-ratelimit-remaining": "4991" };
    const found = await check(headers, { HTTPS_PROXY: "http://user:hunter2-secret@proxy.example:3128" });
    expect(found).toMatchObject({
        label: "default",
        api: "oneapi",
        signInHost: "acme.zslogin.net",
        apiHost: "api.zsapi.net",
        proxy: "http://proxy.example:3128 (HTTPS_PROXY)",
        limits: ["5000, 5000;w=60 (4991 left)"],
    });
    expect(JSON.stringify(found)).not.toMatch(/hunter2|the-client-secret/);
});
