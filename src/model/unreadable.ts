import { quoted, shown } from "./outsideText";

/** An item of a list with an unexpected shape. */
export interface Unreadable {
    readonly id?: string;
    readonly name?: string;
    /** The wrong property and the reason. */
    readonly problem: string;
}

/** `"San Jose" (id 42) cannot be read: connectors: must be a list` */
export const describeUnreadable = ({ id, name, problem }: Unreadable): string =>
    `${quoted(name ?? "(no name)")} (id ${shown(id ?? "unknown")}) cannot be read: ${shown(problem)}`;
