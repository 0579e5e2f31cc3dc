import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { onPath, problemOf } from "./found";
import { buildFromModules } from "./goBuild";
import { install } from "./installer";
import { Kept, type Maker } from "./kept";
import { PULUMI_VERSION } from "./versions";

export interface EnsureOptions {
    readonly env?: NodeJS.ProcessEnv;
    /** The parent folder of `.pulumi`. Default: the user's home. */
    readonly home?: string;
    readonly say?: (line: string) => void;
}

export interface FoundPulumi {
    /** The folder with `pulumi` and its two helpers. */
    readonly bin: string;
    readonly how: "path" | "cache" | "installer" | "go";
}

const MAKERS: Readonly<Record<"installer" | "go", Maker>> = { installer: install, go: buildFromModules };

/**
 * Finds, downloads or builds a Pulumi CLI, in this order: one on the PATH that is recent enough, one from an earlier
 * run, the official installer, a build from Go modules. `PULUMI_ENSURE_WAYS` (such as `cache,go`) restricts the ways.
 */
export async function ensurePulumi(options: EnsureOptions = {}): Promise<FoundPulumi> {
    const { env = process.env, home = homedir(), say = (line) => console.error(`pulumi: ${line}`) } = options;
    const ways = (env.PULUMI_ENSURE_WAYS || "path,cache,installer,go").split(",").map((way) => way.trim());
    const tried: string[] = [];

    if (ways.includes("path")) {
        const found = await onPath(env.PATH ?? "");
        if ("bin" in found) return { bin: found.bin, how: "path" };
        tried.push(found.why);
    }
    const versions = versionsFolder(env, home);
    const root = join(versions, PULUMI_VERSION);
    const kept = new Kept(versions, PULUMI_VERSION, problemOf, say);
    const cached = async () =>
        ways.includes("cache") && existsSync(root) ? problemOf(join(root, "bin")) : "none there";
    const problem = await cached();
    if (!problem) return { bin: join(root, "bin"), how: "cache" };
    tried.push(`${root} is not usable: ${problem}`);

    await kept.othersAtWork();
    if (!(await cached())) return { bin: join(root, "bin"), how: "cache" };
    for (const way of ["installer", "go"] as const) {
        if (!ways.includes(way)) continue;
        try {
            await kept.make(MAKERS[way]);
            return { bin: join(root, "bin"), how: way };
        } catch (error) {
            tried.push(
                `${way === "go" ? "building from Go modules" : "the official installer"}: ${(error as Error).message}`,
            );
            say(tried.at(-1)!);
        }
    }
    throw new Error(
        `No Pulumi CLI was found, downloaded or built. Tried:\n${tried.map((line) => `  - ${line}`).join("\n")}\n` +
            "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) and put it on PATH, or install Go " +
            "1.25 or newer and make a Go module proxy reachable (GOPROXY), and run this again.",
    );
}

/** Where what is downloaded or built is kept, beside the Pulumi CLI's own files. */
export const versionsFolder = (env: NodeJS.ProcessEnv, home: string): string =>
    join(env.PULUMI_HOME || join(home, ".pulumi"), "versions");
