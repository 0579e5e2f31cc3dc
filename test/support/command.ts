import { spawn } from "node:child_process";
import { resolve } from "node:path";

const MAIN = resolve(__dirname, "../../dist/cli/main.js");

export interface CommandOutcome {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs this package's command in a folder, as `npx pulumi-zpa-connectors` does. */
export function runCommand(
    { folder, env }: { readonly folder: string; readonly env: Record<string, string> },
    ...args: string[]
): Promise<CommandOutcome> {
    return new Promise((done, reject) => {
        const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
        let [stdout, stderr] = ["", ""];
        child.stdout.on("data", (chunk: Buffer) => {
            stdout += chunk;
        });
        child.stderr.on("data", (chunk: Buffer) => {
            stderr += chunk;
        });
        child.on("error", reject);
        child.on("close", (code) => done({ code, stdout, stderr }));
    });
}
