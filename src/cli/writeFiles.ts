import {
    accessSync,
    constants,
    copyFileSync,
    existsSync,
    mkdirSync,
    realpathSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** As the name of a file: standard output. */
export const STDOUT = "-";

export interface OutputFile {
    /** The option that names the file, for errors. */
    readonly option: string;
    readonly path: string;
    readonly text: string;
}

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

export function createFolder(option: string, folder: string): void {
    try {
        mkdirSync(folder, { recursive: true });
    } catch (error) {
        throw new Error(`${option} ${folder} cannot be written: ${(error as Error).message}`);
    }
}

/**
 * Writes all files or none, each atomically: if one cannot be replaced, those before it get their former content back.
 * `-` is standard output. A device or a pipe is written as it is.
 */
export function writeFiles(files: readonly OutputFile[]): void {
    const replacements = files.filter(({ path }) => path !== STDOUT && !isSpecial(path)).map(replacement);
    const undo: Replacement[] = [];
    try {
        for (const each of replacements) naming(each, () => each.prepare());
        for (const each of replacements) {
            undo.push(each);
            naming(each, () => each.put());
        }
        for (const file of files.filter(({ path }) => isSpecial(path)))
            naming(file, () => writeFileSync(file.path, file.text));
    } catch (error) {
        for (const each of undo.reverse()) each.restore();
        throw error;
    } finally {
        for (const each of replacements) each.tidy();
    }
    for (const { text } of files.filter(({ path }) => path === STDOUT)) process.stdout.write(text);
}

const isSpecial = (path: string) => path !== STDOUT && existsSync(path) && !isRegular(path);
const isRegular = (path: string) => statSync(path).isFile() || statSync(path).isDirectory();

type Replacement = ReturnType<typeof replacement>;

function replacement({ option, path, text }: OutputFile) {
    // The target of a link is replaced, not the link.
    const target = existsSync(path) ? realpathSync(path) : path;
    const [draft, former] = [`${target}.${process.pid}.tmp`, `${target}.${process.pid}.old`];
    // A folder cannot be replaced, which `put` reports.
    const existed = existsSync(target) && statSync(target).isFile();
    let isPut = false;
    return {
        option,
        path,
        prepare() {
            writeFileSync(draft, text);
            if (existed) copyFileSync(target, former);
        },
        put() {
            renameSync(draft, target);
            isPut = true;
        },
        restore() {
            if (!isPut) return;
            if (existed) renameSync(former, target);
            else rmSync(target);
        },
        tidy() {
            for (const file of [draft, former]) rmSync(file, { force: true });
        },
    };
}

function naming({ option, path }: Pick<OutputFile, "option" | "path">, write: () => void): void {
    try {
        write();
    } catch (error) {
        throw new Error(`${option} ${path} cannot be written: ${(error as Error).message}`);
    }
}
