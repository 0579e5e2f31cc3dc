import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { systemClock } from "../../src/api/clock";
import { fileLedger } from "../../src/api/pacing/fileLedger";
import { type Ledger, memoryLedger } from "../../src/api/pacing/ledger";
import { type Limit, nextRelease, stillCounting } from "../../src/api/pacing/limits";
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

    it("believes a pause of the service for 15 minutes at most, also one that another run left behind", async () => {
        const clock = fakeClock();
        const waiting = operation({ clock });
        const ledger = memoryLedger();
        await ledger.change((page) => ({ ...page, pausedUntil: clock.now() + 30 * 24 * 3_600_000 }));
        await createPacer({ limit, ledger, clock }).release(waiting);
        expect(clock.slept).toEqual([900_000]);
        expect(waiting.reports).toEqual(["Rate limited (writes): resuming in 900 s."]);
        expect(waiting.deadline.remainingMs()).toBe(120_000);
    });

    it("a cancelled operation leaves the queue at once", async () => {
        const pacer = createPacer({ limit, ledger: memoryLedger(), clock });
        await pacer.pauseUntil(Date.now() + 60_000);
        const ended = [new AbortController(), new AbortController()];
        const waits = ended.map(({ signal }) => pacer.release(operation({ signal })));
        for (const controller of ended) controller.abort();
        for (const wait of waits) await expect(wait).rejects.toThrow(/abort/);
    });
});
