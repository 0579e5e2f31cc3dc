import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { Browser, BrowserContextOptions } from "playwright-core";
import type { FleetTenant } from "../../src/fleet/model";
import { fleetPage } from "../../src/fleet/page/page";
import { printable } from "../../src/model/outsideText";
import { launch, type Opened, open } from "./browser";
import { connector, group, tenant } from "./support";
import { anyGroup, demoTenants } from "./world";

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

const pageOf = (...tenants: FleetTenant[]) => fleetPage({ readAt: "2026-11-24T17:00:00.000Z", tenants });
const show = async (html: string, options?: BrowserContextOptions) => {
    opened = await open(browser, html, options);
    return opened.page;
};
const demo = () => pageOf(...demoTenants());

/** The names of the visible groups in the table, from the top. */
const shownIn = (page: Opened["page"]) =>
    page.locator("tbody tr:visible > th").evaluateAll((cells) => cells.map((cell) => cell.firstChild!.textContent));

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    test.each([
        ["wide", 1280],
        ["on a phone", 375],
    ])("%s: no request, no console message, no overflow, no axe finding", async (_how, width) => {
        const page = await show(demo(), { colorScheme, viewport: { width, height: 900 } });
        expect(await page.locator("tbody tr").count()).toBe(60);
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
    expect(await page.locator("tbody tr").count()).toBe(60);
    expect(await page.locator(".bar").count()).toBeGreaterThan(7);
    expect(await page.locator("article.finding").count()).toBeGreaterThan(5);
    expect(await page.locator("form, th button").filter({ visible: true }).count()).toBe(0);
});

test("by keyboard: search, filter, reset", async () => {
    const page = await show(demo());
    await page.getByLabel("Search").focus();
    await page.keyboard.type("zür dc2");
    expect(await shownIn(page)).toEqual(["Zürich DC2"]);
    expect(await page.getByRole("status").textContent()).toBe("1 group of 60");
    await page.getByLabel("Search").fill("");
    await page.getByLabel("State").focus();
    await page.keyboard.type("Disc");
    expect(await shownIn(page)).toEqual(["Auckland DC1"]);
    await page.getByRole("button", { name: "Reset" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("60 groups", { exact: true }).waitFor();
    await expect(shownIn(page)).resolves.toHaveLength(60);
});

test("by keyboard: sort by name, by window from Sunday on, and back", async () => {
    const page = await show(demo());
    const sort = async (name: string) => {
        await page.getByRole("button", { name, exact: true }).focus();
        await page.keyboard.press("Enter");
        return page.getByRole("columnheader", { name }).getAttribute("aria-sort");
    };
    expect(await sort("Group")).toBe("ascending");
    const names = await shownIn(page);
    expect(names).toEqual([...names].sort(new Intl.Collator("en", { numeric: true }).compare));
    expect(await sort("Upgrade window")).toBe("ascending");
    const windows = () => page.locator("tbody tr > td:nth-of-type(4)").allTextContents();
    expect((await windows())[0]).toBe("Sunday 02:00–06:00");
    expect((await windows()).at(-1)).toBe("Saturday 22:00–Sunday 02:00");
    expect(await sort("Upgrade window")).toBe("descending");
    expect((await windows())[0]).toBe("Saturday 22:00–Sunday 02:00");
});

test("a window, a dot and a finding filter the table by their groups", async () => {
    const page = await show(demo());
    const bar = page.getByRole("link", { name: /^22:00 5 groups: Saturday 22:00–Sunday 02:00/ }).first();
    await bar.focus();
    await page.keyboard.press("Enter");
    await expect(shownIn(page)).resolves.toHaveLength(5);
    expect(await page.getByRole("status").textContent()).toBe(
        "5 groups of 60 with the window Saturday 22:00–Sunday 02:00",
    );
    await page.locator("#group-disconnected").getByRole("link", { name: "Auckland DC1" }).click();
    await expect(shownIn(page)).resolves.toHaveLength(60);
    expect(await page.locator("tr:target > th").textContent()).toContain("Auckland DC1");
    await page.locator("svg.map a").filter({ hasText: "Auckland DC1" }).locator(".dot").click();
    expect(new Set(await shownIn(page))).toEqual(new Set(["Auckland DC1", "Auckland DC2"]));
});

test("500 random groups: under 1 MB, every name shown, no console message", async () => {
    const groups = fc.sample(anyGroup, { numRuns: 500, seed: 7 });
    const html = pageOf(tenant(...groups));
    expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
    const page = await show(html);
    const clean = (text: string | null) => text?.replace(/\r\n?/g, "\n").replaceAll("\0", "\ufffd");
    expect((await shownIn(page)).map(clean)).toEqual(groups.map(({ name }) => clean(printable(name))));
    expect(opened!.complaints).toEqual([]);
    expect(opened!.requests).toEqual([]);
});

test("an empty fleet is a valid page", async () => {
    const page = await show(pageOf(tenant()));
    expect(await page.locator("#findings").textContent()).toContain("No findings");
    expect(await page.getByRole("status").textContent()).toBe("0 groups");
    expect(opened!.complaints).toEqual([]);
});

test("data that could not be read is reported at the top", async () => {
    const page = await show(pageOf({ ...tenant(), problems: ["Groups: the service refused the credentials."] }));
    expect(await page.getByRole("region", { name: "Problems" }).textContent()).toContain("refused the credentials");
});

test("the page names no time zone", () => {
    const text = demo().replace(/<(style|script)>[\s\S]*?<\/\1>|<[^>]+>/g, " ");
    expect(text).toContain("ZPA does not document their time zone");
    expect(text).not.toMatch(/\b(UTC|GMT|[A-Z]{2,3}ST|local time)\b/);
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
