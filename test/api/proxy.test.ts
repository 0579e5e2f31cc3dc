import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "../../src/api/client";
import { proxyFor } from "../../src/api/proxy";
import { httpTransport } from "../../src/api/transport";
import { type ConnectProxy, connectProxy } from "../support/connectProxy";
import { failureOf, fakeClock, instant } from "./support";

const SETTINGS = { customerId: "72058304855015424", clientId: "client", clientSecret: "client-secret" };
const URL_OF_ZPA = new URL("https://config.private.zscaler.com/signin");

let proxy: ConnectProxy;
beforeAll(async () => {
    proxy = await connectProxy(() => "close");
});
afterAll(() => proxy.close());
beforeEach(() => {
    proxy.asked.length = 0;
    proxy.authorizations.length = 0;
});

const failureThrough = async (env: Record<string, string>, baseUrl?: string) => {
    const clock = fakeClock();
    const transport = httpTransport({ env, tunnelTimeoutMs: 200 });
    const client = createClient({ ...SETTINGS, baseUrl }, { ...instant(clock), transport });
    return { error: await failureOf(client.listVersionProfiles()), slept: clock.slept };
};

describe("a proxy that does not open the tunnel", () => {
    it.each([
        ["403 Forbidden", /answered 403 to CONNECT config\.private\.zscaler\.com:443.*must allow this host/],
        ["404 Not Found", /answered 404 to CONNECT/],
        ["407 Proxy Authentication Required", /answered 407 to CONNECT.*user name and password.*HTTPS_PROXY/],
        ["401 Unauthorized", /answered 401 to CONNECT/],
        ["429 Too Many Requests", /answered 429 to CONNECT/],
        ["302 Found", /answered 302 to CONNECT/],
    ])("with %s is named, and ZPA is not", async (status, says) => {
        const body = '{"id":"resource.not.found","reason":"words of the proxy"}';
        proxy.answer = () => ({ raw: `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}` });
        const { error } = await failureThrough({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
        expect(error).toMatchObject({ code: "NETWORK", mayHaveHappened: false });
        expect(error.status).toBeUndefined();
        expect(error.message).toMatch(says);
        expect(error.message).toContain(`through the proxy http://127.0.0.1:${proxy.port} (HTTPS_PROXY)`);
        expect(error.message).not.toMatch(/credentials|there is no sign-in|the service rejected|words of the proxy/);
    });

    it.each(["502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"])(
        "with %s is asked again until the deadline, because nothing was sent",
        async (status) => {
            proxy.answer = () => ({ raw: `HTTP/1.1 ${status}\r\n\r\n` });
            const { error, slept } = await failureThrough({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
            expect(error.message).toContain(`answered ${status.slice(0, 3)} to CONNECT`);
            expect(slept.length).toBeGreaterThan(3);
            expect(proxy.asked.length).toBe(slept.length + 1);
        },
    );

    it("is not asked again if it forbids the host", async () => {
        proxy.answer = () => ({ raw: "HTTP/1.1 403 Forbidden\r\n\r\n" });
        const { slept } = await failureThrough({ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` });
        expect(slept).toEqual([]);
        expect(proxy.asked).toEqual(["config.private.zscaler.com:443"]);
    });

    it.each([
        ["hang" as const, /did not answer in time/],
        ["close" as const, /closed the connection/],
        [{ raw: "SSH-2.0-OpenSSH_9.6\r\n" }, /no answer of an HTTP proxy/],
    ])("because of %j is named", async (answer, says) => {
        proxy.answer = () => answer;
        const { error } = await failureThrough({ https_proxy: `http://127.0.0.1:${proxy.port}` });
        expect(error).toMatchObject({ code: "NETWORK", mayHaveHappened: false });
        expect(error.message).toMatch(says);
        expect(error.message).toContain(`through the proxy http://127.0.0.1:${proxy.port} (https_proxy)`);
    });

    it("because nothing listens there is named", async () => {
        const { error } = await failureThrough({ ALL_PROXY: "127.0.0.1:1" });
        expect(error.message).toMatch(/through the proxy http:\/\/127\.0\.0\.1:1 \(ALL_PROXY\).*nothing is listening/);
        expect(error.message).not.toContain("zpa:baseUrl");
    });

    it("because its name does not resolve is named", async () => {
        const { error } = await failureThrough({ HTTPS_PROXY: "http://proxy.invalid:3128" });
        expect(error.message).toMatch(
            /through the proxy http:\/\/proxy\.invalid:3128 \(HTTPS_PROXY\).*(does not resolve|name resolution failed)/,
        );
        expect(error.message).not.toContain("zpa:baseUrl");
    });

    it("is shown without its user name and password", async () => {
        proxy.answer = () => ({ raw: "HTTP/1.1 407 No\r\n\r\n" });
        const { error } = await failureThrough({ HTTPS_PROXY: `http://jane:p%40ss@127.0.0.1:${proxy.port}` });
        expect(proxy.authorizations).toEqual([`Basic ${Buffer.from("jane:p@ss").toString("base64")}`]);
        expect(error.message).toContain("rejected the user name and password");
        expect(JSON.stringify({ ...error, message: error.message })).not.toMatch(/jane|p@ss|p%40ss/);
    });
});

describe("the proxy of the environment", () => {
    const of = (env: Record<string, string>, url = URL_OF_ZPA) => proxyFor(url, env)?.shown;

    it.each([
        [{ HTTPS_PROXY: "http://p:3128" }, "http://p:3128 (HTTPS_PROXY)"],
        [{ https_proxy: "http://p:3128" }, "http://p:3128 (https_proxy)"],
        [{ HTTPS_PROXY: "http://upper", https_proxy: "http://lower" }, "http://lower:80 (https_proxy)"],
        [{ HTTPS_PROXY: "", ALL_PROXY: "http://p" }, "http://p:80 (ALL_PROXY)"],
        [{ HTTPS_PROXY: " p:3128 " }, "http://p:3128 (HTTPS_PROXY)"],
        [{ HTTPS_PROXY: "p" }, "http://p:80 (HTTPS_PROXY)"],
        [{ HTTPS_PROXY: "//p:1" }, "http://p:1 (HTTPS_PROXY)"],
        [{ HTTPS_PROXY: "user:word@p:3128" }, "http://p:3128 (HTTPS_PROXY)"],
        [{ HTTPS_PROXY: "https://p" }, "https://p:443 (HTTPS_PROXY)"],
        [{ HTTPS_PROXY: "HTTP://[::1]:8080/" }, "http://[::1]:8080 (HTTPS_PROXY)"],
        [{ HTTP_PROXY: "http://p" }, undefined],
        [{ npm_config_proxy: "http://p", npm_config_https_proxy: "http://p" }, undefined],
        [{}, undefined],
    ])("%j is %s", (env, shown) => expect(of(env as Record<string, string>)).toBe(shown));

    it.each([
        ["config.private.zscaler.com", true],
        ["CONFIG.private.zscaler.com:443", true],
        ["config.private.zscaler.com:8443", false],
        ["zscaler.com", true],
        [".zscaler.com", true],
        ["*.zscaler.com", true],
        ["aler.com", false],
        ["*", true],
        ["other.example, .zscaler.com", true],
        ["other.example  zscaler.com.", true],
        ["", false],
        [",", false],
        ["10.0.0.0/8", false],
        ["[bad", false],
    ])("NO_PROXY=%s goes around it: %s", (no, around) => {
        for (const name of ["NO_PROXY", "no_proxy"])
            expect(of({ HTTPS_PROXY: "p", [name]: no })).toBe(around ? undefined : "http://p:80 (HTTPS_PROXY)");
    });

    it.each([
        ["https://10.1.2.3/", "10.0.0.0/8", true],
        ["https://11.1.2.3/", "10.0.0.0/8", false],
        ["https://10.1.2.3/", "10.1.2.3", true],
        ["https://10.1.2.3/", "2.3", false],
        ["https://10.1.2.3:8443/", "10.1.2.3:8443", true],
        ["https://10.1.2.3/", "10.1.2.3/99", false],
        ["https://[fd00::1]/", "fd00::/8", true],
        ["https://[fd00::1]/", "[fd00::1]", true],
        ["https://[fd00::1]/", "fd00:0::1", true],
        ["https://[fd00::1]:8443/", "[fd00::1]:8443", true],
        ["https://[fd00::1]:8443/", "[fd00::1]:443", false],
        ["https://10.1.2.3/", "fd00::/8", false],
    ])("%s with NO_PROXY=%s goes around it: %s", (url, no, around) => {
        expect(of({ HTTPS_PROXY: "p", NO_PROXY: no }, new URL(url)) === undefined).toBe(around);
    });

    it.each(["socks5://jane:word@p:1080", "ftp://jane:word@p", "http://jane:word@", "http://jane:word@p:99999"])(
        "%s is an error at once, without the password",
        async (value) => {
            const { error, slept } = await failureThrough({ HTTPS_PROXY: value });
            expect(error.code).toBe("SETTINGS");
            expect(error.message).toMatch(/^HTTPS_PROXY .*http:\/\/host:port/);
            expect(error.message).not.toMatch(/jane|word/);
            expect(slept).toEqual([]);
        },
    );
});

describe("https to a port that speaks plain HTTP", () => {
    let plain: Server;
    beforeAll(async () => {
        plain = createServer((_request, response) => void response.end("{}"));
        await new Promise<void>((done) => plain.listen(0, "127.0.0.1", done));
    });
    afterAll(() => void plain.close());
    const port = () => (plain.address() as AddressInfo).port;

    it("is an error at once", async () => {
        const { error, slept } = await failureThrough({}, `https://127.0.0.1:${port()}`);
        expect(error).toMatchObject({ code: "NETWORK", mayHaveHappened: false });
        expect(error.message).toMatch(/this port speaks plain HTTP.*zpa:baseUrl/);
        expect(slept).toEqual([]);
    });

    it("is an error at once through a proxy too, which is named", async () => {
        proxy.answer = () => ({ tunnelTo: port() });
        const { error, slept } = await failureThrough({ HTTPS_PROXY: `127.0.0.1:${proxy.port}` });
        expect(error.message).toMatch(/through the proxy http:.* \(HTTPS_PROXY\).*this port speaks plain HTTP/);
        expect(slept).toEqual([]);
    });
});

it("a refused tunnel does not spoil the next one", async () => {
    proxy.answer = () => ({ raw: "HTTP/1.1 503 Busy\r\n\r\n" });
    const send = httpTransport({ env: { HTTPS_PROXY: `127.0.0.1:${proxy.port}` } });
    const all = await Promise.all(
        [1, 2, 3].map(() => failureOf(send({ method: "GET", url: new URL("https://a.example/x") }))),
    );
    expect(all.map(({ reason }) => reason)).toEqual(["PROXY_503", "PROXY_503", "PROXY_503"]);
    expect(proxy.asked).toHaveLength(3);
});
