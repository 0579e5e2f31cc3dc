import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type ApiClient, createClient, pacingFor } from "../../src/api/client";
import type { Transport } from "../../src/api/exchange";
import { memoryLedger } from "../../src/api/pacing/ledger";
import { LIMITS, type LimitRow, MARGIN_MS } from "../../src/api/pacing/limits";
import { DEFAULT_TENANT, type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { countCalls } from "../support/calls";
import { virtualClock } from "../support/virtualClock";
import { fakeClock } from "./support";

const N = 60;
const WINDOW_MS = 10_000;
/** The least time in which 10 writes in 10 s can be sent. */
const leastMs = (writes: number) => (Math.ceil(writes / 10) - 1) * WINDOW_MS;

const APIS = ["legacy", "oneapi"] as const;
type Api = (typeof APIS)[number];
const COUNTING = [
    { window: "fixed", limitPaths: "template" },
    { window: "sliding", limitPaths: "template" },
    { window: "fixed", limitPaths: "id" },
    { window: "sliding", limitPaths: "id" },
] as const;

beforeAll(() => {
    delete process.env.ZPA_PACING;
});

let emulator: Emulator;
const start = async (options: EmulatorOptions) => {
    const tenant = { ...DEFAULT_TENANT, maxGroups: 500, maxProvisioningKeys: 500 };
    emulator = await startEmulator({ ...options, tenants: [tenant] });
};
afterEach(() => emulator.close());

const settingsFor = (api: Api) => {
    const { customerId, clientId, clientSecret, vanityDomain } = DEFAULT_TENANT;
    const settings = { customerId, clientId, clientSecret, baseUrl: emulator.url };
    return api === "oneapi" ? { ...settings, vanityDomain } : settings;
};

/** A client whose waits take no time, and how much time they would have taken. */
function clientFor(api: Api, limits?: readonly LimitRow[]) {
    const started = Date.now();
    const clock = virtualClock(
        (ms) => emulator.advanceClock(ms),
        () => started,
    );
    const options = { clock, ledger: memoryLedger, ...(limits ? { limits } : {}) };
    return { client: createClient(settingsFor(api), options), elapsedMs: () => clock.now() - started, clock };
}

const SITE = { location: "San Jose", latitude: "37.3", longitude: "-121.9", enabled: true };
const group = ({ groups }: ApiClient, i: number) => groups.create({ ...SITE, name: `site ${i}` }, "0");

/** Groups, and a key for each, as soon as it exists. */
async function sites(client: ApiClient, count: number): Promise<void> {
    const { objects } = await client.listEnrollmentCerts("0");
    const enrollmentCertId = objects.find(({ name }) => name === "Connector")!.id;
    await Promise.all(
        Array.from({ length: count }, async (_, i) => {
            const { id } = await group(client, i);
            await client.provisioningKeys.create(
                { name: `key ${i}`, zcomponentId: id, maxUsage: "1", enrollmentCertId },
                "0",
            );
        }),
    );
}

const refused = () => emulator.requests().filter(({ status }) => status === 429).length;

it("a client that paces only at 5,000 calls a minute gets 429 on OneAPI", async () => {
    await start({});
    const { client } = clientFor(
        "oneapi",
        LIMITS.filter(({ calls }) => calls === 5_000),
    );
    await sites(client, N);
    expect(refused()).toBeGreaterThan(0);
    expect(emulator.tenant().groups()).toHaveLength(N);
});

describe.each(APIS)("on the %s API", (api) => {
    it.each(COUNTING)(
        `${N} writes on one path take at most 5 % more than the limit allows, and no 429 (%j)`,
        async (counting) => {
            await start(counting);
            const { client, elapsedMs } = clientFor(api);
            const made = await Promise.all(Array.from({ length: N }, (_, i) => group(client, i)));
            expect(elapsedMs() / leastMs(N)).toBeLessThanOrEqual(1.05);
            const created = elapsedMs();
            await Promise.all(made.map(({ id }) => client.groups.delete(id, "0")));
            // The last windows of the creates count for the deletes on the legacy API only.
            expect((elapsedMs() - created) / (leastMs(N) + WINDOW_MS)).toBeLessThanOrEqual(1.05);
            expect(refused()).toBe(0);
        },
    );

    it.each(COUNTING)(`${N} groups with ${N} keys get no 429 (%j)`, async (counting) => {
        await start(counting);
        const { client, elapsedMs } = clientFor(api);
        await sites(client, N);
        const least = leastMs(api === "oneapi" ? N : 2 * N);
        expect(elapsedMs() / least).toBeLessThanOrEqual(1.05);
        expect(countCalls(emulator.requests())).toEqual({
            "GET enrollmentCert 200": 1,
            "POST appConnectorGroup 201": N,
            "POST provisioningKey 200": N,
        });
    });

    it.each(COUNTING)("50 reads by id and 30 lists get no 429 (%j)", async (counting) => {
        await start(counting);
        const { client } = clientFor(api);
        const made = await group(client, 1);
        const reads = Array.from({ length: 50 }, () => client.groups.get(made.id, "0"));
        const lists = Array.from({ length: 30 }, () => client.groups.list({ microtenantId: "0" }));
        await Promise.all([...reads, ...lists]);
        expect(countCalls(emulator.requests())).toEqual({
            "POST appConnectorGroup 201": 1,
            "GET :id 200": 50,
            "GET appConnectorGroup 200": 30,
        });
    });

    it("eight processes at once get no 429, with groups and keys mixed", async () => {
        await start({ window: "sliding" });
        const folder = mkdtempSync(join(tmpdir(), "zpa-limits-"));
        const each = api === "oneapi" ? 3 : 2;
        try {
            const outputs = await Promise.all(Array.from({ length: 8 }, (_, i) => inProcess(api, folder, i, each)));
            expect(outputs).toEqual(Array(8).fill("done\n"));
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
        expect(countCalls(emulator.requests())).toEqual({
            "GET enrollmentCert 200": 8,
            "GET :id 200": 8 * each,
            "POST appConnectorGroup 201": 8 * each,
            "POST provisioningKey 200": 8 * each,
        });
    }, 180_000);
});

describe("a 429 that comes all the same", () => {
    const refuse = (headers: Record<string, string>) =>
        emulator.fault({
            ...{ kind: "status", status: 429, method: "GET", path: "appConnectorGroup" },
            ...{ body: { id: "invalid.toomanyrequests" }, headers },
        });
    /** When a list of groups and a list of keys were answered, in seconds. */
    async function listBoth(api: Api): Promise<string[]> {
        const { client, elapsedMs, clock } = clientFor(api);
        const order: string[] = [];
        const list = async (kind: "groups" | "provisioningKeys") => {
            await client[kind].list({ microtenantId: "0" });
            order.push(`${kind} ${Math.round(elapsedMs() / 1000)}`);
        };
        await client.listMicrotenants();
        const groups = list("groups");
        while (clock.slept.length === 0) await setImmediate();
        await list("provisioningKeys");
        await groups;
        return order.sort();
    }

    it("pauses only its own path on OneAPI, for as long as it says", async () => {
        await start({});
        refuse({ "retry-after": "13s" });
        expect(await listBoth("oneapi")).toEqual(["groups 13", "provisioningKeys 0"]);
    });

    it("pauses all calls of the tenant if the headers say that its 5,000 are used up", async () => {
        await start({ limits: "off" });
        refuse({ "retry-after": "13s", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "13" });
        expect(await listBoth("oneapi")).toEqual(["groups 13", "provisioningKeys 13"]);
    });

    it("pauses all reads on the legacy API", async () => {
        await start({});
        refuse({ "retry-after": "13s" });
        expect(await listBoth("legacy")).toEqual(["groups 13", "provisioningKeys 13"]);
    });
});

describe("with ZPA_PACING=off", () => {
    beforeEach(() => {
        process.env.ZPA_PACING = "off";
    });
    afterEach(() => {
        delete process.env.ZPA_PACING;
    });

    it("calls to an emulator are not paced, but a 429 is waited out", async () => {
        await start({ limits: "off" });
        const { client, clock } = clientFor("oneapi");
        await sites(client, 30);
        expect(clock.slept).toEqual([]);
        emulator.fault({ kind: "error", id: "invalid.toomanyrequests", method: "POST" });
        await group(client, 30);
        expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(13_000);
    });

    it("calls to another host are paced", async () => {
        await start({});
        const clock = fakeClock();
        const token = { status: 200, headers: {}, body: '{"access_token":"t","expires_in":3600}', leftAfterMs: 0 };
        const created = { ...token, status: 201, body: '{"id":"7","name":"site"}' };
        const transport: Transport = async ({ url }) => (url.pathname.endsWith("/signin") ? token : created);
        const settings = { ...settingsFor("legacy"), baseUrl: "https://gateway.example.com" };
        const { groups } = createClient(settings, { clock, ledger: memoryLedger, transport });
        for (let i = 0; i < 11; i++) await groups.create({ name: "site" }, "0");
        expect(clock.slept).toEqual([1_000, WINDOW_MS + MARGIN_MS - 1_000]);
    });
});

it("tenants that share a limit wait in one queue, and a wait is reported once", async () => {
    await start({});
    const clock = virtualClock((ms) => emulator.advanceClock(ms));
    const reports: string[] = [];
    const options = { clock, ledger: memoryLedger, report: (message: string) => void reports.push(message) };
    const pacing = pacingFor(options);
    const clients = [1, 2, 3].map(() => createClient(settingsFor("legacy"), { ...options, pacing }));
    await Promise.all(Array.from({ length: 15 }, (_, i) => group(clients[i % 3]!, i)));
    expect(refused()).toBe(0);
    expect(reports).toEqual([
        expect.stringMatching(/^Rate limited \(writes\): resuming in \d+ s, at [\d:]{8} UTC; 5 calls are waiting\.$/),
    ]);
});

/** Makes groups and keys in a process of its own, which counts its calls in a folder that the processes share. */
const SCRIPT = `
    const { createClient } = require("./dist/api/client.js");
    const { settings, site, first, count } = JSON.parse(process.env.JOB);
    const client = createClient(settings);
    (async () => {
        const { objects } = await client.listEnrollmentCerts("0");
        const enrollmentCertId = objects.find(({ name }) => name === "Connector").id;
        await Promise.all(Array.from({ length: count }, async (_, i) => {
            const { id } = await client.groups.create({ ...site, name: "site " + (first + i) }, "0");
            await client.groups.get(id, "0");
            const key = { name: "key " + (first + i), zcomponentId: id, maxUsage: "1", enrollmentCertId };
            await client.provisioningKeys.create(key, "0");
        }));
        console.log("done");
    })();
`;

function inProcess(api: Api, folder: string, index: number, count: number): Promise<string> {
    const job = { settings: settingsFor(api), site: SITE, first: index * count, count };
    const env = { PATH: process.env.PATH, ZPA_PACING_DIR: folder, JOB: JSON.stringify(job) };
    const cwd = resolve(__dirname, "../..");
    return new Promise((done) => {
        execFile(process.execPath, ["-e", SCRIPT], { cwd, env }, (_, out, err) => done(out + err));
    });
}
