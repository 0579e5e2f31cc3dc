import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { RULES } from "../../src/fleet/findings/rules";

const ROOT = resolve(__dirname, "../..");
const filesIn = (folder: string, ending: string) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(ending) && !file.includes("node_modules"))
        .map((file) => join(folder, file));
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string) =>
    [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
        heading!
            .toLowerCase()
            .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
            .replace(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-"),
    );

const CONTRACT = "docs/zpa-api.md";

test("every citation of the API contract refers to an existing section", () => {
    const code = ["src", "test", "scripts", "bench"].flatMap((folder) => filesIn(folder, ".ts"));
    const cited = code.flatMap((file) =>
        [...read(file).matchAll(/zpa-api\.md((?:,? ?#[\w-]+)+)/g)].flatMap(([, anchors]) =>
            [...anchors!.matchAll(/#([\w-]+)/g)].map(([, anchor]) => ({ file, anchor: anchor! })),
        ),
    );
    const known = anchorsOf(CONTRACT);
    expect(cited.filter(({ anchor }) => !known.includes(anchor))).toEqual([]);
    expect(new Set(cited.map(({ anchor }) => anchor)).size).toBeGreaterThan(10);
});

test("every finding of the fleet page cites an existing section", () => {
    const known = anchorsOf(CONTRACT);
    expect(RULES.filter(({ source }) => !known.includes(source.section))).toEqual([]);
});

test("no code cites the contract by a section number", () => {
    const numbered = ["src", "test"]
        .flatMap((folder) => filesIn(folder, ".ts"))
        .filter((file) => /(contract,? |zpa-api\.md[,#]? ?)(§|\d)/.test(read(file)));
    expect(numbered).toEqual([]);
});

/** Pulumi's registry copies only these pages. A link between them has no `.md`. */
const isRegistryPage = (page: string) => ["docs/_index.md", "docs/installation-configuration.md"].includes(page);

const PAGES = [
    ...readdirSync(ROOT).filter((file) => file.endsWith(".md")),
    ...filesIn("docs", ".md"),
    ...filesIn("examples", ".md"),
    ...filesIn("templates", ".md"),
];

test.each(PAGES)("every link of %s refers to an existing file and heading", (page) => {
    const prose = read(page).replace(/^ *```[\s\S]*?^ *```$/gm, "");
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const broken = links
        .filter((link) => !/^(https?|mailto):/.test(link))
        .filter((link) => {
            const [path, anchor] = link.split("#") as [string, string?];
            const target = path === "" ? page : join(dirname(page), path);
            if (isRegistryPage(page)) return !isRegistryPage(`${target}.md`);
            if (!existsSync(join(ROOT, target))) return true;
            return anchor !== undefined && !anchorsOf(target).includes(anchor);
        });
    expect(broken).toEqual([]);
});
