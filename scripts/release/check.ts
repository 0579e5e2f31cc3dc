/** What a publisher fills in: the only data of a release that the repository cannot know. */
const PUBLISHER = ["repository.url", "homepage", "bugs.url"] as const;

/** The state of the working tree. */
export interface Tree {
    readonly packageJson: Readonly<Record<string, unknown>>;
    readonly changelog: string;
    /** The tags of the current commit. */
    readonly tags: readonly string[];
    readonly isClean: boolean;
}

/** What is missing for a release, each with what to do. */
export function releaseProblems({ packageJson, changelog, tags, isClean }: Tree): string[] {
    const version = String(packageJson.version);
    const missing = PUBLISHER.filter((path) => !isFilled(packageJson, path));
    const command = `npm pkg set ${missing.map((path) => `${path}=…`).join(" ")}`;
    return [
        ...(missing.length > 0 ? [`package.json has no ${missing.join(", ")}. Run: ${command}`] : []),
        ...(isDated(changelog, version) ? [] : [`CHANGELOG.md has no heading "## [${version}] - <date>".`]),
        ...(isClean ? [] : ["The working tree has changes. Commit them."]),
        ...(tags.includes(`v${version}`) ? [] : [`The commit has no tag v${version}. Run: git tag v${version}`]),
    ];
}

function isFilled(packageJson: Tree["packageJson"], path: string): boolean {
    const value = path
        .split(".")
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], packageJson);
    return typeof value === "string" && URL.canParse(value.replace(/^git\+/, ""));
}

const isDated = (changelog: string, version: string): boolean =>
    changelog.split("\n").some((line) => line.startsWith(`## [${version}] - `) && /- \d{4}-\d{2}-\d{2}$/.test(line));
