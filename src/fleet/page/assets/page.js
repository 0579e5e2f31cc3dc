// Filters all parts of the page and sorts the table. Without it the page shows everything.
const form = document.querySelector(".filters");
const table = document.querySelector("#groups-table");

/** The groups by the id of their row, as the server has written them into the rows. */
const groups = new Map([...(table?.tBodies[0].rows ?? [])].map((row) => [row.id, row]));
const texts = new Map([...groups.values()].map((row) => [row, row.textContent.toLowerCase()]));
const parts = [...document.querySelectorAll("[data-groups]")].map((element) => ({
    element,
    ids: element.dataset.groups.split(" "),
}));
const stateNames = [...(form?.elements.state.options ?? [])].map(({ value }) => value).filter(Boolean);
const wordOf = (state) => [...form.elements.state.options].find(({ value }) => value === state).text;
const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The filter. It lives in the query of the address, so that a link has it and Back undoes it. */
function filterInAddress() {
    const query = new URLSearchParams(location.search);
    return Object.fromEntries(["text", "tenant", "state", "only"].map((name) => [name, query.get(name) ?? ""]));
}

let filter = filterInAddress();

function apply() {
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    const picked = document.getElementById(filter.only);
    const only = picked?.dataset.groups && new Set(picked.dataset.groups.split(" "));
    const shown = new Map();
    for (const [id, row] of groups)
        if (
            words.every((word) => texts.get(row).includes(word)) &&
            (!filter.tenant || row.dataset.tenant === filter.tenant) &&
            (!filter.state || row.dataset.state === filter.state) &&
            (!only || only.has(id))
        )
            shown.set(id, row);
    for (const { element, ids } of parts) {
        const rows = ids.flatMap((id) => shown.get(id) ?? []);
        element.toggleAttribute("hidden", rows.length === 0);
        // A dot is not an HTML element, for which the browser heeds `hidden`.
        if (element.matches("svg a")) element.classList.toggle("away", rows.length === 0);
        if (rows.length > 0) redraw(element, rows, rows.length < ids.length);
    }
    for (const row of document.querySelectorAll("tr[data-tenant]:not([data-groups])"))
        row.hidden = Boolean(
            words.length > 0 || filter.state || only || (filter.tenant && row.dataset.tenant !== filter.tenant),
        );
    countFindings();
    const all = groups.size;
    form.querySelector(".count").textContent =
        shown.size === all
            ? plural(all, "group")
            : `${plural(shown.size, "group")} of ${all}${picked ? ` ${picked.dataset.what}` : ""}`;
    document.body.classList.toggle("filtered", shown.size < all);
    countTiles([...shown.values()]);
}

const sumOf = (rows, name) => rows.reduce((sum, row) => sum + Number(row.dataset[name]), 0);

/** A dot, a bar or a line for several groups is about those that are shown. */
function redraw(part, rows, isPart) {
    if (part.matches("svg a")) {
        const state = stateNames.find((name) => rows.some((row) => row.dataset.state === name));
        const use = part.querySelector("use");
        use.setAttribute("href", `#s-${state}`);
        use.setAttribute("class", `dot ${state}`);
        part.querySelector("title").textContent = namesOf(rows);
    }
    if (part.matches(".bar")) {
        const alone = rows.filter((row) => "alone" in row.dataset).length;
        part.classList.toggle("alone", alone > 0);
        const { window } = part.dataset;
        part.title = `${window}\n${namesOf(rows)}`;
        const label = `${part.querySelector(".time").textContent} ${rows.length === 1 ? rows[0].dataset.name : plural(rows.length, "group")}`;
        part.ariaLabel = `${label}: ${window}${alone > 0 ? `; ${plural(alone, "group")} unavailable` : ""}`;
        const what = part.querySelector(".what");
        what.dataset.all ??= what.innerHTML;
        if (!isPart) what.innerHTML = what.dataset.all;
        else if (rows.length === 1) what.replaceChildren(element("bdi", "", rows[0].dataset.name));
        else what.replaceChildren(element("span", "", rows.length, element("span", "word", " groups")));
    }
    if (part.matches(".tenants tr")) {
        const count = (name) => part.querySelector(`[data-count="${name}"]`);
        count("groups").textContent = rows.length;
        count("connected").textContent = `${sumOf(rows, "connected")} of ${sumOf(rows, "connectors")}`;
        for (const severity of ["error", "warning"]) {
            const cell = count(severity);
            const ids = new Set(rows.map(({ id }) => id));
            const found = parts.filter(
                (other) => other.element.matches(`.finding.${severity} li`) && other.ids.some((id) => ids.has(id)),
            );
            cell.textContent = found.length;
            cell.className = found.length > 0 ? severity : "zero";
        }
    }
}

function element(name, className, ...content) {
    const made = Object.assign(document.createElement(name), { className });
    made.append(...content);
    return made;
}

const MAX_NAMES = 12;
function namesOf(rows) {
    const names = rows.slice(0, MAX_NAMES).map((row) => `${row.dataset.name}: ${wordOf(row.dataset.state)}`);
    return [...names, ...(rows.length > MAX_NAMES ? [`and ${rows.length - MAX_NAMES} more`] : [])].join("\n");
}

function countFindings() {
    for (const article of document.querySelectorAll(".finding")) {
        const items = [...article.querySelectorAll("li:not([hidden])")];
        article.hidden = items.length === 0;
        article.querySelector(".number").textContent = items.length;
        const limit = Number(article.dataset.open);
        const isOpen = article.classList.contains("open");
        for (const [i, item] of items.entries()) item.classList.toggle("more", i >= limit && !isOpen);
        const button = article.querySelector("button");
        if (!button) continue;
        button.hidden = items.length <= limit;
        button.textContent = isOpen ? "Show fewer" : `Show all ${items.length}`;
        button.setAttribute("aria-expanded", String(isOpen));
    }
    for (const section of document.querySelectorAll(".findings")) {
        const count = section.querySelectorAll("li:not([hidden])").length;
        section.hidden = count === 0;
        section.querySelector("h2 .number").textContent = count;
    }
}

function countTiles(rows) {
    const counts = {
        groups: rows.length,
        connected: sumOf(rows, "connected"),
        error: document.querySelectorAll(".finding.error li:not([hidden])").length,
        warning: document.querySelectorAll(".finding.warning li:not([hidden])").length,
    };
    for (const [name, count] of Object.entries(counts))
        document.querySelector(`.tile [data-count="${name}"]`).textContent = count;
    const number = document.querySelector("#groups h2 .number");
    number.textContent = rows.length;
}

/** Sets the filter. What somebody types is one step of the history. */
function setFilter(changes, { typing = false } = {}) {
    const isSameStep = typing && filter.text !== "" && changes.text !== "";
    filter = { ...filter, ...changes };
    const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ""));
    const address = `${location.pathname}${query.size > 0 ? `?${query}` : ""}${location.hash}`;
    try {
        history[isSameStep ? "replaceState" : "pushState"](null, "", address);
    } catch {
        // Some viewers show the page at an address that cannot change. The filter works without.
    }
    showFilter();
}

function showFilter() {
    for (const name of ["text", "tenant", "state"]) {
        const field = form.elements[name];
        if (field && field.value !== filter[name]) field.value = filter[name];
    }
    apply();
}

if (form) {
    form.hidden = false;
    for (const article of document.querySelectorAll(".finding")) {
        if (article.querySelectorAll("li").length <= Number(article.dataset.open)) continue;
        const button = document.createElement("button");
        button.type = "button";
        button.addEventListener("click", () => {
            article.classList.toggle("open");
            countFindings();
        });
        article.querySelector("ul").after(button);
    }
    form.addEventListener("input", ({ target }) =>
        setFilter({ [target.name]: target.value }, { typing: target.name === "text" }),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
        event.preventDefault();
        setFilter({ text: "", tenant: "", state: "", only: "" });
    });
    addEventListener("popstate", () => {
        filter = filterInAddress();
        showFilter();
    });
    showFilter();
}

document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !form) return;
    if (link.dataset.tenant) {
        event.preventDefault();
        setFilter({ text: "", state: "", only: "", tenant: link.dataset.tenant });
        scrollTo({ top: 0 });
        return;
    }
    // A dot, a bar and a finding about several groups show exactly these.
    const pick = link.dataset.pick ?? link.dataset.of ?? (link.dataset.groups && link.id);
    if (pick) {
        event.preventDefault();
        setFilter({ only: pick });
        document.querySelector("#groups").scrollIntoView();
        document.querySelector("#groups h2").focus({ preventScroll: true });
        return;
    }
    // A link to one group shows it, whatever the filter.
    const row = groups.get(link.getAttribute("href")?.slice(1));
    if (row?.hidden) setFilter({ text: "", tenant: "", state: "", only: "" });
});

const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
const orderOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.order === undefined ? cell.textContent : Number(cell.dataset.order);
};

const headers = table ? [...table.tHead.rows[0].cells] : [];
headers.forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
        const down = header.getAttribute("aria-sort") === "ascending";
        for (const other of headers) other.removeAttribute("aria-sort");
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = [...groups.values()].sort((a, b) => {
            const [x, y] = [orderOf(a, column), orderOf(b, column)];
            return (typeof x === "number" ? x - y : compare(x, y)) * (down ? -1 : 1);
        });
        table.tBodies[0].append(...sorted);
    });
});
