import { systemClock } from "../../src/api/clock";
import type { Transport } from "../../src/api/exchange";
import { memoryLedger } from "../../src/api/pacing/ledger";
import { httpTransport } from "../../src/api/transport";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator";
import { callsIn, countCalls } from "../support/calls";
import { KEY } from "../support/pluginProcess";
import { SITE } from "../support/site";
import { type Program, SmallEngine, type SmallEngineOptions } from "../support/smallEngine";
import { type VirtualClock, virtualClock } from "../support/virtualClock";

const GROUP = "appConnectorGroup";
const POST = { method: "POST", path: GROUP } as const;
const GATEWAY = { kind: "status", status: 502, body: "<html>Bad Gateway</html>", ...POST } as const;

let emulator: Emulator;
let stack: SmallEngine;
let clock: VirtualClock;

async function start(options: EmulatorOptions = {}, more: Omit<SmallEngineOptions, "clock"> = {}): Promise<void> {
    emulator = await startEmulator({ limits: "off", ...options });
    clock = virtualClock((ms) => emulator.advanceClock(ms));
    stack = new SmallEngine(emulator, { ...more, clock });
}
afterEach(() => emulator.close());

const PROGRAM: Program = { site: { args: SITE } };
const posts = () => callsIn(emulator.requests()).filter((call) => call.startsWith("POST"));
const IN_DOUBT = new RegExp(`App Connector group "${SITE.name}" may have been created; the next preview reports it`);

describe.each(["400", "409", "allow"] as const)("a create whose response is lost (a name in use: %s)", (nameTaken) => {
    /** Lists return what was created late, but within the time of the search. */
    const LAG_MS = 10_000;

    it.each([
        ["is reset", { kind: "resetAfter", ...POST }],
        ["is cut", { kind: "cut", ...POST }],
        ["is a gateway's page", { kind: "html", status: 502, ...POST }],
        ["is a page with status 408", { kind: "html", status: 408, ...POST }],
    ] as const)("and %s is found in lists that lag by ten seconds, and is sent once", async (_what, fault) => {
        await start({ nameTaken });
        emulator.setListLag(LAG_MS);
        emulator.fault(fault);
        expect(await stack.up(PROGRAM)).toMatchObject({ failures: [] });
        expect(posts()).toHaveLength(1);
        expect(emulator.tenant().groups()).toMatchObject([{ id: stack.state.get("site")!.id }]);
    });

    it("is found although the local clock is ten minutes ahead", async () => {
        await start({ nameTaken });
        const ahead = { ...clock, now: () => clock.now() + 600_000 };
        stack = new SmallEngine(emulator, { clock: ahead });
        emulator.fault({ kind: "resetAfter", ...POST });
        expect(await stack.up(PROGRAM)).toMatchObject({ failures: [] });
        expect(posts()).toHaveLength(1);
    });

    it("is in doubt for ever, if no list shows it and a later attempt is refused", async () => {
        await start({ nameTaken });
        emulator.setListLag(3_600_000);
        emulator.fault({ kind: "resetAfter", ...POST });
        emulator.fault({ kind: "status", status: 400, body: { id: "some.rule", reason: "No." }, ...POST });
        const { failures } = await stack.up(PROGRAM);
        expect(failures).toEqual([expect.stringMatching(IN_DOUBT)]);
        expect(failures[0]).not.toContain("was not created");
    });

    it("of a key is found too, so that no key is valid that nobody knows", async () => {
        await start({ nameTaken });
        emulator.setListLag(LAG_MS);
        emulator.fault({ kind: "resetAfter", method: "POST", path: "provisioningKey" });
        const key = { kind: KEY, group: "site", args: { name: "key", maxUsage: 2 } };
        expect(await stack.up({ ...PROGRAM, key })).toMatchObject({ failures: [] });
        expect(emulator.tenant().keys()).toMatchObject([{ id: stack.state.get("key")!.id }]);
    });
});

describe("a create that has not taken effect", () => {
    it("is sent again only after lists of fifteen seconds do not show it, and says what it waits for", async () => {
        await start();
        emulator.fault(GATEWAY);
        const began = clock.monotonic();
        const { failures, messages } = await stack.up(PROGRAM);
        expect(failures).toEqual([]);
        expect(posts()).toEqual([`POST ${GROUP} 502`, `POST ${GROUP} 201`]);
        expect(clock.monotonic() - began).toBeGreaterThanOrEqual(15_000);
        expect(messages).toEqual([expect.stringMatching(/answered 502.* Looking for 15 s whether .* was created/)]);
    });

    it("is not sent again if zpa:retrySecs leaves no time to look", async () => {
        await start({}, { config: { "zpa:retrySecs": "10" } });
        emulator.fault(GATEWAY);
        expect((await stack.up(PROGRAM)).failures).toEqual([expect.stringMatching(IN_DOUBT)]);
        expect(posts()).toHaveLength(1);
    });
});

describe("a create that takes longer than its timeout", () => {
    /** As the real timeout of 60 s, only shorter. */
    const transport: Transport = httpTransport({ responseTimeoutMs: 400 });
    const slowly = (workAt: "start" | "end") => emulator.fault({ kind: "delay", ms: 900, workAt, ...POST });

    it("is never sent again: nobody knows when it takes effect", async () => {
        await start({ nameTaken: "allow" }, { transport });
        slowly("end");
        expect((await stack.up(PROGRAM)).failures).toEqual([expect.stringMatching(IN_DOUBT)]);
        expect(posts()).toEqual([]);
        await until(() => emulator.tenant().groups().length > 0);
        expect(posts()).toHaveLength(1);
    });

    it("is found if it has taken effect meanwhile", async () => {
        await start({ nameTaken: "allow" }, { transport });
        slowly("start");
        expect(await stack.up(PROGRAM)).toMatchObject({ failures: [] });
        expect(emulator.tenant().groups()).toMatchObject([{ id: stack.state.get("site")!.id }]);
    });
});

describe("an object with the name of a lost create that is not what was sent", () => {
    const addedBeside = (change: Record<string, unknown>) =>
        emulator.tenant().add("groups", { ...asApi(), microtenantId: "0", ...change });
    const asApi = () => ({ ...SITE, latitude: String(SITE.latitude), longitude: String(SITE.longitude) });

    /** The gateway answers, and before the create is looked for, somebody else creates a group. */
    async function upWith(change: Record<string, unknown>) {
        await start({ nameTaken: "allow" });
        emulator.fault(GATEWAY);
        const { sleep } = clock;
        let added: { id: string } | undefined;
        clock.sleep = async (ms, signal) => {
            if (posts().length > 0) added ??= addedBeside(change) as { id: string };
            return sleep(ms, signal);
        };
        const { failures } = await stack.up(PROGRAM);
        return { failures, id: added!.id };
    }

    it("ends the run with its id and the differences, and nothing is sent again", async () => {
        const { failures, id } = await upWith({ description: "by hand" });
        expect(posts()).toHaveLength(1);
        expect(failures).toEqual([expect.stringMatching(IN_DOUBT)]);
        expect(failures[0]).toContain(`with the id ${id}`);
        expect(failures[0]).toContain('description: "by hand" → ""');
    });

    it("is another one, even if it is equal, if the service made it before the request", async () => {
        const { failures, id } = await upWith({ creationTime: String(Math.floor(Date.now() / 1000) - 60) });
        expect(posts()).toHaveLength(1);
        expect(failures).toEqual([expect.stringContaining(`already exists`)]);
        expect(failures[0]).toContain(`with the id ${id}`);
    });

    it("that cannot be read ends the run", async () => {
        await start({ nameTaken: "allow" });
        emulator.fault(GATEWAY);
        const item = { id: "7", name: SITE.name, enabled: "perhaps" };
        emulator.fault({ kind: "malformedItem", item, method: "GET", path: `${GROUP}?`, after: 1, times: 99 });
        expect((await stack.up(PROGRAM)).failures).toEqual([expect.stringMatching(IN_DOUBT)]);
        expect(posts()).toHaveLength(1);
    });
});

it("lost creates share their lists", async () => {
    const COUNT = 16;
    const http = httpTransport();
    let lost = 0;
    let loseAll = () => {};
    const allAreLost = new Promise<void>((resolve) => {
        loseAll = resolve;
    });
    const together: Transport = async (request) => {
        if (request.method !== "POST" || !request.url.pathname.endsWith(GROUP)) return http(request);
        const answer = await http(request).catch((error: Error) => error);
        if (++lost === COUNT) loseAll();
        await allAreLost;
        if (answer instanceof Error) throw answer;
        return answer;
    };
    const ledger = memoryLedger();
    await start({}, { transport: together, ledger: () => ledger });
    // Short waits take their time, so that what fails at once has failed when they end.
    const virtual = clock.sleep;
    clock.sleep = (ms, signal) => (ms > 1_000 ? virtual(ms, signal) : systemClock.sleep(ms, signal));
    const sites = Object.fromEntries(
        Array.from({ length: COUNT }, (_, i) => [`site-${i}`, { args: { ...SITE, name: `Site ${i}` } }]),
    );
    emulator.fault({ kind: "resetAfter", ...POST, times: COUNT });
    expect(await stack.up(sites)).toMatchObject({ failures: [] });
    // One list before the creates, and one after them.
    expect(countCalls(emulator.requests())).toEqual({ [`GET ${GROUP} 200`]: 2, [`POST ${GROUP} 0`]: COUNT });
    expect(emulator.tenant().groups()).toHaveLength(COUNT);
});

async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}
