import { DAYS, type Day, type UpgradeWindow } from "./model";

/** Source: docs/zpa-api.md#software-updates */
export const WINDOW_HOURS = 4;

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const LENGTH = WINDOW_HOURS * HOUR;

/** Seconds since the beginning of Sunday. */
const startOf = ({ day, secs }: UpgradeWindow) => DAYS.indexOf(day) * DAY + secs;

/** Whether two windows overlap, also across midnight and the end of the week. */
export function overlap(a: UpgradeWindow, b: UpgradeWindow): boolean {
    const apart = Math.abs(startOf(a) - startOf(b));
    return Math.min(apart, WEEK - apart) < LENGTH;
}

/** Whether there is a time at which all windows are open. */
export function allOverlap(windows: readonly UpgradeWindow[]): boolean {
    // Windows that overlap in pairs all overlap, because each is much shorter than the week.
    return windows.every((a, i) => windows.slice(i + 1).every((b) => overlap(a, b)));
}

/** `Sunday 18:30–22:30`, or `Saturday 22:00–Sunday 02:00`. */
export function windowText(window: UpgradeWindow): string {
    const end = (startOf(window) + LENGTH) % WEEK;
    const endDay = DAYS[Math.floor(end / DAY)]!;
    const until = endDay === window.day ? "" : `${dayName(endDay)} `;
    return `${dayName(window.day)} ${timeText(window.secs)}–${until}${timeText(end % DAY)}`;
}

/**
 * The window that begins next after an instant. ZPA does not document the time zone of windows, so the instant is
 * compared as UTC.
 */
export function nextWindow(windows: readonly UpgradeWindow[], after: Date): UpgradeWindow | undefined {
    const now = after.getUTCDay() * DAY + ((after.getTime() / 1000) % DAY);
    const wait = (window: UpgradeWindow) => (startOf(window) - now + WEEK) % WEEK;
    return [...windows].sort((a, b) => wait(a) - wait(b))[0];
}

export const dayName = (day: Day) => `${day[0]}${day.slice(1).toLowerCase()}`;

export function timeText(secs: number): string {
    const two = (value: number) => String(value).padStart(2, "0");
    return `${two(Math.floor(secs / HOUR))}:${two(Math.floor((secs % HOUR) / 60))}`;
}

/** A part of a window (or of several that begin close together) within one day, in hours of that day. */
export interface Segment {
    readonly day: Day;
    readonly from: number;
    readonly to: number;
    /** The window began on the day before. */
    readonly continued: boolean;
    /** The window continues after midnight. */
    readonly continues: boolean;
}

/** The parts of a window by day: one part, or two if it crosses midnight. */
export function segmentsOf(window: UpgradeWindow, lengthHours: number = WINDOW_HOURS): Segment[] {
    const from = window.secs / HOUR;
    const to = from + lengthHours;
    if (to <= 24) return [{ day: window.day, from, to, continued: false, continues: false }];
    const next = DAYS[(DAYS.indexOf(window.day) + 1) % DAYS.length]!;
    return [
        { day: window.day, from, to: 24, continued: false, continues: true },
        { day: next, from: 0, to: to - 24, continued: true, continues: false },
    ];
}

/** Puts each item into the first lane in which it overlaps no other. */
export function lanesOf<T extends { readonly from: number; readonly to: number }>(items: readonly T[]): T[][] {
    const lanes: T[][] = [];
    for (const item of [...items].sort((a, b) => a.from - b.from)) {
        const free = lanes.find((lane) => lane.at(-1)!.to <= item.from);
        if (free) free.push(item);
        else lanes.push([item]);
    }
    return lanes;
}
