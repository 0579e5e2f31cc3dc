import { type ChildProcess, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

export interface RunOptions {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    timeoutMs?: number;
    /** Called for each line of what the program writes. */
    onLine?: (line: string) => void;
}

/** Runs a program and returns its output. An error has the last lines of the output. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
    const { onLine, timeoutMs, env = process.env, cwd } = options;
    return new Promise((resolve, reject) => {
        const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        running.add(child);
        const timer = timeoutMs ? setTimeout(() => child.kill(), timeoutMs) : undefined;
        const out: string[] = [];
        const all: string[] = [];
        const take = (chunk: Buffer) => {
            all.push(chunk.toString());
            for (const line of chunk.toString().split("\n")) if (line.trim()) onLine?.(line.trim());
        };
        child.stdout.on("data", (chunk: Buffer) => {
            out.push(chunk.toString());
            take(chunk);
        });
        child.stderr.on("data", take);
        const done = (error?: Error) => {
            clearTimeout(timer);
            running.delete(child);
            if (error) reject(error);
            else resolve(out.join(""));
        };
        child.on("error", (error: NodeJS.ErrnoException) =>
            done(new Error(error.code === "ENOENT" ? `${program} is not installed` : error.message)),
        );
        child.on("close", (code, signal) => {
            if (code === 0) return done();
            const last = all.join("").trim().split("\n").slice(-6).join("\n    ");
            done(new Error(`${program} ${args[0] ?? ""} ended with ${signal ?? code}:\n    ${last}`));
        });
    });
}

export function stopAll(): void {
    for (const child of running) child.kill();
}
