import { printable } from "../model/outsideText";
import { plural } from "../model/words";

/** The progress of a command that reads tenants, for people. */
export interface Progress {
    readonly tenants: (done: number, total: number) => void;
    /** Prints a message, unless it repeats the last one: tenants that wait for the same limit have the same message. */
    readonly report: (message: string) => void;
}

/** On a terminal one line that is replaced for each tenant; otherwise one line at the start. */
export function progressOn(stream: Pick<NodeJS.WriteStream, "isTTY" | "write">): Progress {
    let line = "";
    let last: string | undefined;
    const clear = () => {
        if (line !== "") stream.write("\r\u001b[K");
    };
    return {
        tenants(done, total) {
            if (!stream.isTTY) {
                if (done === 0 && total > 1) stream.write(`Reading ${plural(total, "tenant")}.\n`);
                return;
            }
            clear();
            line = done === total ? "" : `Reading tenants: ${done} of ${total}`;
            stream.write(line);
        },
        report(message) {
            if (message === last) return;
            last = message;
            clear();
            stream.write(`${printable(message)}\n${line}`);
        },
    };
}
