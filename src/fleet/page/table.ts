import { type Finding, rank } from "../findings/findings";
import { SEVERITIES } from "../findings/rules";
import { DAYS, type FleetGroup, type UpgradeWindow } from "../model";
import { windowText } from "../windows";
import { type Html, html } from "./html";
import { symbol } from "./map";
import type { Row, View } from "./view";
import { plural, SEVERITY_SIGNS, STATE_NAMES, STATES } from "./words";

interface Column {
    readonly title: string;
    readonly css?: string;
    readonly show: (row: Row) => Html | string;
    /** The sort key, if it differs from the text. */
    readonly order?: (row: Row) => number;
}

const NOTHING = html`<span class="none">–</span>`;

const COLUMNS: readonly Column[] = [
    {
        title: "Tenant",
        css: "wide",
        show: ({ tenant, group }) =>
            html`${tenant.label}${group.microtenantName !== undefined && html`<small>${group.microtenantName}</small>`}`,
    },
    {
        title: "State",
        show: ({ state }) => html`<span class="state">${symbol(state)} ${STATES[state].word}</span>`,
        order: ({ state }) => STATE_NAMES.indexOf(state),
    },
    {
        title: "Connectors",
        css: "wide",
        show: ({ group }) => connectorsText(group),
        order: ({ group }) => group.connectors.length,
    },
    {
        title: "Upgrade window",
        css: "window",
        show: ({ group }) => (group.window ? windowOf(group.window) : NOTHING),
        order: ({ group: { window } }) => (window ? DAYS.indexOf(window.day) * 86_400 + window.secs : -1),
    },
    { title: "Profile", css: "wide", show: ({ group }) => profileOf(group) },
    {
        title: "Keys",
        css: "wide",
        show: ({ group: { keys }, usableKeys }) => (keys ? `${usableKeys} of ${keys.length}` : NOTHING),
        order: ({ usableKeys }) => usableKeys ?? -1,
    },
    {
        title: "Findings",
        show: ({ findings }) =>
            findings.length === 0 ? NOTHING : html`<ul class="marks">${unique(findings).map(markOf)}</ul>`,
        order: ({ findings }) => findings.reduce((sum, { rule }) => sum + 100 ** rank(rule.severity), 0),
    },
];

export function groupTable({ rows, fleet }: View): Html {
    return html`<form class="filters" hidden role="search" aria-label="Filter the groups">
<label class="grow">Search <input type="search" name="text" placeholder="Name, place, profile…" autocomplete="off"></label>
${
    fleet.tenants.length > 1 &&
    select(
        "tenant",
        "Tenant",
        fleet.tenants.map(({ label }) => [label, label]),
    )
}
${select(
    "state",
    "State",
    STATE_NAMES.map((state) => [state, STATES[state].word]),
)}
${select(
    "severity",
    "Findings",
    [...SEVERITIES]
        .reverse()
        .map((severity) => [
            String(rank(severity)),
            severity === "error" ? "Errors" : severity === "warning" ? "Warnings and errors" : "Any",
        ]),
)}
<button type="reset">Reset</button>
</form>
<p class="count" role="status">${plural(rows.length, "group")}</p>
<div class="scroll" role="region" aria-label="Table of groups" tabindex="0">
<table id="groups-table"><caption class="hidden">All App Connector groups</caption>
<thead><tr><th scope="col">Group</th>${COLUMNS.map(({ title, css }) => html`<th scope="col"${css !== undefined && html` class="${css}"`}>${title}</th>`)}</tr></thead>
<tbody>
${rows.map(drawRow)}</tbody></table></div>`;
}

const select = (name: string, label: string, options: readonly (readonly [value: string, text: string])[]): Html =>
    html`<label>${label} <select name="${name}"><option value="">All</option>${options.map(
        ([value, text]) => html`<option value="${value}">${text}</option>`,
    )}</select></label>`;

function drawRow(row: Row): Html {
    const { anchor, tenant, group, state, findings } = row;
    const worst = Math.max(-1, ...findings.map(({ rule }) => rank(rule.severity)));
    return html`<tr id="${anchor}" data-tenant="${tenant.label}" data-state="${state}" data-severity="${worst}"><th scope="row">${group.name}<small>${placeOf(group)}</small></th>${COLUMNS.map(
        ({ show, order, css }) =>
            html`<td${css !== undefined && html` class="${css}"`}${order && html` data-order="${order(row)}"`}>${show(row)}</td>`,
    )}</tr>
`;
}

/** A group that does not override its profile follows the tenant's default one. */
function profileOf({ versionProfileName: name, followsDefaultProfile }: FleetGroup): Html | string {
    if (name === undefined) return NOTHING;
    return followsDefaultProfile ? html`${name}<small>tenant default</small>` : name;
}

const placeOf = ({ location, cityCountry }: FleetGroup) => location || cityCountry || "";

function connectorsText({ connectors }: FleetGroup): Html | string {
    if (connectors.length === 0) return NOTHING;
    return `${connectors.filter(({ connected }) => connected).length} of ${connectors.length}`;
}

/** The text of a window. If it ends on another day, it has two lines. */
function windowOf(window: UpgradeWindow): Html {
    const [from, to] = windowText(window).split("–");
    return to!.includes(" ") ? html`${from}–<br>${to}` : html`${from}–${to}`;
}

const unique = (findings: readonly Finding[]) => [...new Map(findings.map((f) => [f.rule.id, f])).values()];

const markOf = ({ rule }: Finding) =>
    html`<li><a href="#${rule.id}"><span class="sign ${rule.severity}" aria-hidden="true">${SEVERITY_SIGNS[rule.severity]}</span><span class="hidden">${rule.severity}: </span>${rule.title}</a></li>`;
