import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { link, mkdir, open, readdir, stat, unlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Ledger, type LedgerPage, type LedgerPages, memoryLedger } from "./ledger";

export interface FileLedgerOptions {
    /** Default: `ZPA_PACING_DIR`, or a folder in the user's cache. */
    readonly folder?: string;
    readonly env?: NodeJS.ProcessEnv;
    /** The user's home folder. Throws if there is none, as in a container whose user has no name. */
    readonly home?: () => string;
    /** Called once, if the folder cannot be used and only the calls of this process are counted. */
    readonly report?: (message: string) => void;
}

/** How many versions are kept besides the newest; see {@link commit}. */
const KEPT_VERSIONS = 8;
/** Longer than a process needs between writing its draft and linking it. */
const DRAFT_LIFE_MS = 60_000;
const MAX_RETRY_MS = 10;
/** More than the times of all calls that count. */
const MAX_BYTES = 1024 * 1024;
/** The maximum of lost races in a row; more means that the folder does not support links correctly. */
const MAX_ATTEMPTS = 1_000;

/**
 * A ledger in a folder that all processes of the user share. The service counts calls per source address, so previews,
 * deployments and parallel stacks share one limit.
 *
 * There is no lock, so none can be left behind by a killed process. Each change is a new file with the next number. If
 * several processes create the same number, one succeeds and the others retry from its content.
 */
export function fileLedger(name: string, options: FileLedgerOptions = {}): Ledger {
    const { env = process.env, home = homedir, report } = options;
    const hash = createHash("sha256").update(name).digest("hex").slice(0, 24);
    const fallback = memoryLedger();
    let broken = false;

    async function changeFile(versions: string, change: (pages: LedgerPages) => LedgerPages): Promise<LedgerPages> {
        await mkdir(versions, { recursive: true, mode: 0o700 });
        for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            const names = await readdir(versions);
            const newest = Math.max(0, ...names.map(numberOf));
            const pages = change(newest === 0 ? {} : await readPages(join(versions, String(newest))));
            if (await commit(versions, newest, pages)) {
                await removeOld(versions, names, newest);
                return pages;
            }
            await sleep(Math.random() * MAX_RETRY_MS);
        }
        throw new Error("others are always quicker");
    }

    return {
        async change(change) {
            if (broken) return fallback.change(change);
            let folder = options.folder;
            try {
                folder ??= defaultFolder(env, home);
                return await changeFile(join(folder, hash), change);
            } catch (error) {
                if (!broken) report?.(unshared(folder, error));
                broken = true;
                return fallback.change(change);
            }
        },
    };
}

/**
 * Commits the version after `base`, unless another process has committed one. Creating a link is atomic and fails if
 * the number exists. It would not fail if the number was removed in the meantime, but old versions are removed in the
 * order of their numbers: while `base` exists, no later one was removed.
 */
async function commit(versions: string, base: number, pages: LedgerPages): Promise<boolean> {
    const draft = join(versions, `draft-${randomUUID()}`);
    await writeFile(draft, JSON.stringify(pages), { mode: 0o600 });
    try {
        await link(draft, join(versions, String(base + 1)));
    } catch (error) {
        if (codeOf(error) === "EEXIST") return false;
        throw error;
    } finally {
        await remove(draft);
    }
    if (base > 0) return exists(join(versions, String(base)));
    // The first version has no base, but while the numbers are low none was removed.
    return (await readdir(versions)).every((name) => numberOf(name) < KEPT_VERSIONS + 2);
}

async function removeOld(versions: string, names: readonly string[], newest: number): Promise<void> {
    const old = names.map(numberOf).filter((number) => number > 0 && number < newest - KEPT_VERSIONS);
    for (const number of old.sort((a, b) => a - b)) await remove(join(versions, String(number)));
    for (const draft of names.filter((name) => name.startsWith("draft-"))) {
        const found = await stat(join(versions, draft)).catch(() => undefined);
        if (found && Date.now() - found.mtimeMs > DRAFT_LIFE_MS) await remove(join(versions, draft));
    }
}

const numberOf = (name: string) => (/^[1-9]\d{0,14}$/.test(name) ? Number(name) : 0);
const remove = (file: string) => unlink(file).catch(() => undefined);
const exists = (file: string) =>
    stat(file).then(
        () => true,
        () => false,
    );
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** A version that cannot be parsed counts as empty. If it was removed in the meantime, the next commit fails. */
async function readPages(file: string): Promise<LedgerPages> {
    const content = await readRegular(file).catch((error: unknown) => {
        if (codeOf(error) === "ENOENT") return "";
        throw error;
    });
    try {
        const pages = Object.entries(JSON.parse(content) as LedgerPages);
        return Object.fromEntries(pages.filter(([, page]) => isPage(page)));
    } catch {
        return {};
    }
}

const isPage = ({ sentAt, pausedUntil }: LedgerPage) =>
    Array.isArray(sentAt) && sentAt.every(Number.isFinite) && Number.isFinite(pausedUntil);

/** The content of a file. Anything else, such as a named pipe, which would never end, counts as empty. */
async function readRegular(file: string): Promise<string> {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
        const found = await handle.stat();
        return found.isFile() && found.size <= MAX_BYTES ? await handle.readFile("utf8") : "";
    } finally {
        await handle.close();
    }
}

function defaultFolder(env: NodeJS.ProcessEnv, home: () => string): string {
    if (env.ZPA_PACING_DIR) return env.ZPA_PACING_DIR;
    return join(env.XDG_CACHE_HOME || join(home() || tmpdir(), ".cache"), "pulumi-zpa-connectors", "pacing");
}

function unshared(folder: string | undefined, error: unknown): string {
    const why = codeOf(error) ?? String(error);
    return (
        `Calls are counted for this process only, because ${folder ?? "the home folder"} cannot be shared (${why}). If other runs call ` +
        "the service at the same time, it may return 429, and the call is retried. " +
        "Set ZPA_PACING_DIR to a writable folder."
    );
}
