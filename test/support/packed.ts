import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** Packs this package and installs it in a new folder, as a user does; the folder is for the caller to remove. */
export function installPacked(): { folder: string; files: string[] } {
    const npm = (cwd: string, ...args: string[]) =>
        execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const folder = mkdtempSync(join(tmpdir(), "zpa-packed-"));
    const [packed] = JSON.parse(npm(ROOT, "pack", "--json", "--ignore-scripts", "--pack-destination", folder));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
    const beside = ["typescript@6", "ts-node@10", "@types/node@22"];
    npm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, packed.filename), ...beside);
    return { folder, files: packed.files.map(({ path }: { path: string }) => path) };
}
