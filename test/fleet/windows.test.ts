import fc from "fast-check";
import { DAYS, type UpgradeWindow } from "../../src/fleet/model";
import { allOverlap, lanesOf, nextWindow, overlap, segmentsOf, windowText } from "../../src/fleet/windows";

const window = fc.record<UpgradeWindow>({
    day: fc.constantFrom(...DAYS),
    secs: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 900),
});

/** The quarter hours of the week in which a window is open, counted one by one. */
function quartersOf({ day, secs }: UpgradeWindow): Set<number> {
    const first = DAYS.indexOf(day) * 96 + secs / 900;
    return new Set(Array.from({ length: 16 }, (_, i) => (first + i) % 672));
}

test("two windows overlap if and only if they share a quarter hour of the week", () => {
    fc.assert(
        fc.property(window, window, (a, b) => {
            const [of, other] = [quartersOf(a), quartersOf(b)];
            expect(overlap(a, b)).toBe([...of].some((quarter) => other.has(quarter)));
        }),
        { numRuns: 2000 },
    );
});

test("windows that all overlap have a quarter hour in common", () => {
    const near = fc.tuple(
        fc.integer({ min: 0, max: 671 }),
        fc.array(fc.integer({ min: 0, max: 24 }), { minLength: 1, maxLength: 5 }),
    );
    const around = near.map(([first, offsets]) =>
        offsets.map((offset): UpgradeWindow => {
            const quarter = (first + offset) % 672;
            return { day: DAYS[Math.floor(quarter / 96)]!, secs: (quarter % 96) * 900 };
        }),
    );
    fc.assert(
        fc.property(around, (windows) => {
            const open = windows.map(quartersOf);
            const common = [...open[0]!].filter((quarter) => open.every((quarters) => quarters.has(quarter)));
            expect(allOverlap(windows)).toBe(common.length > 0);
        }),
        { numRuns: 2000 },
    );
});

test("the parts of a window stay within their days, join at midnight, and last four hours together", () => {
    fc.assert(
        fc.property(window, (given) => {
            const parts = segmentsOf(given);
            expect(parts.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(4);
            expect(parts.every(({ from, to }) => from >= 0 && to <= 24 && from < to)).toBe(true);
            const [first, second] = parts;
            expect(first).toMatchObject({
                day: given.day,
                from: given.secs / 3600,
                continued: false,
                continues: second !== undefined,
            });
            if (second) {
                expect(first!.to).toBe(24);
                expect(second).toMatchObject({ from: 0, continued: true, continues: false });
                expect((DAYS.indexOf(second.day) - DAYS.indexOf(given.day) + 7) % 7).toBe(1);
            }
        }),
    );
});

test("no two items of a lane touch, none is missing, and there are no more lanes than needed", () => {
    const item = fc.tuple(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 1, max: 16 }));
    fc.assert(
        fc.property(fc.array(item), (given) => {
            const items = given.map(([from, length]) => ({ from, to: from + length }));
            const lanes = lanesOf(items);
            const open = items.map(({ from }) => items.filter((item) => item.from <= from && from < item.to).length);
            expect(lanes).toHaveLength(Math.max(0, ...open));
            expect(lanes.flat()).toHaveLength(items.length);
            for (const lane of lanes)
                for (const [i, { from }] of lane.entries()) expect(from).toBeGreaterThanOrEqual(lane[i - 1]?.to ?? 0);
        }),
    );
});

test.each([
    ["SUNDAY", 66_600, "Sunday 18:30–22:30"],
    ["SUNDAY", 72_000, "Sunday 20:00–Monday 00:00"],
    ["SATURDAY", 85_500, "Saturday 23:45–Sunday 03:45"],
] as const)("%s at %d s is shown as %s", (day, secs, text) => {
    expect(windowText({ day, secs })).toBe(text);
});

test("the next window is the first that begins at or after the instant, in the order of the week", () => {
    fc.assert(
        fc.property(fc.array(window), fc.integer({ min: 0, max: 671 }), (windows, quarter) => {
            // 22 November 2026 is a Sunday.
            const after = new Date(Date.UTC(2026, 10, 22) + quarter * 900_000);
            const waitOf = ({ day, secs }: UpgradeWindow) =>
                (DAYS.indexOf(day) * 96 + secs / 900 - quarter + 672) % 672;
            const next = nextWindow(windows, after);
            if (windows.length === 0) expect(next).toBeUndefined();
            else expect(waitOf(next!)).toBe(Math.min(...windows.map(waitOf)));
        }),
    );
});
