import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Throws if the files exist or cannot be written. */
export function checkFolder(option: string, folder: string, files: readonly string[], mayReplace: boolean): void {
    const existing = files.filter((file) => existsSync(join(folder, file)));
    if (existing.length > 0 && !mayReplace)
        throw new Error(
            `${option} ${folder} has ${existing.join(" and ")} already. Nothing was written; --force replaces.`,
        );
    let nearest = resolve(folder);
    while (!existsSync(nearest)) nearest = dirname(nearest);
    try {
        if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is not a directory`);
        accessSync(nearest, constants.W_OK);
    } catch (error) {
        throw new Error(`${option} ${folder} cannot be written: ${(error as Error).message}. Nothing was written.`);
    }
}

/** Writes all files or none. Each file is replaced atomically. */
export function writeFiles(option: string, folder: string, files: Readonly<Record<string, string>>): void {
    const drafts = Object.keys(files).map(
        (file) => [join(folder, `${file}.${process.pid}.tmp`), join(folder, file)] as const,
    );
    try {
        mkdirSync(folder, { recursive: true });
        Object.values(files).forEach((text, i) => {
            writeFileSync(drafts[i]![0], text);
        });
        for (const [draft, file] of drafts) renameSync(draft, file);
    } catch (error) {
        for (const [draft] of drafts) rmSync(draft, { force: true });
        throw new Error(`${option} ${folder} cannot be written: ${(error as Error).message}`);
    }
}
