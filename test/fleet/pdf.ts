import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs in a process of its own, because the library is an ES module. */
const SCRIPT = `
import { readFileSync } from "node:fs";
import { getDocument } from ${JSON.stringify(require.resolve("pdfjs-dist/legacy/build/pdf.mjs"))};
const pdf = await getDocument({ data: new Uint8Array(readFileSync(process.argv[1])), verbosity: 0 }).promise;
const pages = [];
for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const [, , width, height] = page.view;
    const { items } = await page.getTextContent();
    pages.push({
        width,
        height,
        text: items.map(({ str, hasEOL }) => str + (hasEOL ? "\\n" : "")).join(""),
        right: Math.max(0, ...items.filter(({ str }) => str.trim()).map(({ transform, width }) => transform[4] + width)),
    });
}
console.log(JSON.stringify(pages));`;

export interface PdfPage {
    /** In points. */
    readonly width: number;
    readonly height: number;
    readonly text: string;
    /** The right end of the text that is furthest to the right, in points. */
    readonly right: number;
}

export function pagesOf(pdf: Buffer): PdfPage[] {
    const folder = mkdtempSync(join(tmpdir(), "zpa-pdf-"));
    const file = join(folder, "page.pdf");
    try {
        writeFileSync(file, pdf);
        const args = ["--input-type=module", "-e", SCRIPT, file];
        return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 26 })) as PdfPage[];
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
