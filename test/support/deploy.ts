import { spawn } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Report } from "../../examples/stack-per-tenant/report";
import type { Emulator, TenantSeed } from "../../src/emulator";
import { Stack } from "./engine/stack";
import { watched } from "./watched";

export interface Run {
    readonly code: number | null;
    readonly output: string;
}

/** A tenant of the emulator for a label. */
export const seedOf = (label: string, index: number): TenantSeed => ({
    customerId: `${72058304855015424n + BigInt(index)}`,
    clientId: label,
    clientSecret: `${label}-secret`,
});

/** A copy of `examples/stack-per-tenant` with tenants of its own, configured entirely through the environment. */
export class Deployment {
    readonly stack = new Stack(undefined, { example: "stack-per-tenant" });

    constructor(labels: readonly string[]) {
        this.write("tenants.json", labels);
    }

    point(label: string, { url }: Pick<Emulator, "url">, { customerId, clientId, clientSecret }: TenantSeed): void {
        const prefix = `ZPA_${label.toUpperCase().replaceAll("-", "_")}`;
        this.stack.setEnv({
            [`${prefix}_CUSTOMER_ID`]: customerId,
            [`${prefix}_CLIENT_ID`]: clientId,
            [`${prefix}_CLIENT_SECRET`]: clientSecret,
            [`${prefix}_BASE_URL`]: url,
        });
    }

    /** Starts `npm run deploy -- …` as the README says. */
    start(...args: string[]): { ended: Promise<Run>; output: () => string; kill: (signal: NodeJS.Signals) => void } {
        const script = JSON.parse(readFileSync(join(this.stack.folder, "package.json"), "utf8")).scripts
            .deploy as string;
        const [command, ...before] = script.split(" ");
        const { folder, env } = this.stack;
        const path = `${join(folder, "node_modules/.bin")}:${env.PATH}`;
        const child = spawn(command!, [...before, ...args], { cwd: folder, env: { ...env, PATH: path } });
        const { ended, output } = watched(child);
        return { ended, output, kill: (signal) => child.kill(signal) };
    }

    run = (...args: string[]) => this.start(...args).ended;

    /** The report, as its own schema reads it. */
    report(): Report {
        return Report.parse(JSON.parse(readFileSync(join(this.stack.folder, "deploy-report.json"), "utf8")));
    }

    /** The results by tenant. */
    results = () => Object.fromEntries(this.report().tenants.map(({ tenant, result }) => [tenant, result]));

    read = (file: string) => readFileSync(join(this.stack.folder, file), "utf8");

    edit(file: string, change: (text: string) => string): void {
        writeFileSync(join(this.stack.folder, file), change(this.read(file)));
    }

    copy(file: string, to: string): void {
        cpSync(join(this.stack.folder, file), join(this.stack.folder, to), { recursive: true });
    }

    write(file: string, content: unknown): void {
        writeFileSync(join(this.stack.folder, file), JSON.stringify(content));
    }
}
