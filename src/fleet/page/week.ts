import { plural } from "../../model/words";
import { DAYS, type UpgradeWindow } from "../model";
import { dayName, lanesOf, type Segment, segmentsOf, timeText, WINDOW_HOURS, windowText } from "../windows";
import { type Html, html } from "./html";
import type { Row } from "./view";

/** If there are more bars, those that begin in the same hour are merged. */
const MAX_BARS = 60;
const LANE_HEIGHT = 26;
const HOUR = 3600;
/** A shorter bar shows only a number. */
const SHORT_HOURS = 3;

/** Groups whose windows begin at the same time, or in the same hour. */
interface Bar {
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
        const height = Math.max(1, lanes.length) * LANE_HEIGHT + 8;
        const label = `${dayName(day)}: ${plural(
            lanes.flat().reduce((sum, { bar }) => sum + bar.rows.length, 0),
            "window",
        )}`;
        return html`<dt>${dayName(day)}</dt><dd><svg width="100%" height="${height}" role="group" aria-label="${label}">
${[25, 50, 75].map((x) => html`<line class="grid" x1="${x}%" x2="${x}%" y1="0" y2="100%"/>`)}
${lanes.map((lane, i) => lane.map((segment) => drawSegment(segment, 4 + i * LANE_HEIGHT)))}</svg></dd>`;
    })}</dl></div>`;
}

function barsOf(rows: readonly Row[]): Bar[] {
    const exact = gather(rows, (secs) => secs, WINDOW_HOURS);
    if (exact.length <= MAX_BARS) return exact;
    // A merged bar lasts until the last of its windows can end.
    return gather(rows, (secs) => secs - (secs % HOUR), WINDOW_HOURS + 0.75);
}

function gather(rows: readonly Row[], startOf: (secs: number) => number, hours: number): Bar[] {
    const bars = new Map<string, { window: UpgradeWindow; hours: number; rows: Row[] }>();
    for (const row of rows) {
        if (!row.group.window) continue;
        const window = { day: row.group.window.day, secs: startOf(row.group.window.secs) };
        const key = JSON.stringify(window);
        const bar = bars.get(key) ?? { window, hours, rows: [] };
        bar.rows.push(row);
        bars.set(key, bar);
    }
    return [...bars.values()];
}

/** A bar that is cut at midnight has no edge there, because its rectangle extends beyond the frame. */
function drawSegment(segment: Segment & { readonly bar: Bar }, y: number): Html {
    const { bar, from, to, continued, continues } = segment;
    const percent = (hours: number) => `${((hours / 24) * 100).toFixed(3)}%`;
    const dark = bar.rows.filter(({ findings }) => findings.some(({ rule }) => rule.id === "single-connector")).length;
    const alone = bar.rows.length === 1;
    const what = alone ? bar.rows[0]!.group.name : `${bar.rows.length} groups`;
    const time = `${timeText(bar.window.secs)}${bar.hours === WINDOW_HOURS ? "" : "+"}`;
    const shown = alone ? html`${what}` : html`${bar.rows.length}<tspan class="word"> groups</tspan>`;
    const text = continued ? html`‹ ${shown}` : html`<tspan class="time">${time} </tspan>${shown}${continues && " ›"}`;
    const css = `bar${dark > 0 ? " dark" : ""}${to - from < SHORT_HOURS ? " short" : ""}`;
    const label = `${continued ? "" : `${time} `}${what}: ${titleOf(bar)}${dark > 0 ? `; ${plural(dark, "group goes", "groups go")} dark` : ""}`;
    return html`<a href="#${bar.rows[0]!.anchor}" class="${css}" data-pick="${bar.rows.map(({ anchor }) => anchor).join(" ")}" data-what="with the window ${titleOf(bar)}" aria-label="${label}"${continued && html` tabindex="-1"`}><title>${label}</title><svg x="${percent(from)}" y="${y}" width="${percent(to - from)}" height="${LANE_HEIGHT - 4}"><rect${continued && html` x="-6"`} width="${continued || continues ? "120%" : "100%"}" height="100%" rx="4"/><text x="7" y="15">${dark > 0 && "▲ "}${text}</text></svg></a>`;
}

function titleOf({ window, hours }: Bar): string {
    if (hours === WINDOW_HOURS) return windowText(window);
    return `${dayName(window.day)}, beginning ${timeText(window.secs)}–${timeText(window.secs + HOUR - 900)}`;
}
