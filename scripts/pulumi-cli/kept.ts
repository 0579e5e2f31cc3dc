import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stopAll } from "./run";

type Say = (line: string) => void;
export type Maker = (root: string, say: Say) => Promise<void>;

const SAY_WAITING_MS = 15_000;

/** Programs that are made once and kept in a folder, of which a part is never seen. */
export class Kept {
    readonly bin: string;

    /** @param problemOf why the programs in a folder cannot be used, if there is a reason */
    constructor(
        private readonly versions: string,
        private readonly name: string,
        private readonly problemOf: (bin: string) => Promise<string | undefined>,
        private readonly say: Say,
    ) {
        this.bin = join(versions, name, "bin");
    }

    /** Makes them in a temporary folder and moves it atomically, so that it is always complete. */
    async make(maker: Maker): Promise<void> {
        const half = join(this.versions, `${this.halfMade}${process.pid}`);
        const clear = () => rmSync(half, { recursive: true, force: true, maxRetries: 5 });
        const interrupted = (signal: NodeJS.Signals) => {
            stopAll();
            clear();
            process.exit(signal === "SIGINT" ? 130 : 143);
        };
        mkdirSync(half, { recursive: true });
        process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
        try {
            await maker(half, this.say);
            const problem = await this.problemOf(join(half, "bin"));
            if (problem) throw new Error(`what it made is not usable: ${problem}`);
            for (const entry of readdirSync(half))
                if (entry !== "bin") rmSync(join(half, entry), { recursive: true, force: true });
            if (await this.problemOf(this.bin)) {
                const root = join(this.versions, this.name);
                rmSync(root, { recursive: true, force: true });
                renameSync(half, root);
            }
        } finally {
            process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
            clear();
        }
    }

    /** Waits for parallel runs, and removes the files of killed ones. */
    async othersAtWork(): Promise<void> {
        const { versions, halfMade } = this;
        for (let waited = 0; ; waited += 1_000) {
            const others = (existsSync(versions) ? readdirSync(versions) : []).filter((name) =>
                name.startsWith(halfMade),
            );
            const alive = others.filter((name) => {
                const pid = Number(name.slice(halfMade.length));
                if (isAlive(pid) && pid !== process.pid) return true;
                rmSync(join(versions, name), { recursive: true, force: true });
                return false;
            });
            if (alive.length === 0) return;
            if (waited % SAY_WAITING_MS === 0)
                this.say(`another run is making it already (${alive.join(", ")}); waiting for that`);
            await sleep(1_000);
        }
    }

    private get halfMade(): string {
        return `.${this.name}-`;
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
