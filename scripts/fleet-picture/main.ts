import { join, resolve } from "node:path";
import { findingsOf } from "../../src/fleet/findings/findings";
import { fleetPage } from "../../src/fleet/page/page";
import { launch, open } from "../../test/fleet/browser";
import { demoTenants } from "../../test/fleet/world";

const DOCS = resolve(__dirname, "../../docs");

/** Takes the screenshot for docs/fleet.md: the page of an invented fleet in a real browser. */
async function main(): Promise<void> {
    const browser = await launch();
    const tenants = demoTenants();
    const html = fleetPage(
        { readAt: "2026-11-24T17:00:00.000Z", tenants },
        findingsOf({ readAt: "2026-11-24T17:00:00.000Z", tenants }),
    );
    const { page, close } = await open(browser, html, { viewport: { width: 1120, height: 1060 } });
    await page.screenshot({ path: join(DOCS, "fleet.png") });
    await close();
    await browser.close();
}

void main();
