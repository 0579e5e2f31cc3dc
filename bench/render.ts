import { readFileSync, writeFileSync } from "node:fs";
import { PAGES, withResults } from "./page";
import { MEASURED, readResults, writeResults } from "./results";

/** `npm run docs:benchmark [-- FILE]` renders the committed results, after it has put the parts of FILE into them. */
const results = readResults(MEASURED);
const file = process.argv[2];
if (file) {
    Object.assign(results, JSON.parse(readFileSync(file, "utf8")));
    writeResults(MEASURED, results);
}
for (const page of PAGES) writeFileSync(page, withResults(readFileSync(page, "utf8"), results));
