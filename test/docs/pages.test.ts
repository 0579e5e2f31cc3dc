import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES } from "../../scripts/docs/pages";

it.each(Object.entries(PAGES))("%s says what the table says (`npm run docs` makes it again)", (file, page) => {
    expect(readFileSync(join(__dirname, "../..", file), "utf8")).toBe(page());
});
