import { accessSync, constants, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { Id } from "./seed";
import type { Dump, TenantStore } from "./store";

const Objects = z.array(z.looseObject({ id: Id, name: z.string() }));
const Dumps = z.record(z.string(), z.object({ lastId: Id }).catchall(Objects));

/** A file with the tenants' objects. It is replaced atomically, so it is complete even if the process is killed. */
export class StateFile {
    constructor(
        private readonly file: string,
        private readonly tenants: ReadonlyMap<string, TenantStore>,
    ) {
        try {
            accessSync(dirname(resolve(file)), constants.W_OK);
        } catch (error) {
            throw new Error(`The state file ${file} cannot be written: ${(error as Error).message}`);
        }
        if (!existsSync(file)) return;
        for (const [customerId, dump] of Object.entries(this.read())) tenants.get(customerId)?.load(dump as Dump);
    }

    save(): void {
        const dumps = Object.fromEntries([...this.tenants].map(([customerId, store]) => [customerId, store.dump()]));
        const half = `${this.file}.tmp`;
        writeFileSync(half, JSON.stringify(dumps), { mode: 0o600 });
        renameSync(half, this.file);
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
