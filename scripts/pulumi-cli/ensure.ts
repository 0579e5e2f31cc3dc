import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onPath, problemOf } from "./found";
import { buildFromModules } from "./goBuild";
import { install } from "./installer";
import { stopAll } from "./run";
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

type Maker = (root: string, say: (line: string) => void) => Promise<void>;
const MAKERS: Readonly<Record<"installer" | "go", Maker>> = { installer: install, go: buildFromModules };
const SAY_WAITING_MS = 15_000;

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
    const versions = join(env.PULUMI_HOME || join(home, ".pulumi"), "versions");
    const root = join(versions, PULUMI_VERSION);
    const cached = async () =>
        ways.includes("cache") && existsSync(root) ? problemOf(join(root, "bin")) : "none there";
    const problem = await cached();
    if (!problem) return { bin: join(root, "bin"), how: "cache" };
    tried.push(`${root} is not usable: ${problem}`);

    await othersAtWork(versions, say);
    if (!(await cached())) return { bin: join(root, "bin"), how: "cache" };
    for (const way of ["installer", "go"] as const) {
        if (!ways.includes(way)) continue;
        try {
            await make(MAKERS[way], versions, root, say);
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

/** Creates the CLI in a temporary folder and moves it atomically, so that it is always complete. */
async function make(maker: Maker, versions: string, root: string, say: (line: string) => void): Promise<void> {
    const half = join(versions, `${HALF_MADE}${process.pid}`);
    const clear = () => rmSync(half, { recursive: true, force: true, maxRetries: 5 });
    const interrupted = (signal: NodeJS.Signals) => {
        stopAll();
        clear();
        process.exit(signal === "SIGINT" ? 130 : 143);
    };
    mkdirSync(half, { recursive: true });
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    try {
        await maker(half, say);
        const problem = await problemOf(join(half, "bin"));
        if (problem) throw new Error(`what it made is not usable: ${problem}`);
        for (const entry of readdirSync(half))
            if (entry !== "bin") rmSync(join(half, entry), { recursive: true, force: true });
        if (await problemOf(join(root, "bin"))) {
            rmSync(root, { recursive: true, force: true });
            renameSync(half, root);
        }
    } finally {
        process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
        clear();
    }
}

const HALF_MADE = `.${PULUMI_VERSION}-`;

/** Waits for parallel runs, and removes the files of killed ones. */
async function othersAtWork(versions: string, say: (line: string) => void): Promise<void> {
    for (let waited = 0; ; waited += 1_000) {
        const others = (existsSync(versions) ? readdirSync(versions) : []).filter((name) => name.startsWith(HALF_MADE));
        const alive = others.filter((name) => {
            const pid = Number(name.slice(HALF_MADE.length));
            if (isAlive(pid) && pid !== process.pid) return true;
            rmSync(join(versions, name), { recursive: true, force: true });
            return false;
        });
        if (alive.length === 0) return;
        if (waited % SAY_WAITING_MS === 0)
            say(`another run is making it already (${alive.join(", ")}); waiting for that`);
        await sleep(1_000);
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
