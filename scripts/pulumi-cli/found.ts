import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { run } from "./run";
import { isAtLeast, OLDEST_PULUMI, PROGRAMS } from "./versions";

/** The folder of a usable CLI on the PATH, or the reason why there is none. */
export async function onPath(path: string): Promise<{ bin: string } | { why: string }> {
    const pulumi = path
        .split(delimiter)
        .map((folder) => join(folder, "pulumi"))
        .find(isExecutable);
    if (!pulumi) return { why: "no pulumi on PATH" };
    const bin = dirname(realpathSync(pulumi));
    const why = await problemOf(bin, path);
    return why ? { why: `${pulumi} on PATH is not usable: ${why}` } : { bin };
}

/** The reason why the programs in a folder cannot be used, if there is one. */
export async function problemOf(bin: string, path = ""): Promise<string | undefined> {
    const folders = [bin, ...path.split(delimiter).filter(Boolean)];
    const missing = PROGRAMS.filter((program) => !folders.some((folder) => isExecutable(join(folder, program))));
    if (missing.length > 0) return `${missing.join(" and ")} missing`;
    try {
        const version = (await run(join(bin, "pulumi"), ["version"], { timeoutMs: 30_000 })).trim().replace(/^v/, "");
        return isAtLeast(version, OLDEST_PULUMI) ? undefined : `version ${version} is older than ${OLDEST_PULUMI}`;
    } catch (error) {
        return (error as Error).message;
    }
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
