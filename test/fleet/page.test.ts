import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { findingsOf } from "../../src/fleet/findings/findings";
import type { FleetTenant } from "../../src/fleet/model";
import { fleetPage } from "../../src/fleet/page/page";
import { printable } from "../../src/model/outsideText";
import { launch, type Opened, open } from "./browser";
import { pagesOf } from "./pdf";
import { connector, group, READ_AT, tenant } from "./support";
import { anyGroup, demoTenants, manyTenants } from "./world";

let browser: Browser;
let opened: Opened | undefined;

beforeAll(async () => {
    browser = await launch();
});
afterEach(async () => {
    await opened?.close();
    opened = undefined;
});
afterAll(() => browser.close());

const pageOf = (...tenants: FleetTenant[]) =>
    fleetPage({ readAt: "2026-11-24T17:00:00.000Z", tenants }, findingsOf({ readAt: READ_AT, tenants }));
const show = async (html: string, options?: BrowserContextOptions) => {
    opened = await open(browser, html, options);
    return opened.page;
};
const demo = () => pageOf(...demoTenants());

/** The names of the visible groups in the table, from the top. */
const shownIn = (page: Opened["page"]) =>
    page
        .locator("#groups-table tbody tr:visible > th")
        .evaluateAll((cells) => cells.map((cell) => cell.firstChild!.textContent));

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    test.each([
        ["wide", 1280],
        ["on a phone", 375],
    ])("%s: no request, no console message, no overflow, no axe finding", async (_how, width) => {
        const page = await show(demo(), { colorScheme, viewport: { width, height: 900 } });
        expect(await page.locator("#groups-table tbody tr").count()).toBe(60);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
        expect(opened!.complaints).toEqual([]);
        expect(opened!.requests).toEqual([]);
        // Not part of the page: its policy forbids any script but its own, so this comes through the debugger.
        await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
        const found = await page.evaluate(
            `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`,
        );
        const violations = (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations;
        expect(violations.map(({ id, nodes }) => [id, nodes[0]!.html])).toEqual([]);
    });
});

test("the content security policy forbids the page to load anything", async () => {
    const page = await show(demo());
    const loaded = await page.evaluate(`new Promise((done) => {
        const image = new Image();
        image.onload = () => done(true);
        image.onerror = () => done(false);
        image.src = "http://127.0.0.1:9/pixel.png";
    })`);
    expect(loaded).toBe(false);
    expect(opened!.complaints.join()).toContain("Content Security Policy");
});

test("without scripts: the map, every group, the windows and the findings are shown, and no inactive control", async () => {
    const page = await show(demo(), { javaScriptEnabled: false });
    expect(await page.locator("svg.map .dot").count()).toBeGreaterThan(20);
    expect(await page.locator("#groups-table tbody tr").count()).toBe(60);
    expect(await page.locator(".bar").count()).toBeGreaterThan(7);
    expect(await page.locator("article.finding").count()).toBeGreaterThan(5);
    expect(await page.locator("form, th button").filter({ visible: true }).count()).toBe(0);
});

test("by keyboard: search, filter, show all", async () => {
    const page = await show(demo());
    await page.getByLabel("Search").focus();
    await page.keyboard.type("zür dc2");
    expect(await shownIn(page)).toEqual(["Zürich DC2"]);
    expect(await page.getByRole("status").textContent()).toBe("1 group of 60");
    await page.getByLabel("Search").fill("");
    await page.getByLabel("State").focus();
    await page.keyboard.type("Disc");
    expect(await shownIn(page)).toEqual(["Auckland DC1"]);
    await page.getByRole("button", { name: "Show all" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("60 groups", { exact: true }).waitFor();
    await expect(shownIn(page)).resolves.toHaveLength(60);
});

test("one filter moves all parts: tiles, findings, tenants, map, week and table", async () => {
    const page = await show(demo());
    const parts = async () => ({
        tiles: await page.locator(".tile strong").allTextContents(),
        findings: await page.locator(".finding li:not([hidden])").count(),
        hiddenFindings: await page.locator(".finding li[hidden]:visible").count(),
        tenants: await page.locator(".tenants tbody tr:visible > th").allTextContents(),
        dots: await page.locator("svg.map a:visible").count(),
        bars: await page.locator(".bar:visible .what").allTextContents(),
        rows: (await shownIn(page)).length,
    });
    const whole = await parts();
    expect(whole).toMatchObject({ tiles: ["3", "1", "14", "132", "60"], findings: 23, hiddenFindings: 0, rows: 60 });
    await page.getByLabel("Tenant").selectOption("acme");
    const acme = await parts();
    expect(acme).toMatchObject({
        tiles: ["3", "1", "5", "44", "20"],
        findings: 9,
        hiddenFindings: 0,
        tenants: ["acme"],
        rows: 20,
    });
    expect(acme.dots).toBeLessThan(whole.dots);
    expect(acme.bars).not.toEqual(whole.bars);
    // A dot shows the worst state of the groups that are shown, and names only these.
    const titles = await page.locator("svg.map a:visible title").allTextContents();
    expect(titles.join()).not.toMatch(/globex|initech/);
    await page.getByLabel("State").selectOption("connected");
    const classes = await page.locator("svg.map a:visible use").evaluateAll((uses) => uses.map((use) => use.className));
    expect(new Set(classes.map(String))).toHaveProperty("size", 1);
    await page.getByLabel("Search").fill("nothing like it");
    expect(await parts()).toMatchObject({
        tiles: ["3", "0", "0", "0", "0"],
        findings: 0,
        tenants: [],
        dots: 0,
        rows: 0,
    });
});

test("the filter lives in the address: a link has it, Back and Forward move through it", async () => {
    const page = await show(demo());
    const query = () => page.evaluate("location.search");
    await page.getByLabel("Tenant").selectOption("globex");
    await page.getByLabel("Search").pressSequentially("dc1");
    expect(await query()).toBe("?text=dc1&tenant=globex");
    const found = await shownIn(page);
    expect(found.length).toBeLessThan(20);
    // All that somebody types is one step.
    await page.goBack();
    expect(await query()).toBe("?tenant=globex");
    await expect(shownIn(page)).resolves.toHaveLength(20);
    expect(await page.getByLabel("Search").inputValue()).toBe("");
    await page.goBack();
    await expect(shownIn(page)).resolves.toHaveLength(60);
    await page.goForward();
    await page.goForward();
    expect(await shownIn(page)).toEqual(found);
    await page.reload();
    expect(await shownIn(page)).toEqual(found);
    expect(await page.getByLabel("Tenant").inputValue()).toBe("globex");
});

test("a tile leads to its part of the page, and a tenant of the table is a filter", async () => {
    const page = await show(demo());
    const targets = await page
        .locator(".tile a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    expect(targets).toEqual(["#tenants", "#errors", "#warnings", "#map", "#groups"]);
    for (const target of targets) expect(await page.locator(target!).count()).toBe(1);
    await page.locator("#tenants").getByRole("link", { name: "initech" }).click();
    await expect(shownIn(page)).resolves.toHaveLength(20);
    expect(await page.evaluate("location.search")).toBe("?tenant=initech");
});

test("by keyboard: sort by name, by window from Sunday on, and back", async () => {
    const page = await show(demo());
    const sort = async (name: string) => {
        await page.getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
        return page.getByRole("columnheader", { name, exact: true }).getAttribute("aria-sort");
    };
    expect(await sort("Group")).toBe("ascending");
    const names = await shownIn(page);
    expect(names).toEqual([...names].sort(new Intl.Collator("en", { numeric: true }).compare));
    expect(await sort("Upgrade window")).toBe("ascending");
    const windows = () => page.locator("#groups-table td.window").allTextContents();
    expect((await windows())[0]).toBe("Sunday 02:00–06:00");
    expect((await windows()).at(-1)).toBe("Saturday 22:00–Sunday 02:00");
    expect(await sort("Upgrade window")).toBe("descending");
    expect((await windows())[0]).toBe("Saturday 22:00–Sunday 02:00");
});

test("a window, a dot and a finding filter the page by their groups", async () => {
    const page = await show(demo());
    const bar = page.getByRole("link", { name: /^22:00 5 groups: Saturday 22:00–Sunday 02:00/ }).first();
    await bar.focus();
    await page.keyboard.press("Enter");
    await expect(shownIn(page)).resolves.toHaveLength(5);
    expect(await page.getByRole("status").textContent()).toBe(
        "5 groups of 60 with the window Saturday 22:00–Sunday 02:00",
    );
    await page.goBack();
    await page.locator("#overlapping-windows").getByRole("link", { name: "2 groups" }).first().click();
    await expect(shownIn(page)).resolves.toHaveLength(2);
    await page.goBack();
    await page.locator("#group-disconnected").getByRole("link", { name: "Auckland DC1" }).click();
    await expect(shownIn(page)).resolves.toHaveLength(60);
    expect(await page.locator("tr:target > th").textContent()).toContain("Auckland DC1");
    await page.locator("svg.map a").filter({ hasText: "Auckland DC1" }).locator(".dot").click();
    expect(new Set(await shownIn(page))).toEqual(new Set(["Auckland DC1", "Auckland DC2"]));
});

test("the worst comes first: errors before warnings before the map, and groups by severity", async () => {
    const page = await show(demo());
    const ids = await page.locator("main > section").evaluateAll((sections) => sections.map(({ id }) => id));
    expect(ids).toEqual(["errors", "warnings", "infos", "tenants", "map", "week", "groups"]);
    const severities = await page
        .locator("#groups-table td.found")
        .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute("data-order"))));
    expect(severities).toEqual([...severities].sort((a, b) => b - a));
    // All errors are shown; of many warnings of one rule the first ones, until somebody asks for more.
    expect(await page.locator("#errors li:visible").count()).toBe(1);
    const many = page.locator("#no-usable-key");
    expect(await many.locator("li:visible").count()).toBe(3);
    await many.getByRole("button", { name: /^Show all \d+$/ }).click();
    expect(await many.locator("li:visible").count()).toBe(await many.locator("li").count());
});

test("every name says its tenant if there are several, and what else tells it from its namesakes", async () => {
    const names = ["Frankfurt DC1", "Frankfurt DC1", "Frankfurt DC1"];
    const [acme, globex] = ["acme", "globex"].map((label, i) => ({
        ...tenant(...names.slice(i).map((name, n) => group({ id: String(i * 10 + n), name, connectors: [] }))),
        label,
    }));
    const page = await show(pageOf(acme!, globex!), { viewport: { width: 375, height: 800 } });
    const full = ["acme, id 0", "acme, id 1", "acme, id 2", "globex, id 10", "globex, id 11"];
    const dot = await page.locator("svg.map title").textContent();
    const bar = await page.locator(".bar").first().getAttribute("title");
    for (const qualifier of full) {
        expect(dot).toContain(`Frankfurt DC1 (${qualifier}): No connectors`);
        expect(bar).toContain(`Frankfurt DC1 (${qualifier}): No connectors`);
    }
    const small = page.locator("#no-connectors li small");
    expect(await small.allTextContents()).toEqual(full);
    expect(await page.locator("#groups-table td.tenant").first().isVisible()).toBe(true);
});

test("labels of windows are shortened, never cut", async () => {
    const long = "A site whose name is much longer than its bar in the week";
    const one = { ...tenant(group({ name: long })), label: "acme" };
    const page = await show(pageOf(one, { ...tenant(), label: "globex" }), { viewport: { width: 720, height: 800 } });
    const bar = page.locator(".bar:not(.continued)");
    expect(await page.evaluate(`getComputedStyle(document.querySelector(".bar bdi")).textOverflow`)).toBe("ellipsis");
    const [tenantName, end] = await bar.evaluate((element) =>
        [element.querySelector("small")!, element].map((part) => part.getBoundingClientRect().right),
    );
    expect(await bar.locator("small").textContent()).toBe("acme");
    expect(tenantName).toBeLessThanOrEqual(end!);
});

test("the head of the table stays in view, and no column moves with the filter", async () => {
    const page = await show(demo(), { viewport: { width: 1280, height: 700 } });
    const head = page.locator("#groups-table thead th");
    const lefts = () => head.evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
    const before = await lefts();
    await page.locator("#groups-table tbody tr").nth(40).scrollIntoViewIfNeeded();
    const { y } = (await head.first().boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y).toBeLessThan(100);
    await page.getByLabel("Search").fill("zür");
    expect(await lefts()).toEqual(before);
});

describe.each([
    ["portrait", false],
    ["landscape", true],
])("on A4 paper, %s", (_how, landscape) => {
    const print = async (html: string, colorScheme: "light" | "dark" = "light") => {
        const page = await show(html, { colorScheme });
        return pagesOf(await page.pdf({ format: "A4", landscape, printBackground: true }));
    };

    test("250 groups of 10 tenants: within 8 pages, nothing is cut or left out", async () => {
        const tenants = manyTenants().filter(({ groups }) => groups.length > 0);
        const html = pageOf(...tenants.slice(0, 10));
        const pages = await print(html, "dark");
        expect(pages.length).toBeLessThanOrEqual(8);
        for (const { right, width } of pages) expect(right).toBeLessThan(width - 20);
        const text = pages.map((page) => page.text.replaceAll(/\s+/g, " ")).join(" ");
        const [table, findings] = [text.slice(text.lastIndexOf(" Groups 250 ")), text.split(" Tenants 10 ")[0]!];
        const names = tenants.slice(0, 10).flatMap(({ groups }) => groups.map(({ name }) => name));
        for (const name of new Set(names)) {
            const count = (inText: string) => inText.split(name).length - 1;
            expect([name, count(table)]).toEqual([name, names.filter((other) => other === name).length]);
        }
        for (const item of html.matchAll(/<li id="[^"]*" data-groups[^>]*><span><a[^>]*>(?:<bdi>)?([^<]*)/g))
            expect(findings).toContain(item[1]);
        expect(findings.split("is used up (2 of 2).")).toHaveLength(html.split("is used up (2 of 2).").length);
        // Each page of the table has its head.
        const first = pages.findLastIndex((page) => page.text.includes("Groups 250"));
        for (const page of pages.slice(first))
            expect(page.text.replaceAll(/\s+/g, " ")).toContain("Group Tenant State");
    });

    test("a filtered page prints what is shown, and says so", async () => {
        const page = await show(demo());
        await page.getByLabel("Tenant").selectOption("acme");
        const pages = pagesOf(await page.pdf({ format: "A4", landscape }));
        const text = pages.map((each) => each.text).join("\n");
        expect(text).toContain("20 groups of 60");
        expect(text).not.toContain("initech");
    });
});

test("500 random groups: under 1 MB, every name shown, no console message", async () => {
    const groups = fc.sample(anyGroup, { numRuns: 500, seed: 7 });
    const html = pageOf(tenant(...groups));
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    const page = await show(html);
    const clean = (text: string | null) => text?.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
    expect((await shownIn(page)).map(clean).sort()).toEqual(groups.map(({ name }) => clean(printable(name))).sort());
    expect(opened!.complaints).toEqual([]);
    expect(opened!.requests).toEqual([]);
});

test("a tenant without groups says what to do next", async () => {
    const page = await show(pageOf(tenant()));
    expect(await page.locator("#empty").textContent()).toMatch(/No groups yet.*zpa-connectors check.*Pulumi/s);
    expect(await page.locator("#map, #week, #groups, form").count()).toBe(0);
    expect(await page.locator("main").textContent()).not.toMatch(/No findings|all enabled/);
    expect(opened!.complaints).toEqual([]);
    await opened!.close();
    const several = await show(pageOf({ ...tenant(), label: "umbrella" }, tenant(group())));
    expect(await several.locator("#tenants").textContent()).toContain("umbrellaNo groups yet");
});

test("what could not be read comes first, and counts nowhere as healthy", async () => {
    const unread = { ...tenant(), label: "soylent", problems: ["The service rejected the credentials."] };
    const page = await show(pageOf(tenant(group()), unread));
    const problems = page.getByRole("region", { name: "Problems" });
    expect(await problems.textContent()).toMatch(/1 of 2 tenants \(1 not read\).*soylent.*rejected the credentials/s);
    expect(await page.locator("header").textContent()).toContain("1 of 2 tenants (1 not read)");
    expect(await page.locator(".tile").first().textContent()).toMatch(/Tenants read\s*1\s*of 2/);
    expect(await page.locator(".tile").nth(1).textContent()).toMatch(/Errors\s*0\s*none in what was read/);
    expect(await page.locator(".all-well").textContent()).toContain("No findings in what could be read");
    expect(await page.locator("#tenants tbody tr").first().textContent()).toBe(
        "soylentNot read: nothing is known of it",
    );
});

test("an accepted finding counts nowhere, and is shown apart with its date and reason", async () => {
    const tenants = demoTenants();
    const findings = findingsOf({ readAt: READ_AT, tenants }).map((finding, i) =>
        i === 0
            ? { ...finding, accepted: { since: "2026-11-01", until: "2026-12-31", reason: "Site <b>closes</b>" } }
            : finding,
    );
    const page = await show(fleetPage({ readAt: "2026-11-24T17:00:00.000Z", tenants }, findings));
    expect(await page.locator(".tile strong").allTextContents()).toEqual(["3", "0", "14", "132", "60"]);
    expect(await page.locator("#errors").count()).toBe(0);
    expect(await page.locator("#accepted li").textContent()).toMatch(
        /Auckland DC1 acme No connector is connected\. .* Accepted since 2026-11-01 until 2026-12-31: Site <b>closes<\/b>/,
    );
    expect(await page.locator("#groups-table").textContent()).not.toContain("No connector is connected");
});

test("the header has the time of the snapshot with its zone; windows have none", () => {
    const text = demo().replace(/<(style|script)>[\s\S]*?<\/\1>|<[^>]+>/g, " ");
    const [header, ...rest] = text.split("17:00 UTC").reverse();
    expect(rest.length).toBeGreaterThan(0);
    expect(header).toContain("ZPA does not document their time zone");
    expect(header!.replace("if windows are in UTC", "")).not.toMatch(/\b(UTC|GMT|[A-Z]{2,3}ST|local time)\b/);
});

test.each([
    ["near the South Pole", -77.85, 166.67],
    ["at the North Pole", 90, 0],
    ["west of the date line", 0, 180],
    ["east of the date line", -16.9, -180],
])("a group %s is on the map, with its whole dot", async (_where, latitude, longitude) => {
    const connectors = Array.from({ length: 60 }, () => connector({ connected: false }));
    const page = await show(pageOf(tenant(group({ latitude, longitude, countryCode: undefined, connectors }))));
    const map = (await page.locator("svg.map").boundingBox())!;
    const dot = (await page.locator("svg.map .dot").boundingBox())!;
    expect(dot.x).toBeGreaterThanOrEqual(map.x);
    expect(dot.y).toBeGreaterThanOrEqual(map.y);
    expect(dot.x + dot.width).toBeLessThanOrEqual(map.x + map.width);
    expect(dot.y + dot.height).toBeLessThanOrEqual(map.y + map.height);
});
