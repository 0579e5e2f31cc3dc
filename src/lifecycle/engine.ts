import { connect } from "node:net";

/** A loopback connection takes less than a millisecond. An engine that is only busy is not taken for one that has ended. */
const TIMEOUT_MS = 2_000;
const ADDRESS = /^(?<host>127\.0\.0\.1|localhost|\[::1\]):(?<port>\d+)$/;

/**
 * Whether the engine still listens that has started this plugin process, with its address as an argument. The process
 * outlives an engine that is killed or loses its terminal, and nothing tells it.
 */
export function engineListens(args: readonly string[] = process.argv.slice(2)): () => Promise<boolean> {
    const address = args.map((arg) => ADDRESS.exec(arg)?.groups).find((groups) => groups !== undefined);
    let hasEnded = false;
    return async () => {
        if (address === undefined || hasEnded) return !hasEnded;
        // The port may be given to another process later.
        hasEnded = await refuses(address.host!.replace(/[[\]]/g, ""), Number(address.port));
        return !hasEnded;
    };
}

function refuses(host: string, port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const socket = connect({ host, port, timeout: TIMEOUT_MS });
        const end = (result: boolean) => {
            socket.destroy();
            resolve(result);
        };
        socket.once("connect", () => end(false));
        socket.once("timeout", () => end(false));
        socket.once("error", ({ code }: NodeJS.ErrnoException) => end(code === "ECONNREFUSED"));
    });
}
