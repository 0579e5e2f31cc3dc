import { plural } from "../../model/words";
import type { Severity } from "../findings/rules";
import { extentOf, type FleetTenant } from "../model";
import { nextWindow } from "../windows";
import { type Html, html } from "./html";
import { windowOf } from "./table";
import { countsOf, type View, weightOf } from "./view";

/** One line for each tenant, those with the most severe findings first. Those that were not read come before. */
export function tenantTable(view: View): Html {
    const { tenants } = view.fleet;
    const rank = (tenant: FleetTenant) =>
        extentOf(tenant) === "none" ? Number.POSITIVE_INFINITY : weightOf(findingsOf(view, tenant));
    const sorted = [...tenants].sort((a, b) => rank(b) - rank(a));
    return html`<section id="tenants"><h2>Tenants <span class="number">${tenants.length}</span></h2>
<table class="tenants"><caption class="hidden">All tenants</caption>
<thead><tr><th scope="col">Tenant</th><th scope="col">Groups</th><th scope="col">Connectors connected</th><th scope="col">Errors</th><th scope="col">Warnings</th><th scope="col">Next window</th></tr></thead>
<tbody>${sorted.map((tenant) => drawTenant(tenant, view))}</tbody></table>
<p class="note">The next window is the first one after the time of this page, if windows are in UTC. ZPA does not document their time zone.</p></section>`;
}

const findingsOf = ({ findings }: View, tenant: FleetTenant) => findings.filter((finding) => finding.tenant === tenant);

function drawTenant(tenant: FleetTenant, view: View): Html {
    const extent = extentOf(tenant);
    const name = html`<th scope="row"><a href="?tenant=${encodeURIComponent(tenant.label)}" data-tenant="${tenant.label}"><bdi>${tenant.label}</bdi></a>${extent === "part" && html`<small class="unread">read in part</small>`}</th>`;
    if (extent === "none")
        return html`<tr data-tenant="${tenant.label}" class="unread">${name}<td colspan="5">Not read: nothing is known of it</td></tr>
`;
    if (tenant.groups.length === 0)
        return html`<tr data-tenant="${tenant.label}">${name}<td colspan="5">No groups yet</td></tr>
`;
    const rows = view.rows.filter((row) => row.tenant === tenant);
    const { connected, connectors } = countsOf(rows);
    const found = (severity: Severity) => {
        const count = findingsOf(view, tenant).filter(({ rule }) => rule.severity === severity).length;
        return html`<td data-label="${plural(2, severity).slice(2)}" data-count="${severity}" class="${count > 0 ? severity : "zero"}">${count}</td>`;
    };
    const next = nextWindow(
        tenant.groups.flatMap(({ enabled, window }) => (enabled && window ? [window] : [])),
        new Date(view.fleet.readAt),
    );
    return html`<tr data-tenant="${tenant.label}" data-groups="${rows.map(({ anchor }) => anchor).join(" ")}">${name}<td data-label="groups" data-count="groups">${rows.length}</td><td data-label="connected" data-count="connected">${connected} of ${connectors}</td>${found("error")}${found("warning")}<td data-label="next window">${next ? windowOf(next) : "–"}</td></tr>
`;
}
