import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { systemClock } from "../../src/api/clock";
import { fileLedger } from "../../src/api/pacing/fileLedger";
import { type Ledger, memoryLedger } from "../../src/api/pacing/ledger";
import { LIMITS, type Limit, MARGIN_MS, nextRelease, stillCounting } from "../../src/api/pacing/limits";
import { createPacer } from "../../src/api/pacing/pacer";
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
                fc.array(fc.integer({ min: 0, max: 140 })),
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

it("the limits are the vendor's", () => {
    expect(LIMITS.legacy).toEqual({
        read: { counts: "reads", calls: 20, windowMs: 10_000 },
        write: { counts: "writes", calls: 10, windowMs: 10_000 },
    });
    expect(LIMITS.oneapi.read).toEqual({ counts: "calls", calls: 5_000, windowMs: 60_000 });
    expect(LIMITS.oneapi.write).toBe(LIMITS.oneapi.read);
});

describe("a pacer", () => {
    const limit = { counts: "writes", calls: 3, windowMs: 200 };
    const clock = systemClock;

    it("keeps several callers to one limit, and they may be several processes", async () => {
        const folder = await mkdtemp(join(tmpdir(), "zpa-pacing-"));
        try {
            const pacers = [1, 2, 3].map(() => createPacer({ limit, ledger: fileLedger("here", { folder }), clock }));
            const times: number[] = [];
            await Promise.all(
                Array.from({ length: 10 }, async (_, i) => {
                    await pacers[i % 3]!.release(operation());
                    times.push(Date.now());
                }),
            );
            times.sort((a, b) => a - b);
            expect(mostInSlidingWindow(times, limit.windowMs)).toBeLessThanOrEqual(limit.calls);
        } finally {
            await rm(folder, { recursive: true });
        }
    });

    it("counts a call from when it really left", async () => {
        const ledger = memoryLedger();
        const pacer = createPacer({ limit, ledger, clock });
        const release = await pacer.release(operation());
        const later = Date.now() + 50;
        await release.sentAt(later);
        expect((await ledger.change((page) => page)).sentAt).toEqual([later]);
    });

    it("holds everybody back until the latest time that the service named", async () => {
        const ledger = memoryLedger();
        const [one, other] = [createPacer({ limit, ledger, clock }), createPacer({ limit, ledger, clock })];
        const until = Date.now() + 120;
        await one.pauseUntil(until);
        await one.pauseUntil(until - 100);
        await other.release(operation());
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
        const pacer = createPacer({ limit, ledger: slow, clock });
        const until = clock.now() + 6_000;
        const release = pacer.release(operation({ clock }));
        while (started.length === 0) await Promise.resolve();
        const pause = pacer.pauseUntil(until);
        const writing = setInterval(() => started.shift()?.(), 1);
        await Promise.all([release, pause]);
        clearInterval(writing);
        expect(clock.now()).toBe(until);
    });

    it("says what is waited for, and how long", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const limit = { counts: "writes", calls: 1, windowMs: 5_000 };
        const pacer = createPacer({ limit, ledger: memoryLedger(), clock });
        await pacer.release(waiting);
        await pacer.release(waiting);
        expect(waiting.reports).toEqual(["Rate limited (writes): resuming in 6 s."]);
    });

    it("believes a pause of the service for 15 minutes at most, in this run and in others", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const ledger = memoryLedger();
        await createPacer({ limit, ledger, clock }).pauseUntil(clock.now() + 30 * 24 * 3_600_000);
        await createPacer({ limit, ledger, clock }).release(waiting);
        expect(clock.slept).toEqual([900_000]);
        expect(waiting.reports).toEqual(["Rate limited (writes): resuming in 900 s."]);
        expect(waiting.deadline.remainingMs()).toBe(120_000);
    });

    it.each([
        ["a month", 30 * 24 * 3_600_000],
        ["16 minutes", 960_000],
        ["for ever", 1e15],
    ])("a pause of %s in the shared file is no pause of this package, and holds nobody", async (_, ms) => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        await ledger.change((page) => ({ ...page, pausedUntil: clock.now() + ms }));
        const pacer = createPacer({ limit, ledger, clock });
        await pacer.release(operation({ clock }));
        expect(clock.slept).toEqual([]);
        await ledger.change((page) => ({ ...page, pausedUntil: clock.now() + ms }));
        await pacer.pauseUntil(clock.now() + 5_000);
        expect((await ledger.change((page) => page)).pausedUntil).toBe(clock.now() + 5_000);
    });

    it("a cancelled operation leaves the queue at once", async () => {
        const pacer = createPacer({ limit, ledger: memoryLedger(), clock });
        await pacer.pauseUntil(Date.now() + 60_000);
        const ended = [new AbortController(), new AbortController()];
        const waits = ended.map(({ signal }) => pacer.release(operation({ signal })));
        for (const controller of ended) controller.abort();
        for (const wait of waits) await expect(wait).rejects.toThrow(/abort/);
    });

    it.each([
        ["later than its release", 50, 50],
        ["at its release", 0, 0],
        ["earlier than its release, which no clock can say", -50, 0],
    ])("a call that left %s counts from %s ms on", async (_what, late, counted) => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const now = clock.now();
        await ledger.change((page) => ({ ...page, sentAt: [now - 100, now + 40] }));
        const release = await createPacer({ limit, ledger, clock }).release(operation({ clock }));
        expect(release.releasedAt).toBe(now);
        await release.sentAt(now + late);
        const { sentAt } = await ledger.change((page) => page);
        expect(stillCounting(sentAt, limit, now)).toEqual([now - 100, now + 40, now + counted].sort((a, b) => a - b));
    });

    it("a call that was forgotten in the meantime is not counted again", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const release = await createPacer({ limit, ledger, clock }).release(operation({ clock }));
        await ledger.change((page) => ({ ...page, sentAt: [7] }));
        await release.sentAt(clock.now() + 50);
        expect((await ledger.change((page) => page)).sentAt).toEqual([7]);
    });

    it("leaves its waits out of the operation's time", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock, totalMs: 1_000 });
        const pacer = createPacer({ limit: { ...limit, calls: 1, windowMs: 5_000 }, ledger: memoryLedger(), clock });
        await pacer.release(waiting);
        await pacer.release(waiting);
        expect(clock.slept).toEqual([5_000 + MARGIN_MS]);
        expect(waiting.deadline.remainingMs()).toBe(1_000);
    });

    it.each([
        [3_000, []],
        [3_001, ["Rate limited (writes): resuming in 4 s."]],
    ])("a wait of %i ms is reported as %j", async (ms, reports) => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const pacer = createPacer({ limit, ledger: memoryLedger(), clock });
        await pacer.pauseUntil(clock.now() + ms);
        await pacer.release(waiting);
        expect(clock.slept).toEqual([ms]);
        expect(waiting.reports).toEqual(reports);
    });

    it("forgets no call while it waits, and no pause while it counts", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ limit, ledger, clock });
        const until = clock.now() + 100;
        await pacer.release(operation({ clock }));
        await pacer.pauseUntil(until);
        await pacer.release(operation({ clock }));
        expect(await ledger.change((page) => page)).toEqual({ pausedUntil: until, sentAt: [until - 100, until] });
    });

    it("a cancelled operation does not wait for those before it in the line", async () => {
        const clock = { ...fakeClock(), sleep: () => new Promise<void>(() => {}) };
        const pacer = createPacer({ limit, ledger: memoryLedger(), clock });
        await pacer.pauseUntil(clock.now() + 1_000);
        void pacer.release(operation({ clock }));
        const [controller, before] = [new AbortController(), AbortSignal.abort(new Error("ended before"))];
        const wait = pacer.release(operation({ clock, signal: controller.signal }));
        controller.abort(new Error("ended by a person"));
        await expect(wait).rejects.toThrow("ended by a person");
        await expect(pacer.release(operation({ clock, signal: before }))).rejects.toThrow("ended before");
    });

    it("an operation that was cancelled before takes no place, and those behind it go on", async () => {
        const clock = fakeClock();
        const ledger = memoryLedger();
        const pacer = createPacer({ limit, ledger, clock });
        const signal = AbortSignal.abort(new Error("ended by a person"));
        await expect(pacer.release(operation({ clock, signal }))).rejects.toThrow("ended by a person");
        await pacer.release(operation({ clock }));
        expect((await ledger.change((page) => page)).sentAt).toEqual([clock.now()]);
    });
});
