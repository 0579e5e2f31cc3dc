import { createHash, randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, stat, unlink, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Ledger, type LedgerPage, type LedgerPages, memoryLedger } from "./ledger";

export interface FileLedgerOptions {
    /** Default: `ZPA_PACING_DIR`, or a folder in the user's cache. */
    readonly folder?: string;
    /** Called once, if the folder cannot be used and only the calls of this process are counted. */
    readonly report?: (message: string) => void;
}

/** How many versions are kept besides the newest; see {@link commit}. */
const KEPT_VERSIONS = 8;
/** Longer than a process needs between writing its draft and linking it. */
const DRAFT_LIFE_MS = 60_000;
const MAX_RETRY_MS = 10;
/** The maximum of lost races in a row; more means that the folder does not support links correctly. */
const MAX_ATTEMPTS = 1_000;

/**
 * A ledger in a folder that all processes of the user share. The service counts calls per source address, so previews,
 * deployments and parallel stacks share one limit.
 *
 * There is no lock, so none can be left behind by a killed process. Each change is a new file with the next number. If
 * several processes create the same number, one succeeds and the others retry from its content.
 */
export function fileLedger(name: string, { folder = defaultFolder(), report }: FileLedgerOptions = {}): Ledger {
    const versions = join(folder, createHash("sha256").update(name).digest("hex").slice(0, 24));
    const fallback = memoryLedger();
    let broken = false;

    async function changeFile(change: (pages: LedgerPages) => LedgerPages): Promise<LedgerPages> {
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
            try {
                return await changeFile(change);
            } catch (error) {
                if (!broken) report?.(unshared(versions, error));
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

const numberOf = (name: string) => (/^[1-9]\d*$/.test(name) ? Number(name) : 0);
const remove = (file: string) => unlink(file).catch(() => undefined);
const exists = (file: string) =>
    stat(file).then(
        () => true,
        () => false,
    );
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** A version that cannot be parsed counts as empty. If it was removed in the meantime, the next commit fails. */
async function readPages(file: string): Promise<LedgerPages> {
    const content = await readFile(file, "utf8").catch((error: unknown) => {
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

function defaultFolder(): string {
    const cache = process.env.XDG_CACHE_HOME || join(homedir() || tmpdir(), ".cache");
    return process.env.ZPA_PACING_DIR || join(cache, "pulumi-zpa-connectors", "pacing");
}

function unshared(folder: string, error: unknown): string {
    const why = codeOf(error) ?? String(error);
    return (
        `Calls are counted for this process only, because ${folder} cannot be shared (${why}). If other runs call ` +
        "the service at the same time, it may return 429, and the call is retried. " +
        "Set ZPA_PACING_DIR to a writable folder."
    );
}
