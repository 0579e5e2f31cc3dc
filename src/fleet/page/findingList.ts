import { plural } from "../../model/words";
import type { Finding } from "../findings/findings";
import { RULES, type Rule, type Severity } from "../findings/rules";
import { type Html, html } from "./html";
import type { View } from "./view";
import { SEVERITY_SIGNS, SEVERITY_TITLES } from "./words";

/** The API contract in the repository of this package. */
const CONTRACT = "pulumi-zpa-connectors, docs/zpa-api.md";
/** How many findings of a rule are shown before somebody asks for more. */
const OPEN: Readonly<Record<Severity, number>> = { error: Number.MAX_SAFE_INTEGER, warning: 6, info: 3 };

/** The findings of a severity, by rule. */
export function findingList(severity: Severity, view: View): Html | string {
    const findings = view.findings.filter(({ rule }) => rule.severity === severity);
    if (findings.length === 0) return "";
    const rules = RULES.filter((rule) => findings.some((finding) => finding.rule === rule));
    return html`<section id="${severity}s" class="findings"><h2>${SEVERITY_TITLES[severity]} <span class="number">${findings.length}</span></h2>
${rules.map((rule) =>
    drawRule(
        rule,
        findings.filter((finding) => finding.rule === rule),
        view,
    ),
)}</section>`;
}

/** The accepted findings, each with its date and reason. */
export function acceptedList(view: View): Html | string {
    const { accepted } = view;
    if (accepted.length === 0) return "";
    return html`<section id="accepted" class="findings"><h2>Accepted <span class="number">${accepted.length}</span></h2>
<article class="finding" data-open="3"><h3>Known, and left as they are <span class="number">${accepted.length}</span></h3>
<ul>${accepted.map((finding, i) => drawFinding(finding, `accepted-${i}`, view))}</ul></article></section>`;
}

/** What is said if there is no finding at all. */
export function noFindings({ findings, accepted, rows, isIncomplete }: View): Html | string {
    if (findings.length > 0 || rows.length === 0) return "";
    const none = accepted.length > 0 ? "No findings that are not accepted" : "No findings";
    const what = isIncomplete ? `${none} in what could be read.` : `${none}.`;
    return html`<section><p class="all-well">${what} All ${RULES.length} rules were checked.</p></section>`;
}

function drawRule({ id, severity, title, why, todo, source }: Rule, findings: readonly Finding[], view: View): Html {
    return html`<article id="${id}" class="finding ${severity}" data-open="${OPEN[severity]}">
<h3><span class="sign ${severity}" aria-hidden="true">${SEVERITY_SIGNS[severity]}</span>${title} <span class="number">${findings.length}</span></h3>
<p>${why} <strong>What to do:</strong> ${todo}</p>
<ul>${findings.map((finding, i) => drawFinding(finding, `${id}-${i}`, view))}</ul>
<p class="source">Source: <a href="${source.page}" rel="noreferrer">Zscaler help</a>; ${CONTRACT}#${source.section}</p>
</article>
`;
}

function drawFinding(
    { rule, tenant, groups, detail, accepted }: Finding,
    id: string,
    { rowOf, hasTenants }: View,
): Html {
    const rows = groups.map(rowOf);
    const [first] = rows as [(typeof rows)[0]];
    const link =
        rows.length === 1
            ? html`<a href="#${first.anchor}"><bdi>${first.group.name}</bdi></a>`
            : html`<a href="#${first.anchor}" data-pick="${id}">${plural(rows.length, "group")}</a>`;
    const whose = rows.length === 1 ? first.qualifier : hasTenants ? tenant.label : "";
    return html`<li id="${id}" data-groups="${rows.map(({ anchor }) => anchor).join(" ")}" data-what="of this finding"><span>${link}${whose !== "" && html` <small>${whose}</small>`}</span> <span>${accepted && `${rule.title}. `}${detail.split(DATE).map((part, i) => (i % 2 === 1 ? dated(part) : part))}${accepted && acceptanceText(accepted)}</span></li>`;
}

const acceptanceText = ({ since, until, reason }: NonNullable<Finding["accepted"]>): Html =>
    html` <em>Accepted since ${dated(since)}${until !== undefined && html` until ${dated(until)}`}: ${reason}</em>`;

const dated = (day: string) => html`<span class="date">${day}</span>`;

/** A date is not broken at its hyphens. */
const DATE = /(\d{4}-\d\d-\d\d)/;
