import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Severity } from "../findings/rules";
import type { Fleet } from "../model";
import { findingList } from "./findingList";
import { Html, html } from "./html";
import { worldMap } from "./map";
import { groupTable } from "./table";
import { type View, viewOf } from "./view";
import { weekChart } from "./week";
import { plural } from "./words";

/** The fleet as one HTML page. Its content security policy forbids loading anything. */
export function fleetPage(fleet: Fleet): string {
    const view = viewOf(fleet);
    const [style, script] = [asset("page.css"), asset("page.js")];
    const policy = `default-src 'none'; img-src data:; style-src ${hashOf(style)}; script-src ${hashOf(script)}`;
    const day = fleet.readAt.slice(0, 10);
    return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="pulumi-zpa-connectors">
<title>App Connector fleet, ${day}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#groups">Skip to the table</a>
<header>
<div><h1>App Connector fleet</h1><p>${subtitleOf(view)} · <time datetime="${fleet.readAt}">${day}</time></p></div>
<nav aria-label="Sections"><a href="#map">Map</a> <a href="#findings">Findings</a> <a href="#week">Upgrade windows</a> <a href="#groups">Groups</a></nav>
</header>
<main>
${problems(view)}
${tiles(view)}
<section id="map"><h2>Map</h2>${worldMap(view.rows)}</section>
<section id="findings"><h2>Findings</h2>${findingList(view)}</section>
<section id="week"><h2>Upgrade windows</h2>
<p class="note">A window lasts four hours. Days and times are shown as configured; ZPA does not document their time zone. <span class="key"><span aria-hidden="true">▲</span> a group with one connector goes dark.</span></p>
${weekChart(view.rows)}</section>
<section id="groups"><h2>Groups</h2>${groupTable(view)}</section>
</main>
<footer>Made by <code>zpa-connectors fleet</code>. Country outlines: Natural Earth, public domain.</footer>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

const asset = (name: string) => readFileSync(join(__dirname, "assets", name), "utf8");
const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function subtitleOf({ fleet, rows }: View): string {
    const { tenants } = fleet;
    const whose = tenants.length === 1 ? `Tenant ${tenants[0]!.label}` : plural(tenants.length, "tenant");
    return `${whose}, ${plural(rows.length, "group")}`;
}

function problems({ fleet }: View): Html | string {
    const lines = fleet.tenants.flatMap(({ label, problems }) => problems.map((problem) => ({ label, problem })));
    if (lines.length === 0) return "";
    return html`<section class="problems" aria-label="Problems"><h2>Not everything could be read</h2><ul>${lines.map(
        ({ label, problem }) => html`<li><strong>${label}</strong> ${problem}</li>`,
    )}</ul></section>`;
}

function tiles({ rows, findings }: View): Html {
    const connectors = rows.flatMap(({ group }) => group.connectors).filter(({ enabled }) => enabled);
    const connected = connectors.filter((connector) => connector.connected).length;
    const enabled = rows.filter(({ group }) => group.enabled).length;
    const found = (severity: Severity) => findings.filter(({ rule }) => rule.severity === severity).length;
    const tile = (title: string, value: number, below: string, css = "") =>
        html`<div class="tile ${css}"><dt>${title}</dt><dd>${value}<small>${below}</small></dd></div>`;
    const mark = (severity: Severity) => (found(severity) > 0 ? severity : "");
    return html`<dl class="tiles">
${tile("Groups", rows.length, enabled === rows.length ? "all enabled" : `${rows.length - enabled} disabled`)}
${tile("Connected connectors", connected, `of ${connectors.length} enabled`)}
${tile("Errors", found("error"), found("error") > 0 ? "fix these first" : "none", mark("error"))}
${tile("Warnings", found("warning"), `and ${found("info")} for information`, mark("warning"))}
</dl>`;
}
