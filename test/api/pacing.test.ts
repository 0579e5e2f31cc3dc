import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { systemClock } from "../../src/api/clock";
import { fileLedger } from "../../src/api/pacing/fileLedger";
import { type Ledger, memoryLedger } from "../../src/api/pacing/ledger";
import {
    LIMITS,
    type Limit,
    type LimitOfCall,
    limitsOf,
    MARGIN_MS,
    nextRelease,
    stillCounting,
} from "../../src/api/pacing/limits";
import { createPacer } from "../../src/api/pacing/pacer";
import { virtualClock } from "../support/virtualClock";
import { fakeClock, operation } from "./support";

/** The most calls that any window of this length holds, wherever it begins: the sliding way of counting. */
function mostInSlidingWindow(times: readonly number[], windowMs: number): number {
    return Math.max(0, ...times.map((start) => times.filter((t) => t >= start && t < start + windowMs).length));
}

/** The most calls in windows that begin with the first call after the last one ended: the fixed way of counting. */
function mostInFixedWindow(times: readonly number[], windowMs: number): number {
    let most = 0;
    for (let i = 0; i < times.length; ) {
        const end = times[i]! + windowMs;
        const next = times.findIndex((t) => t >= end);
        const stop = next < 0 ? times.length : next;
        most = Math.max(most, stop - i);
        i = stop;
    }
    return most;
}

const limits: fc.Arbitrary<Limit> = fc.record({
    calls: fc.integer({ min: 1, max: 20 }),
    windowMs: fc.integer({ min: 100, max: 20_000 }),
});

describe("calls are released so that no window holds one too many", () => {
    it("for any limit, any arrivals and any delay on the way, fixed or sliding", () => {
        fc.assert(
            fc.property(
                limits,
                fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 80 }),
                fc.array(fc.integer({ min: 0, max: MARGIN_MS - 10 })),
                (limit, gaps, delays) => {
                    let clock = 1_000_000;
                    let released: number[] = [];
                    const counted: number[] = [];
                    gaps.forEach((gap, i) => {
                        clock += gap;
                        released = stillCounting(released, limit, clock);
                        clock = nextRelease(released, limit, clock);
                        released.push(clock);
                        counted.push(clock + (delays[i] ?? 0));
                    });
                    counted.sort((a, b) => a - b);
                    expect(mostInSlidingWindow(counted, limit.windowMs)).toBeLessThanOrEqual(limit.calls);
                    expect(mostInFixedWindow(counted, limit.windowMs)).toBeLessThanOrEqual(limit.calls);
                },
            ),
        );
    });

    it("N calls at once take at most the limit's own time and the margin of each window", () => {
        const limit = { calls: 10, windowMs: 10_000 };
        let released: number[] = [];
        let clock = 0;
        for (let i = 0; i < 60; i++) {
            released = stillCounting(released, limit, clock);
            clock = nextRelease(released, limit, clock);
            released.push(clock);
        }
        const least = 5 * limit.windowMs;
        expect(clock / least).toBeLessThan(1.05);
        expect(clock).toBeGreaterThanOrEqual(least);
    });
});

describe("of the calls that were sent", () => {
    const limit = { calls: 3, windowMs: 1_000 };
    const now = 50_000;
    const [oldest, newest] = [now - limit.windowMs - MARGIN_MS + 1, now + limit.windowMs];

    it.each([
        ["those of the last window and its margin count", [oldest - 1, oldest, now], [oldest, now]],
        ["one that is still on its way counts", [now, newest], [now, newest]],
        ["one from further in the future does not: the clock was set back", [now, newest + 1], [now]],
        ["those that were written out of order are put in order", [now, 49_900, 100, 49_990], [49_900, 49_990, now]],
        ["none need be left", [oldest - 1], []],
    ])("%s", (_what, sentAt, counting) => {
        expect(stillCounting(sentAt, limit, now)).toEqual(counting);
    });

    it.each([
        ["with places left the next leaves at once", [49_000, 49_500], now],
        ["a full window waits for the oldest call to leave it", [49_200, 49_300, 49_900], 49_200 + 1_000 + MARGIN_MS],
        ["only the last calls matter", [49_000, 49_200, 49_300, 49_900], 49_200 + 1_000 + MARGIN_MS],
        ["a full window that is over delays nothing", [100, 200, 300], now],
    ])("%s", (_what, sentAt, release) => {
        expect(nextRelease(sentAt, limit, now)).toBe(release);
    });

    it("what no longer counts changes nothing", () => {
        const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 30 });
        fc.assert(
            fc.property(limits, times, (limit, ago) => {
                const sentAt = ago.map((ms) => now - ms).sort((a, b) => a - b);
                expect(nextRelease(stillCounting(sentAt, limit, now), limit, now)).toBe(
                    nextRelease(sentAt, limit, now),
                );
            }),
        );
    });
});

describe("the limits of a call", () => {
    const customerId = "216196257331281920";
    const prefix = `/mgmtconfig/v1/admin/customers/${customerId}`;
    const keys = "/associationType/CONNECTOR_GRP/provisioningKey";
    const of = (api: "legacy" | "oneapi", [method, path]: readonly [string, string], customer = customerId) =>
        limitsOf(LIMITS, { api, customerId: customer }, { method, path: `${prefix}${path}` });
    const shared = (one: LimitOfCall[], other: LimitOfCall[]) =>
        one.filter(({ key }) => other.some((each) => each.key === key)).map(({ calls }) => calls);

    it("are 20 reads and 10 writes in 10 s on the legacy API, over all paths and tenants", () => {
        expect(of("legacy", ["GET", "/appConnectorGroup"])).toMatchObject([
            { counts: "reads", calls: 20, windowMs: 10_000 },
        ]);
        expect(of("legacy", ["POST", "/appConnectorGroup"])).toMatchObject([
            { counts: "writes", calls: 10, windowMs: 10_000 },
        ]);
        const elsewhere = of("legacy", ["DELETE", `${keys}/7`], "72058304855015424");
        expect(shared(of("legacy", ["POST", "/appConnectorGroup"]), elsewhere)).toEqual([10]);
        expect(shared(of("legacy", ["GET", "/appConnectorGroup"]), elsewhere)).toEqual([]);
    });

    it("are the same for each path on OneAPI, and 5,000 calls a minute", () => {
        expect(of("oneapi", ["GET", "/appConnectorGroup?page=2&pagesize=500"])).toMatchObject([
            { counts: "reads of appConnectorGroup", calls: 20, windowMs: 10_000, inHeaders: false },
            { counts: "calls", calls: 5_000, windowMs: 60_000, inHeaders: true },
        ]);
        expect(of("oneapi", ["PUT", `${keys}/7`])).toMatchObject([
            { counts: "writes to provisioningKey/{id}", calls: 10, windowMs: 10_000 },
            { calls: 5_000 },
        ]);
    });

    it.each([
        ["two ids of one path", ["PUT", "/appConnectorGroup/7"], ["DELETE", "/appConnectorGroup/8"], [10, 5_000]],
        ["two pages", ["GET", "/appConnectorGroup?page=1"], ["GET", "/appConnectorGroup?page=2"], [20, 5_000]],
        ["a list and a read by id", ["GET", "/appConnectorGroup"], ["GET", "/appConnectorGroup/7"], [5_000]],
        ["groups and keys", ["POST", "/appConnectorGroup"], ["POST", keys], [5_000]],
        ["a read and a write", ["GET", "/appConnectorGroup/7"], ["PUT", "/appConnectorGroup/7"], [5_000]],
    ] as const)("are shared on OneAPI by %s: %j and %j share %j", (_, one, other, calls) => {
        expect(shared(of("oneapi", one), of("oneapi", other))).toEqual(calls);
    });

    it("of a path are shared on OneAPI by the tenants of one address, the limit of all calls is not", () => {
        const one = of("oneapi", ["POST", "/appConnectorGroup"]);
        const path = "/mgmtconfig/v1/admin/customers/72058304855015424/appConnectorGroup";
        const client = { api: "oneapi", customerId: "72058304855015424" } as const;
        expect(shared(one, limitsOf(LIMITS, client, { method: "POST", path }))).toEqual([10]);
    });

    it("each name their source", () => {
        for (const { source } of LIMITS) expect(source).toMatch(/^https:\/\/help\.zscaler\.com\/|^docs\/zpa-api\.md#/);
    });
});

describe("a pacer", () => {
    const limit: LimitOfCall = { key: "writes", counts: "writes", calls: 3, windowMs: 200, inHeaders: false };
    const writes = async (ledger: Ledger) => (await ledger.change((pages) => pages)).writes;
    const clock = systemClock;

    it("keeps several callers to one limit, and they may be several processes", async () => {
        const folder = await mkdtemp(join(tmpdir(), "zpa-pacing-"));
        try {
            const pacers = [1, 2, 3].map(() => createPacer({ ledger: fileLedger("here", { folder }), clock }));
            const times: number[] = [];
            await Promise.all(
                Array.from({ length: 10 }, async (_, i) => {
                    await pacers[i % 3]!.release([limit], operation());
                    times.push(Date.now());
                }),
            );
            times.sort((a, b) => a - b);
            expect(mostInSlidingWindow(times, limit.windowMs)).toBeLessThanOrEqual(limit.calls);
        } finally {
            await rm(folder, { recursive: true });
        }
    });

    it("holds everybody back until the latest time that the service named", async () => {
        const ledger = memoryLedger();
        const [one, other] = [createPacer({ ledger, clock }), createPacer({ ledger, clock })];
        const until = Date.now() + 120;
        await one.pauseUntil(until, limit);
        await one.pauseUntil(until - 100, limit);
        await other.release([limit], operation());
        expect(Date.now()).toBeGreaterThanOrEqual(until);
    });

    it("releases nothing after a refusal was read, however long the file takes", async () => {
        const clock = fakeClock();
        const inMemory = memoryLedger();
        const started: (() => void)[] = [];
        const slow: Ledger = {
            async change(change) {
                const page = await inMemory.change(change);
                await new Promise<void>((resolve) => void started.push(resolve));
                return page;
            },
        };
        const pacer = createPacer({ ledger: slow, clock });
        const until = clock.now() + 6_000;
        const release = pacer.release([limit], operation({ clock }));
        while (started.length === 0) await Promise.resolve();
        const pause = pacer.pauseUntil(until, limit);
        const writing = setInterval(() => started.shift()?.(), 1);
        await Promise.all([release, pause]);
        clearInterval(writing);
        expect(clock.now()).toBe(until);
    });

    it("says what is waited for, and how long", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const one = { ...limit, calls: 1, windowMs: 5_000 };
        const pacer = createPacer({ ledger: memoryLedger(), clock });
        await pacer.release([one], waiting);
        await pacer.release([one], waiting);
        expect(waiting.reports).toEqual([
            "Rate limited (writes): resuming in 5 s, at 10:00:05 UTC; 1 call is waiting.",
        ]);
    });

    it("believes a pause of the service for 15 minutes at most, in this run and in others", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const ledger = memoryLedger();
        await createPacer({ ledger, clock }).pauseUntil(clock.now() + 30 * 24 * 3_600_000, limit);
        await createPacer({ ledger, clock }).release([limit], waiting);
        expect(clock.slept).toEqual([1_000, 899_000]);
        expect(waiting.reports).toEqual([
            "Rate limited (writes): resuming in 899 s, at 10:15:00 UTC; 1 call is waiting.",
        ]);
        expect(waiting.deadline.remainingMs()).toBe(120_000);
    });

    it("holds up no call that has other limits, and each takes places in all of its own", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ ledger, clock });
        const started = clock.now();
        const path = (key: string) => ({ ...limit, key, counts: key, calls: 1, windowMs: 10_000 });
        const all = { ...limit, key: "all", counts: "calls", calls: 3, windowMs: 60_000 };
        const sent: string[] = [];
        const send = async (key: string) => {
            await pacer.release([path(key), all], operation({ clock }));
            sent.push(`${key} ${clock.now() - started}`);
        };
        await Promise.all([send("groups"), send("keys")]);
        expect(sent).toEqual(["groups 0", "keys 0"]);
        await send("groups");
        await send("keys");
        expect(sent.slice(2)).toEqual([`groups ${10_000 + MARGIN_MS}`, `keys ${60_000 + MARGIN_MS}`]);
    });

    it("forgets the paths and tenants that nobody calls any more", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ ledger, clock });
        await pacer.release([{ ...limit, key: "groups" }], operation({ clock }));
        await clock.sleep(60_000);
        await pacer.release([{ ...limit, key: "keys" }], operation({ clock }));
        await clock.sleep(MARGIN_MS + 1);
        await pacer.release([limit], operation({ clock }));
        expect(Object.keys(await ledger.change((pages) => pages)).sort()).toEqual(["keys", "writes"]);
    });

    it("takes no place in one limit while another has none", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ ledger, clock });
        const [path, all] = [limit, { ...limit, key: "all", counts: "calls" }];
        await pacer.pauseUntil(clock.now() + 60_000, all);
        const before: number[] = [];
        const watched = {
            ...clock,
            sleep: async (ms: number) => {
                before.push((await ledger.change((pages) => pages))[path.key]?.sentAt.length ?? 0);
                await clock.sleep(ms);
            },
        };
        await createPacer({ ledger, clock: watched }).release([path, all], operation({ clock }));
        expect(before).toEqual([0, 0]);
    });

    it("reports a wait once, although calls in several queues wait for it", async () => {
        const clock = virtualClock();
        const pacer = createPacer({ ledger: memoryLedger(), clock });
        const all = { ...limit, key: "all", counts: "calls" };
        await pacer.pauseUntil(clock.now() + 60_000, all);
        const operations = ["groups", "groups", "keys", "keys"].map((key) => ({ key, own: operation({ clock }) }));
        await Promise.all(operations.map(({ key, own }) => pacer.release([{ ...limit, key }, all], own)));
        expect(operations.flatMap(({ own }) => own.reports)).toEqual([
            expect.stringMatching(/^Rate limited \(calls\): resuming in 59 s, at [\d:]{8} UTC; 4 calls are waiting\.$/),
        ]);
    });

    it.each([
        ["a month", 30 * 24 * 3_600_000],
        ["16 minutes", 960_000],
        ["for ever", 1e15],
    ])("a pause of %s in the shared file is no pause of this package, and holds nobody", async (_, ms) => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        await ledger.change(() => ({ writes: { sentAt: [], pausedUntil: clock.now() + ms } }));
        const pacer = createPacer({ ledger, clock });
        await pacer.release([limit], operation({ clock }));
        expect(clock.slept).toEqual([]);
        await ledger.change(() => ({ writes: { sentAt: [], pausedUntil: clock.now() + ms } }));
        await pacer.pauseUntil(clock.now() + 5_000, limit);
        expect((await writes(ledger))?.pausedUntil).toBe(clock.now() + 5_000);
    });

    it("a cancelled operation leaves the queue at once", async () => {
        const pacer = createPacer({ ledger: memoryLedger(), clock });
        await pacer.pauseUntil(Date.now() + 60_000, limit);
        const ended = [new AbortController(), new AbortController()];
        const waits = ended.map(({ signal }) => pacer.release([limit], operation({ signal })));
        for (const controller of ended) controller.abort();
        for (const wait of waits) await expect(wait).rejects.toThrow(/abort/);
    });

    const ANSWER = { status: 204, headers: {}, body: "", leftAfterMs: 0 };

    it.each([
        ["at once counts from its release", 0, 0, 0],
        ["within half of the margin counts from its release", 50, 0, 0],
        ["a little later counts from its answer", 51, 0, 51],
        ["late counts from the latest time that is assumed", 9_000, 0, 300],
        ["late over a slow connection counts from that time after its sending", 9_000, 500, 800],
    ])("a call that was answered %s", async (_what, answeredAfter, leftAfterMs, counted) => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const now = clock.now();
        await ledger.change(() => ({ writes: { pausedUntil: 0, sentAt: [now - 100, now - 10] } }));
        const release = await createPacer({ ledger, clock }).release(
            [{ ...limit, windowMs: 10_000 }],
            operation({ clock }),
        );
        await release.send(async () => {
            await clock.sleep(answeredAfter);
            return { ...ANSWER, leftAfterMs };
        });
        expect((await writes(ledger))?.sentAt).toEqual([now - 100, now - 10, now + counted]);
    });

    it("a call that began long after its release, or failed, counts from then", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const now = clock.now();
        const pacer = createPacer({ ledger, clock });
        const release = await pacer.release([{ ...limit, windowMs: 10_000 }], operation({ clock }));
        await clock.sleep(2_000);
        const failing = release.send(async () => {
            await clock.sleep(200);
            throw new Error("reset");
        });
        await expect(failing).rejects.toThrow("reset");
        expect((await writes(ledger))?.sentAt).toEqual([now + 2_200]);
    });

    it("a call that was forgotten in the meantime is not counted again", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const release = await createPacer({ ledger, clock }).release([limit], operation({ clock }));
        await ledger.change(() => ({ writes: { pausedUntil: 0, sentAt: [7] } }));
        await clock.sleep(200);
        await release.send(async () => ANSWER);
        expect((await writes(ledger))?.sentAt).toEqual([7]);
    });

    it("leaves its waits out of the operation's time", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock, totalMs: 1_000 });
        const pacer = createPacer({ ledger: memoryLedger(), clock });
        const one = { ...limit, calls: 1, windowMs: 5_000 };
        await pacer.release([one], waiting);
        await pacer.release([one], waiting);
        expect(clock.slept).toEqual([1_000, 4_000 + MARGIN_MS]);
        expect(waiting.deadline.remainingMs()).toBe(1_000);
    });

    it.each([
        [3_000, []],
        [3_001, ["Rate limited (writes): resuming in 3 s, at 10:00:03 UTC; 1 call is waiting."]],
    ])("a wait of %i ms is reported as %j", async (ms, reports) => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const pacer = createPacer({ ledger: memoryLedger(), clock });
        await pacer.pauseUntil(clock.now() + ms, limit);
        await pacer.release([limit], waiting);
        expect(clock.slept.reduce((sum, each) => sum + each, 0)).toBe(ms);
        expect(waiting.reports).toEqual(reports);
    });

    it("forgets no call while it waits, and no pause while it counts", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ ledger, clock });
        const until = clock.now() + 100;
        await pacer.release([limit], operation({ clock }));
        await pacer.pauseUntil(until, limit);
        await pacer.release([limit], operation({ clock }));
        expect(await writes(ledger)).toEqual({ pausedUntil: until, sentAt: [until - 100, until] });
    });

    it("a cancelled operation does not wait for those before it in the line", async () => {
        const clock = { ...fakeClock(), sleep: () => new Promise<void>(() => {}) };
        const pacer = createPacer({ ledger: memoryLedger(), clock });
        await pacer.pauseUntil(clock.now() + 1_000, limit);
        void pacer.release([limit], operation({ clock }));
        const [controller, before] = [new AbortController(), AbortSignal.abort(new Error("ended before"))];
        const wait = pacer.release([limit], operation({ clock, signal: controller.signal }));
        controller.abort(new Error("ended by a person"));
        await expect(wait).rejects.toThrow("ended by a person");
        await expect(pacer.release([limit], operation({ clock, signal: before }))).rejects.toThrow("ended before");
    });

    it("an operation that was cancelled before takes no place, and those behind it go on", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ ledger, clock });
        const signal = AbortSignal.abort(new Error("ended by a person"));
        await expect(pacer.release([limit], operation({ clock, signal }))).rejects.toThrow("ended by a person");
        await pacer.release([limit], operation({ clock }));
        expect((await writes(ledger))?.sentAt).toEqual([clock.now()]);
    });
});
