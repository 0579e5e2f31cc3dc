import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { quotedFigures } from "../../bench/figures";
import { PAGE, PAGES, withResults } from "../../bench/page";
import { MEASURED, type Results, readResults } from "../../bench/results";
import { TABLES } from "../../bench/tables";
import { vendorPlugin } from "../../bench/vendor";

const measured = readResults(MEASURED);
const figures = { seconds: 2, cpuSeconds: 1 };
const comparison = { ...figures, ratio: 1.25, cpuRatio: 0.5 };
const ROW = {
    ...({ latencyMs: 0, groups: 1, operation: "create", runs: 5 } as const),
    ours: figures,
    floor: comparison,
};

describe("docs/benchmark.md", () => {
    it("and docs/evaluation.md show the committed results (`npm run docs:benchmark` renders them again)", () => {
        for (const file of PAGES) {
            const page = readFileSync(file, "utf8");
            expect(withResults(page, measured)).toBe(page);
        }
    });

    it("has every figure that docs/evaluation.md quotes", () => {
        const page = readFileSync(PAGE, "utf8");
        const quoted = quotedFigures(measured)
            .split("\n")
            .slice(2)
            .flatMap((row) => row.split("|")[2]!.split(";"));
        expect(quoted).toHaveLength(8);
        for (const figure of quoted) expect(page).toMatch(new RegExp(`(^|[| ])${figure.trim()}([ |]|$)`, "m"));
    });

    it("shows every part that was measured", () => {
        const page = readFileSync(PAGE, "utf8");
        for (const part of Object.keys(measured)) expect(page).toContain(`<!-- results: ${part} -->`);
    });

    it("says of each table when and on what it was measured", () => {
        const results: Results = { floor: { ...measured.floor!, result: [ROW] } };
        const page = withResults("<!-- results: floor -->\n<!-- end of results -->", results);
        const { date, node, cli, sdk } = measured.floor!.run;
        for (const said of [date.slice(0, 10), node, cli, sdk]) expect(page).toContain(said);
    });
});

describe("the column of the vendor's provider", () => {
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "zpa-vendor-plugin-"));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("is left out unless its plugin is an executable file on PATH", () => {
        const path = ["/nowhere", folder].join(delimiter);
        expect(vendorPlugin(path)).toBe(false);
        const plugin = join(folder, "pulumi-resource-zpa");
        writeFileSync(plugin, "#!/bin/sh\n");
        chmodSync(plugin, 0o644);
        expect(vendorPlugin(path)).toBe(false);
        chmodSync(plugin, 0o755);
        expect(vendorPlugin(path)).toBe(true);
    });

    it("is in the table only if it was measured", () => {
        expect(TABLES.floor([ROW])).not.toContain("vendor");
        const row = TABLES.floor([{ ...ROW, vendor: comparison }]);
        expect(row).toContain("vendor s");
        expect(row).toContain("| 1.25 | 0.50 |");
    });
});
