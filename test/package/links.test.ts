import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** The files that npm publishes. */
const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, npm_config_call: "" },
    }),
) as [{ files: { path: string }[] }];
const files = new Set(packed.files.map(({ path }) => path));
const folders = new Set([...files].flatMap((file) => parents(file)));

function parents(file: string): string[] {
    const folder = dirname(file);
    return folder === "." ? [] : [folder, ...parents(folder)];
}

/** The targets of the relative links and pictures of a Markdown file, without anchors. */
const linksOf = (file: string): string[] =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target]) =>
        normalize(join(dirname(file), target!)),
    );

// docs/_index.md and docs/installation-configuration.md are pages of the Pulumi Registry, with its own links.
const pages = [...files].filter((file) => file.endsWith(".md") && !/_index|installation-conf/.test(file));

test.each(pages.map((page) => [page]))("each link of %s leads to a file of the package", (page) => {
    expect(linksOf(page).filter((target) => !files.has(target) && !folders.has(target))).toEqual([]);
});

test("the README and the reference are in the package", () => {
    expect(pages).toEqual(expect.arrayContaining(["README.md", "SECURITY.md", "docs/resource.md", "docs/api.md"]));
    expect(linksOf("README.md").length).toBeGreaterThan(15);
});
