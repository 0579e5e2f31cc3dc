import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** The file of this package as npm publishes it, in `folder`, and what is in it. */
export function pack(folder: string): { tarball: string; files: string[] } {
    const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
    const [packed] = JSON.parse(run(ROOT, "npm", ...args));
    return {
        tarball: join(folder, packed.filename),
        files: packed.files.map(({ path }: { path: string }) => path),
    };
}

export interface Installed {
    /** Packages beside this one, with their versions. */
    readonly beside?: readonly string[];
    readonly client?: Client;
}
export type Client = keyof typeof INSTALL;

/** Packs this package and installs it in a new folder, as a user does; the folder is for the caller to remove. */
export function installPacked({ beside = [], client = "npm" }: Installed = {}): { folder: string; files: string[] } {
    const folder = mkdtempSync(join(tmpdir(), "zpa-packed-"));
    const { tarball, files } = pack(folder);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    const packages = [
        tarball,
        ...BESIDE.filter((name) => !beside.some((other) => nameOf(other) === nameOf(name))),
        ...beside,
    ];
    install(client, folder, packages);
    return { folder, files };
}

/** Adds packages to a project. */
export function install(client: Client, folder: string, packages: readonly string[]): void {
    run(folder, "npm", ...INSTALL[client], "--prefer-offline", ...packages);
}

const INSTALL = {
    npm: ["install", "--no-audit", "--no-fund"],
    pnpm: ["exec", "--yes", "--package=pnpm@10", "--", "pnpm", "add"],
    yarn: ["exec", "--yes", "--package=yarn@1", "--", "yarn", "add", "--silent"],
};
const BESIDE = ["typescript@6", "ts-node@10", "@types/node@22"];
const nameOf = (spec: string) => spec.slice(0, spec.lastIndexOf("@"));

/** `npm exec -c`, which may have started the tests, leaves its own option in the environment. */
const run = (cwd: string, command: string, ...args: string[]) =>
    execFileSync(command, args, {
        cwd,
        env: { ...process.env, npm_config_call: "" },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
    });
