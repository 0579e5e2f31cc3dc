import { plural } from "../../model/words";
import { DAYS, type UpgradeWindow } from "../model";
import { dayName, lanesOf, type Segment, segmentsOf, timeText, WINDOW_HOURS, windowText } from "../windows";
import { type Html, html } from "./html";
import { namesOf } from "./map";
import { fullName, isAlone, type Row } from "./view";

/** If there are more bars, those that begin in the same hour are merged. */
const MAX_BARS = 60;
const HOUR = 3600;
/** The columns of a day: quarters of an hour. */
const COLUMNS = 96;

/** Groups whose windows begin at the same time, or in the same hour. */
interface Bar {
    readonly id: string;
    readonly window: UpgradeWindow;
    readonly hours: number;
    readonly rows: readonly Row[];
}

/** The week, one row per day, with the upgrade windows of all enabled groups. */
export function weekChart(rows: readonly Row[]): Html {
    const bars = barsOf(rows.filter(({ group }) => group.enabled));
    const segments = bars.flatMap((bar) => segmentsOf(bar.window, bar.hours).map((segment) => ({ ...segment, bar })));
    return html`<div class="week">
<div class="hours" aria-hidden="true"><span>00:00</span><span>06:00</span><span>12:00</span><span>18:00</span><span>24:00</span></div>
<dl>${DAYS.map((day) => {
        const lanes = lanesOf(segments.filter((segment) => segment.day === day));
        return html`<dt>${dayName(day)}</dt><dd>${lanes.map((lane) => html`<div class="lane">${lane.map(drawSegment)}</div>`)}</dd>
`;
    })}</dl></div>`;
}

/** The rules that place the bars. The policy of the page forbids styles in attributes. */
export const weekStyle = (): string =>
    Array.from(
        { length: COLUMNS },
        (_, i) => `.at${i}{grid-column-start:${i + 1}}.for${i + 1}{grid-column-end:span ${i + 1}}`,
    ).join("");

function barsOf(rows: readonly Row[]): Bar[] {
    const exact = gather(rows, (secs) => secs, WINDOW_HOURS);
    if (exact.length <= MAX_BARS) return exact;
    // A merged bar lasts until the last of its windows can end.
    return gather(rows, (secs) => secs - (secs % HOUR), WINDOW_HOURS + 0.75);
}

function gather(rows: readonly Row[], startOf: (secs: number) => number, hours: number): Bar[] {
    const bars = new Map<string, Bar & { rows: Row[] }>();
    for (const row of rows) {
        if (!row.group.window) continue;
        const window = { day: row.group.window.day, secs: startOf(row.group.window.secs) };
        const key = JSON.stringify(window);
        const bar = bars.get(key) ?? { id: `w${bars.size}`, window, hours, rows: [] };
        bar.rows.push(row);
        bars.set(key, bar);
    }
    return [...bars.values()];
}

/** A bar that is cut at midnight has no edge there. */
function drawSegment(segment: Segment & { readonly bar: Bar }): Html {
    const { bar, from, to, continued, continues } = segment;
    const [only, ...others] = bar.rows;
    const at = Math.floor(from * 4);
    const length = Math.max(1, Math.floor(to * 4) - at);
    const time = `${timeText(bar.window.secs)}${bar.hours === WINDOW_HOURS ? "" : "+"}`;
    const what =
        others.length === 0 ? nameOf(only!) : html`<span>${bar.rows.length}<span class="word"> groups</span></span>`;
    const alone = bar.rows.filter(isAlone).length;
    const css = [`bar at${at} for${length}`, alone > 0 && "alone", continued && "continued", continues && "continues"];
    const title = titleOf(bar);
    const label = `${time} ${others.length === 0 ? fullName(only!) : plural(bar.rows.length, "group")}: ${title}${alone > 0 ? `; ${plural(alone, "group")} unavailable` : ""}`;
    return html`<a${!continued && html` id="${bar.id}"`} class="${css.filter(Boolean).join(" ")}" href="#${only!.anchor}" data-groups="${bar.rows.map(({ anchor }) => anchor).join(" ")}" data-window="${title}" data-what="with the window ${title}" title="${`${title}\n${namesOf(bar.rows)}`}" aria-label="${label}"${continued && html` tabindex="-1" aria-hidden="true" data-of="${bar.id}"`}><span class="mark">▲</span><span class="time">${time}</span> <span class="what">${what}</span></a>`;
}

/** The name is shortened if there is no room, its tenant is not. */
const nameOf = ({ group, qualifier }: Row): Html =>
    html`<bdi>${group.name}</bdi>${qualifier !== "" && html` <small>${qualifier}</small>`}`;

function titleOf({ window, hours }: Bar): string {
    if (hours === WINDOW_HOURS) return windowText(window);
    return `${dayName(window.day)}, beginning ${timeText(window.secs)}–${timeText(window.secs + HOUR - 900)}`;
}
