import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { TenantStore } from "./store";

/** The tenants' objects in a file that is whole at any moment, also when the process is killed. */
export class StateFile {
    constructor(
        private readonly file: string,
        private readonly tenants: ReadonlyMap<string, TenantStore>,
    ) {
        if (!existsSync(file)) return;
        let dumps: Record<string, Parameters<TenantStore["load"]>[0]>;
        try {
            dumps = JSON.parse(readFileSync(file, "utf8"));
        } catch (error) {
            throw new Error(
                `The state file ${file} cannot be read: ${(error as Error).message}. Remove it to start anew.`,
            );
        }
        for (const [customerId, dump] of Object.entries(dumps)) tenants.get(customerId)?.load(dump);
    }

    save(): void {
        const dumps = Object.fromEntries([...this.tenants].map(([customerId, store]) => [customerId, store.dump()]));
        const half = `${this.file}.${process.pid}.tmp`;
        writeFileSync(half, JSON.stringify(dumps), { mode: 0o600 });
        renameSync(half, this.file);
    }
}
