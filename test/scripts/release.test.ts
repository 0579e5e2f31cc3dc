import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { billOfMaterials } from "../../scripts/release/bill";
import { releaseProblems } from "../../scripts/release/check";

const ROOT = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

const ready = {
    packageJson: {
        version: "1.2.3",
        repository: { type: "git", url: "git+https://example.com/zpa.git" },
        homepage: "https://example.com/zpa#readme",
        bugs: { url: "https://example.com/zpa/issues" },
    },
    changelog: "# Changelog\n\n## [1.2.3] - 2026-03-02\n",
    tags: ["v1.2.3"],
    isClean: true,
};

test("a complete commit is ready to be published", () => {
    expect(releaseProblems(ready)).toEqual([]);
});

test.each([
    [
        { packageJson: { ...ready.packageJson, homepage: "" } },
        "package.json has no homepage. Run: npm pkg set homepage=…",
    ],
    [{ changelog: "## [Unreleased]" }, 'CHANGELOG.md has no heading "## [1.2.3] - <date>".'],
    [{ changelog: "## [1.2.3] - soon" }, 'CHANGELOG.md has no heading "## [1.2.3] - <date>".'],
    [{ tags: ["v1.2.2"] }, "The commit has no tag v1.2.3. Run: git tag v1.2.3"],
    [{ isClean: false }, "The working tree has changes. Commit them."],
])("%j is not", (change, problem) => {
    expect(releaseProblems({ ...ready, ...change })).toEqual([problem]);
});

test("of this package.json, a publisher fills in three addresses and nothing else", () => {
    const packageJson = JSON.parse(read("package.json"));
    const version = String(packageJson.version);
    expect(
        releaseProblems({
            packageJson,
            changelog: `## [${version}] - 2026-03-02`,
            tags: [`v${version}`],
            isClean: true,
        }),
    ).toEqual([
        "package.json has no repository.url, homepage, bugs.url. Run: npm pkg set repository.url=… homepage=… bugs.url=…",
    ]);
    expect(packageJson.publishConfig).toEqual({ access: "public", provenance: true });
});

test("the bill of materials lists what users install, with its version", () => {
    const { components } = JSON.parse(billOfMaterials(ROOT)) as { components: { name: string; version: string }[] };
    const { packages } = JSON.parse(read("package-lock.json")) as {
        packages: Record<string, { version: string; dev?: boolean }>;
    };
    const installed = Object.entries(packages)
        .filter(([path, { dev }]) => path !== "" && !dev)
        .map(([path, { version }]) => `${path.split("node_modules/").at(-1)}@${version}`);
    const listed = components.map(({ name, version }) => `${name}@${version}`);
    expect([...new Set(listed)].sort()).toEqual([...new Set(installed)].sort());
    expect(listed).toEqual(expect.arrayContaining([expect.stringMatching(/^zod@/)]));
});
