import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compileErrors } from "./compile";

const ROOT = resolve(__dirname, "../..");
/** Declarations without bodies, generated from the build. */
const DECLARATIONS = "docs/api.md";

const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).map((page) => `docs/${page}`)].filter(
    (page) => page.endsWith(".md") && page !== DECLARATIONS,
);

const SNIPPETS = PAGES.flatMap((page) =>
    [...readFileSync(join(ROOT, page), "utf8").matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
        .map(([, code]) => ({ name: page, code: code! }))
        .filter(({ code }) => !code.includes("import ")),
);

test("every snippet without imports compiles", () => {
    expect(SNIPPETS.length).toBeGreaterThan(3);
    expect(compileErrors(SNIPPETS)).toEqual([]);
});
