import { plural } from "../../model/words";
import { type Finding, openOf } from "../findings/findings";
import { DAYS, type FleetGroup, type UpgradeWindow } from "../model";
import { windowText } from "../windows";
import { type Html, html } from "./html";
import { symbol } from "./map";
import { countsOf, fullName, isAlone, type Row, type View, weightOf } from "./view";
import { SEVERITY_SIGNS, STATE_NAMES, STATES } from "./words";

interface Column {
    readonly title: string;
    /** The class of its cells, which sets the width. */
    readonly css: string;
    readonly show: (row: Row) => Html | string;
    /** The sort key, if it differs from the text. */
    readonly order?: (row: Row) => number;
    /** Whether the table is sorted by it from the beginning, downwards. */
    readonly isFirst?: boolean;
}

const NOTHING = html`<span class="none">–</span>`;

const TENANT: Column = {
    title: "Tenant",
    css: "tenant",
    show: ({ tenant, group }) =>
        html`<bdi>${tenant.label}</bdi>${group.microtenantName !== undefined && html`<small><bdi>${group.microtenantName}</bdi></small>`}`,
};

const COLUMNS: readonly Column[] = [
    {
        title: "State",
        css: "state",
        show: ({ state }) => html`<span>${symbol(state)} ${STATES[state].word}</span>`,
        order: ({ state }) => STATE_NAMES.indexOf(state),
    },
    {
        title: "Connected",
        css: "connected",
        show: (row) => connectedText(row),
        order: (row) => countsOf([row]).connected,
    },
    {
        title: "Upgrade window",
        css: "window",
        show: ({ group }) => (group.window ? windowOf(group.window) : NOTHING),
        order: ({ group: { window } }) => (window ? DAYS.indexOf(window.day) * 86_400 + window.secs : -1),
    },
    { title: "Profile", css: "profile", show: ({ group }) => profileOf(group) },
    {
        title: "Keys",
        css: "keys",
        show: ({ group: { keys }, usableKeys }) => (keys ? `${usableKeys} of ${keys.length}` : NOTHING),
        order: ({ usableKeys }) => usableKeys ?? -1,
    },
    {
        title: "Findings",
        css: "found",
        show: ({ findings }) =>
            openOf(findings).length === 0
                ? NOTHING
                : html`<ul class="marks">${unique(openOf(findings)).map(markOf)}</ul>`,
        order: ({ findings }) => weightOf(findings),
        isFirst: true,
    },
];

export function groupTable({ rows, hasTenants }: View): Html {
    const columns = hasTenants ? [TENANT, ...COLUMNS] : COLUMNS;
    return html`<table id="groups-table"${!hasTenants && html` class="single"`}><caption class="hidden">All App Connector groups</caption>
<thead><tr><th scope="col" class="name">Group</th>${columns.map(({ title, css, isFirst }) => html`<th scope="col" class="${css}"${isFirst === true && html` aria-sort="descending"`}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => drawRow(row, columns, hasTenants))}</tbody></table>`;
}

function drawRow(row: Row, columns: readonly Column[], hasTenants: boolean): Html {
    const { anchor, tenant, group, state } = row;
    const { connectors, connected } = countsOf([row]);
    const below = [placeOf(group), hasTenants ? undefined : group.microtenantName].filter(Boolean).join(" · ");
    return html`<tr id="${anchor}" data-groups="${anchor}" data-name="${fullName(row)}" data-tenant="${tenant.label}" data-state="${state}" data-connected="${connected}" data-connectors="${connectors}"${isAlone(row) && html` data-alone`}><th scope="row" class="name"><bdi>${group.name}</bdi><small><bdi>${below}</bdi></small></th>${columns.map(
        ({ title, show, order, css }) =>
            html`<td class="${css}" data-label="${title}"${order && html` data-order="${order(row)}"`}>${show(row)}</td>`,
    )}</tr>
`;
}

/** A group that does not override its profile follows the tenant's default one. */
function profileOf({ versionProfileName: name, followsDefaultProfile }: FleetGroup): Html | string {
    if (name === undefined) return NOTHING;
    return followsDefaultProfile ? html`${name}<small>tenant default</small>` : name;
}

const placeOf = ({ location, cityCountry }: FleetGroup) => location || cityCountry || "";

function connectedText(row: Row): Html | string {
    const { connectors, connected } = countsOf([row]);
    return connectors === 0 ? NOTHING : `${connected} of ${connectors}`;
}

/** The text of a window. If it ends on another day, it has two lines. On paper the days are short. */
export function windowOf(window: UpgradeWindow): Html {
    const [from, to] = windowText(window).split("–");
    return to!.includes(" ") ? html`${shortDay(from!)}–<br>${shortDay(to!)}` : html`${shortDay(from!)}–${to}`;
}

const shortDay = (text: string): Html => {
    const [day, time] = text.split(" ");
    return html`${day!.slice(0, 3)}<span class="long">${day!.slice(3)}</span> ${time}`;
};

const unique = (findings: readonly Finding[]) => [...new Map(findings.map((f) => [f.rule.id, f])).values()];

const markOf = ({ rule }: Finding) =>
    html`<li><a href="#${rule.id}"><span class="sign ${rule.severity}" aria-hidden="true">${SEVERITY_SIGNS[rule.severity]}</span><span class="hidden">${rule.severity}: </span>${rule.title}</a></li>`;

/** One filter for all parts of the page. It is hidden without scripts. */
export function filterBar({ rows, fleet, hasTenants }: View): Html {
    const labels = fleet.tenants.map(({ label }) => label);
    return html`<form class="filters" hidden role="search" aria-label="Filter the page">
<label class="grow">Search <input type="search" name="text" placeholder="Name, place, profile…" autocomplete="off"></label>
${
    hasTenants &&
    select(
        "tenant",
        "Tenant",
        labels.map((label) => [label, label]),
    )
}
${select(
    "state",
    "State",
    STATE_NAMES.filter((name) => rows.some(({ state }) => state === name)).map((state) => [state, STATES[state].word]),
)}
<p class="count" role="status">${plural(rows.length, "group")}</p>
<button type="reset">Show all</button>
</form>`;
}

const select = (name: string, label: string, options: readonly (readonly [value: string, text: string])[]): Html =>
    html`<label>${label} <select name="${name}"><option value="">All</option>${options.map(
        ([value, text]) => html`<option value="${value}">${text}</option>`,
    )}</select></label>`;
