// Sorts and filters the table of groups. Without it the page shows everything, in the order of the service.
const form = document.querySelector(".filters");
const table = document.querySelector("#groups-table");
const body = table.tBodies[0];
const rows = [...body.rows];
const count = document.querySelector(".count");
const all = rows.length;
/** The rows that a dot, a bar or a finding stands for. */
let picked;

form.hidden = false;
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

function filter() {
    const { text, tenant, state, severity } = form.elements;
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
        const fits =
            words.every((word) => texts.get(row).includes(word)) &&
            (!tenant?.value || row.dataset.tenant === tenant.value) &&
            (!state.value || row.dataset.state === state.value) &&
            (!severity.value || Number(row.dataset.severity) >= Number(severity.value)) &&
            (!picked || picked.ids.has(row.id));
        row.hidden = !fits;
        if (fits) shown++;
    }
    const groups = (number) => (number === 1 ? "1 group" : `${number} groups`);
    count.textContent = shown === all ? groups(all) : `${groups(shown)} of ${all}${picked ? ` ${picked.what}` : ""}`;
}

form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
    picked = undefined;
    // The fields are reset after this event.
    setTimeout(filter);
});

// A link to several rows shows exactly these; a link to one row shows it, whatever the filter.
document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#g']");
    const row = link && document.getElementById(link.getAttribute("href").slice(1));
    if (row?.parentElement !== body) return;
    form.reset();
    const { pick, what } = link.dataset;
    if (pick) picked = { ids: new Set(pick.split(" ")), what };
    filter();
    if (!pick) return;
    event.preventDefault();
    document.querySelector("#groups").scrollIntoView();
    document.querySelector(".scroll").focus({ preventScroll: true });
});

const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }).compare;
const orderOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.order === undefined ? cell.textContent : Number(cell.dataset.order);
};

[...table.tHead.rows[0].cells].forEach((header, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
        const down = header.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort((a, b) => {
            const [x, y] = [orderOf(a, column), orderOf(b, column)];
            return (typeof x === "number" ? x - y : compare(x, y)) * (down ? -1 : 1);
        });
        body.append(...rows);
    });
});
