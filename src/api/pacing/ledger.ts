import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rmdir, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** When the calls of one limit were sent, and until when the service asked everybody to wait. */
export interface LedgerPage {
    readonly sentAt: readonly number[];
    readonly pausedUntil: number;
}

export const EMPTY_PAGE: LedgerPage = { sentAt: [], pausedUntil: 0 };

/** Where the calls of one limit are written down. `change` is atomic. */
export interface Ledger {
    change(change: (page: LedgerPage) => LedgerPage): Promise<LedgerPage>;
}

export function memoryLedger(): Ledger {
    let page = EMPTY_PAGE;
    return {
        async change(change) {
            page = change(page);
            return page;
        },
    };
}

export interface FileLedgerOptions {
    /** Default: `ZPA_PACING_DIR`, or a folder in the user's cache. */
    readonly folder?: string;
}

const LOCK_STALE_MS = 5_000;
const LOCK_POLL_MS = 4;

/**
 * A ledger in a small file, shared by every process of this user: the service counts per source address, and a
 * preview, the `up` behind it, and the stacks deployed beside it are all one source. Where the file cannot be
 * written, the calls of this process alone are counted.
 */
export function fileLedger(name: string, { folder = defaultFolder() }: FileLedgerOptions = {}): Ledger {
    const file = join(folder, `${createHash("sha256").update(name).digest("hex").slice(0, 24)}.json`);
    const fallback = memoryLedger();
    let broken = false;
    return {
        async change(change) {
            if (broken) return fallback.change(change);
            try {
                await mkdir(folder, { recursive: true, mode: 0o700 });
                return await locked(`${file}.lock`, async () => {
                    const page = change(await readPage(file));
                    const fresh = `${file}.${process.pid}`;
                    await writeFile(fresh, JSON.stringify(page), { mode: 0o600 });
                    await rename(fresh, file);
                    return page;
                });
            } catch {
                broken = true;
                return fallback.change(change);
            }
        },
    };
}

function defaultFolder(): string {
    const cache = process.env.XDG_CACHE_HOME || join(homedir() || tmpdir(), ".cache");
    return process.env.ZPA_PACING_DIR || join(cache, "pulumi-zpa-connectors", "pacing");
}

async function readPage(file: string): Promise<LedgerPage> {
    try {
        const { sentAt, pausedUntil } = JSON.parse(await readFile(file, "utf8")) as LedgerPage;
        const valid = Array.isArray(sentAt) && sentAt.every(Number.isFinite) && Number.isFinite(pausedUntil);
        return valid ? { sentAt, pausedUntil } : EMPTY_PAGE;
    } catch {
        return EMPTY_PAGE;
    }
}

/** Holds a lock that is a folder, because making one is atomic; one left behind by a killed process is broken. */
async function locked<T>(lock: string, work: () => Promise<T>): Promise<T> {
    for (;;) {
        try {
            await mkdir(lock);
            break;
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
            const made = await stat(lock).catch(() => undefined);
            if (made && Date.now() - made.mtimeMs > LOCK_STALE_MS) await rmdir(lock).catch(() => undefined);
            else await sleep(LOCK_POLL_MS);
        }
    }
    try {
        return await work();
    } finally {
        await rmdir(lock).catch(() => undefined);
    }
}
