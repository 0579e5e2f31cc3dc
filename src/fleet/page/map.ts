import { plural } from "../../model/words";
import type { GroupState } from "../model";
import { type Html, html } from "./html";
import { projectionOf, WIDTH } from "./projection";
import { fullName, type Row } from "./view";
import { STATE_NAMES, STATES } from "./words";

/** The part of the world that is always shown; a group beyond it extends the map. */
const NORTH = 84;
const SOUTH = -56;
/** Padding for the dots at the edges. */
const MARGIN = 20;
/** Groups that are closer to each other share a dot, in units of the map. */
const SAME_DOT = 7;
const MAX_NAMES = 12;
const NEEDS_ATTENTION: ReadonlySet<GroupState> = new Set(["disconnected", "degraded"]);

/** The outlines on the map, as SVG paths. `npm run build` prepares them. */
export interface WorldPaths {
    readonly land: string;
    readonly borders: string;
}

interface Dot {
    readonly x: number;
    readonly y: number;
    readonly rows: Row[];
}

/** The world with a dot for each group, or for several that are close together. */
export function worldMap(rows: readonly Row[]): Html {
    const { land, borders } = require("../outlines/world.json") as WorldPaths;
    const projection = projectionOf();
    const dots = dotsOf(rows, (longitude, latitude) => projection([longitude, latitude])!);
    const lost = rows.length - dots.reduce((sum, dot) => sum + dot.rows.length, 0);
    const from = Math.min(projection([0, NORTH])![1], ...dots.map(({ y }) => y - MARGIN));
    const to = Math.max(projection([0, SOUTH])![1], ...dots.map(({ y }) => y + MARGIN));
    const box = [-MARGIN, from, WIDTH + 2 * MARGIN, to - from].map((n) => n.toFixed(1)).join(" ");
    return html`<svg class="map" viewBox="${box}" role="group" aria-label="World map of App Connector groups">
<path class="land" d="${land}"/>
<path class="borders" d="${borders}"/>
${dots.map(drawDot)}</svg>
<p class="note">A larger dot has more connectors. Groups that are close together share a dot, which shows the worst state.${lost > 0 && html` ${plural(lost, "group")} without coordinates ${lost === 1 ? "is" : "are"} not on the map.`}</p>
<ul class="legend">${STATE_NAMES.filter((state) => rows.some((row) => row.state === state)).map(
        (state) => html`<li>${symbol(state)} ${STATES[state].word} <small>${STATES[state].meaning}</small></li>`,
    )}</ul>`;
}

function dotsOf(rows: readonly Row[], project: (longitude: number, latitude: number) => [number, number]): Dot[] {
    const dots: Dot[] = [];
    for (const row of rows) {
        const { latitude, longitude } = row.group;
        if (latitude === undefined || longitude === undefined) continue;
        const [x, y] = project(longitude, latitude);
        const near = dots.find((dot) => Math.hypot(dot.x - x, dot.y - y) < SAME_DOT);
        if (near) near.rows.push(row);
        else dots.push({ x, y, rows: [row] });
    }
    // Dots that need attention are on top. Among the others, smaller dots are on top.
    return dots.sort((a, b) => attentionOf(a) - attentionOf(b) || sizeOf(b) - sizeOf(a));
}

const attentionOf = (dot: Dot) => Number(NEEDS_ATTENTION.has(worstOf(dot)));

const connectorsIn = ({ rows }: Dot) => rows.reduce((sum, { group }) => sum + group.connectors.length, 0);
function sizeOf(dot: Dot): number {
    const size = Math.min(13, 3.5 + 1.3 * Math.sqrt(connectorsIn(dot)));
    return NEEDS_ATTENTION.has(worstOf(dot)) ? Math.max(7, size) : size;
}
const worstOf = ({ rows }: Dot) => STATE_NAMES.find((state) => rows.some((row) => row.state === state))!;

function drawDot(dot: Dot): Html {
    const { rows, x, y } = dot;
    const anchors = rows.map(({ anchor }) => anchor).join(" ");
    return html`<a id="d${rows[0]!.anchor.slice(1)}" href="#${rows[0]!.anchor}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" tabindex="-1" data-groups="${anchors}" data-what="on this place of the map"><title>${namesOf(rows)}</title>${shape(worstOf(dot), sizeOf(dot))}</a>
`;
}

/** The groups of a dot or a bar with their states, one a line. */
export function namesOf(rows: readonly Row[]): string {
    const names = rows.slice(0, MAX_NAMES).map((row) => `${fullName(row)}: ${STATES[row.state].word}`);
    return [...names, ...(rows.length > MAX_NAMES ? [`and ${rows.length - MAX_NAMES} more`] : [])].join("\n");
}

/** A shape of {@link symbols} of this size. */
const shape = (state: GroupState, size: number): Html =>
    html`<use class="dot ${state}" href="#s-${state}" transform="scale(${size.toFixed(1)})"/>`;

/** The shape of each state, in the middle of the plane. Only states that need attention have corners. */
export const symbols = (): Html =>
    html`<svg class="hidden" aria-hidden="true"><defs>${STATE_NAMES.map((state) => {
        const still = html`vector-effect="non-scaling-stroke"`;
        if (state === "disconnected") return html`<path id="s-${state}" ${still} d="M0-1.15 1.15 0 0 1.15-1.15 0z"/>`;
        if (state === "degraded") return html`<path id="s-${state}" ${still} d="M0-1.1 1.1.9h-2.2z"/>`;
        return html`<circle id="s-${state}" ${still} r="1"/>`;
    })}</defs></svg>`;

/** The shape of a state for use in text. */
export const symbol = (state: GroupState): Html =>
    html`<svg class="symbol" viewBox="-8 -8 16 16" aria-hidden="true">${shape(state, 5)}</svg>`;
