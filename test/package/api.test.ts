import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { API_FILE, apiReport } from "../../scripts/api-report/report";

const ROOT = resolve(__dirname, "../..");
const report = apiReport();

test("docs/api.md holds the public API with its types (`npm run api` writes it again)", () => {
    expect(readFileSync(API_FILE, "utf8")).toBe(report);
});

test("no type of the public API is hidden in a module", () => {
    expect(report).not.toContain("ae-forgotten-export");
});

test("what programs can call is declared", () => {
    const declared = (part: string) =>
        [...part.matchAll(/^export (?:class|const|function) (\w+)/gm)].map(([, name]) => name!);
    const [, index = "", emulator = "", review = ""] = report.split("\n## ");
    expect(declared(index)).toEqual(expect.arrayContaining(Object.keys(require(join(ROOT, "dist/index")))));
    expect(declared(emulator)).toEqual(expect.arrayContaining(Object.keys(require(join(ROOT, "dist/emulator")))));
    expect(declared(review)).toEqual(expect.arrayContaining(Object.keys(require(join(ROOT, "dist/review")))));
});
