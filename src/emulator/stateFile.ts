import { accessSync, constants, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { Id } from "./seed";
import type { Dump, TenantStore } from "./store";

const Objects = z.array(z.looseObject({ id: Id, name: z.string() }));
const Dumps = z.record(z.string(), z.object({ lastId: Id }).catchall(Objects));

/** A file with the tenants' objects. It is replaced atomically, so it is complete even if the process is killed. */
export class StateFile {
    /** The tenants as they were saved or read last. */
    private saved: string;

    constructor(
        private readonly file: string,
        private readonly tenants: ReadonlyMap<string, TenantStore>,
    ) {
        try {
            accessSync(dirname(resolve(file)), constants.W_OK);
        } catch (error) {
            throw new Error(`The state file ${file} cannot be written: ${(error as Error).message}`);
        }
        if (existsSync(file)) this.load(this.read());
        this.saved = this.dump();
    }

    /**
     * Saves the tenants.
     *
     * @throws Error if that fails; the tenants then are as they were saved last
     */
    save(): void {
        const text = this.dump();
        const half = `${this.file}.tmp`;
        try {
            writeFileSync(half, text, { mode: 0o600 });
            renameSync(half, this.file);
        } catch (error) {
            this.load(JSON.parse(this.saved));
            throw new Error(`The state file ${this.file} cannot be saved: ${(error as Error).message}`);
        }
        this.saved = text;
    }

    private dump(): string {
        return JSON.stringify(
            Object.fromEntries([...this.tenants].map(([customerId, store]) => [customerId, store.dump()])),
        );
    }

    private load(dumps: Readonly<Record<string, unknown>>): void {
        for (const [customerId, dump] of Object.entries(dumps)) this.tenants.get(customerId)?.load(dump as Dump);
    }

    private read(): z.output<typeof Dumps> {
        try {
            return Dumps.parse(JSON.parse(readFileSync(this.file, "utf8")));
        } catch (error) {
            const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
            throw new Error(
                `The state file ${this.file} cannot be read: ${reason}. Remove it to start with the initial state.`,
            );
        }
    }
}
