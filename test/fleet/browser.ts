import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";

/** A headless Chromium that comes with an npm package. */
export async function launch(): Promise<Browser> {
    // The option for a single process is for Lambda functions: the browser ends with the first closed page.
    const args = chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote");
    return playwright.launch({ executablePath: await chromium.executablePath(), args });
}

/** A page that is opened from a file, with its requests and its console messages. */
export interface Opened {
    readonly page: Page;
    /** Requests other than for the file itself. */
    readonly requests: string[];
    readonly complaints: string[];
    close(): Promise<void>;
}

export async function open(browser: Browser, html: string, options: BrowserContextOptions = {}): Promise<Opened> {
    const folder = mkdtempSync(join(tmpdir(), "zpa-fleet-"));
    const file = join(folder, "fleet.html");
    writeFileSync(file, html);
    const url = pathToFileURL(file).href;
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
        if (request.url() !== url) requests.push(request.url());
    });
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(url);
    const close = async () => {
        await context.close();
        rmSync(folder, { recursive: true, force: true });
    };
    return { page, requests, complaints, close };
}
