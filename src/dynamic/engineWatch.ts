import { connect } from "node:net";

/** The argument with which the engine starts the plugin process: the address at which it listens itself. */
const ADDRESS = /^(127\.0\.0\.1|\[::1\]|localhost):(\d+)$/;

/** How many refused connections in a row mean that nobody listens. A busy system may refuse one. */
const REFUSALS = 3;
const PAUSE_MS = 20;

/**
 * Aborts when the engine has ended. The plugin process outlives an engine that is killed or loses its terminal, and
 * nothing tells it. What it still wrote would be in no state.
 *
 * @returns `undefined` if this is not a plugin process of the engine
 */
export function engineEnded(args: readonly string[]): AbortSignal | undefined {
    const [, program = "", address = ""] = args;
    const [, host, port] = (/dynamic-provider/.test(program) && ADDRESS.exec(address)) || [];
    if (host === undefined) return undefined;
    const ended = new AbortController();
    let refusals = 0;
    /** Holds a connection open: the system closes it together with the engine's process. */
    const hold = () => {
        const socket = connect({ host: host.replace(/[[\]]/g, ""), port: Number(port) });
        socket.unref().resume();
        socket.once("connect", () => {
            refusals = 0;
        });
        socket.once("error", ({ code }: NodeJS.ErrnoException) => {
            if (code === "ECONNREFUSED") refusals++;
        });
        socket.once("close", () => {
            if (refusals >= REFUSALS) ended.abort();
            else setTimeout(hold, PAUSE_MS).unref();
        });
    };
    hold();
    return ended.signal;
}
