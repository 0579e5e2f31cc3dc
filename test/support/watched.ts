import type { ChildProcessWithoutNullStreams } from "node:child_process";

/** A process that was started, what it has printed until now, and its end. */
export function watched(child: ChildProcessWithoutNullStreams) {
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => {
            output += chunk.toString();
        });
    }
    const ended = new Promise<{ code: number | null; output: string }>((done) =>
        child.on("close", (code) => done({ code, output })),
    );
    return { pid: child.pid!, output: () => output, ended };
}
