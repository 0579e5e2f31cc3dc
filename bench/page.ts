import { join } from "node:path";
import { quotedFigures } from "./figures";
import type { Part, Results } from "./results";
import { runLine, TABLES } from "./tables";

export const PAGE = join(__dirname, "../docs/benchmark.md");

/** The pages with results. */
export const PAGES = [PAGE, join(__dirname, "../docs/evaluation.md")];

const BLOCK = /(<!-- results: (\w+) -->\n)[\s\S]*?(<!-- end of results -->)/g;

/** The page with the tables of these results in it; a part without results says so. */
export const withResults = (page: string, results: Results): string =>
    page.replace(BLOCK, (_block, start: string, part: string, end: string) => {
        if (part === "figures") return `${start}\n${quotedFigures(results)}\n\n${end}`;
        if (!(part in TABLES)) throw new Error(`There is no part ${part}.`);
        return `${start}\n${text(part as Part, results)}\n\n${end}`;
    });

export function text<P extends Part>(part: P, results: Results): string {
    const measured: Results[P] = results[part];
    return measured ? `${runLine(measured.run)}\n\n${TABLES[part](measured.result)}` : "Not measured yet.";
}
