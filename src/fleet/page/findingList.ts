import { plural } from "../../model/words";
import type { Finding } from "../findings/findings";
import { RULES, type Rule } from "../findings/rules";
import { type Html, html } from "./html";
import type { View } from "./view";
import { SEVERITY_SIGNS } from "./words";

/** The API contract in the repository of this package. */
const CONTRACT = "pulumi-zpa-connectors, docs/zpa-api.md";
const MAX_OPEN = 6;

/** The findings, grouped by rule, the most severe first. */
export function findingList(view: View): Html {
    const byRule = new Map<Rule, Finding[]>();
    for (const finding of view.findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
    if (byRule.size === 0) return html`<p class="all-well">No findings. All ${RULES.length} rules were checked.</p>`;
    return html`${[...byRule].map(([rule, findings]) => drawRule(rule, findings, view))}`;
}

function drawRule({ id, severity, title, why, todo, source }: Rule, findings: readonly Finding[], view: View): Html {
    const items = html`<ul>${findings.map((finding) => drawFinding(finding, view))}</ul>`;
    return html`<article id="${id}" class="finding ${severity}">
<h3><span class="badge ${severity}"><span aria-hidden="true">${SEVERITY_SIGNS[severity]}</span> ${severity}</span> ${title} <span class="number">${findings.length}</span></h3>
<p>${why} <strong>What to do:</strong> ${todo}</p>
${findings.length <= MAX_OPEN ? items : html`<details><summary>Show all ${findings.length}</summary>${items}</details>`}
<p class="source">Source: <a href="${source.page}" rel="noreferrer">Zscaler help</a>; ${CONTRACT}#${source.section}</p>
</article>
`;
}

function drawFinding({ tenant, groups, detail }: Finding, { fleet, rowOf }: View): Html {
    const of = fleet.tenants.length > 1 && html` <small>${tenant.label}</small>`;
    const picked = groups.map((group) => rowOf(group).anchor);
    const link =
        groups.length === 1
            ? html`<a href="#${picked[0]!}">${groups[0]!.name}</a>`
            : html`<a href="#${picked[0]!}" data-pick="${picked.join(" ")}" data-what="of this finding">${plural(groups.length, "group")}</a>`;
    return html`<li><span>${link}${of}</span> <span>${detail}</span></li>`;
}
