import { type Answer, error } from "./answers";
import { OWN } from "./evidence";

interface Headers {
    readonly host?: string | undefined;
    readonly origin?: string | undefined;
}

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i;

/**
 * Rejects requests that web pages of other sites can cause. With DNS rebinding, a page's own name resolves to a loopback
 * address, so `Host` must be a loopback name or one of `hostnames`. `Origin` is sent by browsers only.
 */
export function refuseOutsider({ host = "", origin }: Headers, hostnames: readonly string[]): Answer | undefined {
    const name = host.replace(/:\d*$/, "");
    if (!LOOPBACK.test(name) && !hostnames.includes(name.toLowerCase()))
        return error(
            OWN,
            421,
            "emulator.host.refused",
            `The emulator answers only to localhost, 127.0.0.1 and [::1], not to the host ${JSON.stringify(host)}. ` +
                "Other names can be allowed with the option hostnames.",
        );
    if (origin !== undefined && origin.replace(/^https?:\/\//, "").toLowerCase() !== host.toLowerCase())
        return error(
            OWN,
            403,
            "emulator.origin.refused",
            `The emulator answers no web page of another origin, such as ${JSON.stringify(origin)}.`,
        );
    return undefined;
}
