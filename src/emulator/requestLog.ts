import { appendFileSync } from "node:fs";
import type { KeepRequests } from "./options";

/** A request, and the status of its response. */
export interface RequestRecord {
    /** When it arrived, by the real clock (ISO 8601, UTC). */
    readonly time: string;
    /** The HTTP method. */
    readonly method: string;
    /** The path with its query, as it was sent. */
    readonly path: string;
    /** The HTTP status; 0 if no response was sent. */
    readonly status: number;
    /** How the response is known. `own`: the emulator's own, or what a test has asked for. */
    readonly evidence: "recorded" | "documented" | "reported" | "guessed" | "own";
    /** What it rests on: names of the table on the page of the emulator. */
    readonly facts: readonly string[];
}

/** A request with its body. Bodies of sign-ins are not kept, because they contain secrets. */
export interface RequestWithBody extends RequestRecord {
    /** The JSON body, if there is one. */
    readonly body?: unknown;
}

interface Kept {
    readonly record: RequestWithBody;
    readonly bytes: number;
}

export class RequestLog {
    private kept: Kept[] = [];
    /** The index of the oldest request; those before it are dropped. */
    private first = 0;
    private bytes = 0;
    private readonly max: { readonly entries: number; readonly bytes: number };

    constructor(
        private readonly file: string | undefined,
        { entries = 100_000, bytes = 32 * 1_048_576 }: KeepRequests = {},
    ) {
        for (const [name, value] of Object.entries({ entries, bytes }))
            if (!(Number.isSafeInteger(value) && value >= 0))
                throw new Error(`keepRequests.${name} must be a whole number, 0 or more.`);
        this.max = { entries, bytes };
        if (!file) return;
        try {
            appendFileSync(file, "");
        } catch (error) {
            throw new Error(`The request log ${file} cannot be written: ${(error as Error).message}`);
        }
    }

    /** `bodyBytes` is the size of the body as it was sent. */
    add(record: RequestWithBody, bodyBytes = 0): void {
        const bytes = Buffer.byteLength(record.path) + (record.body === undefined ? 0 : bodyBytes);
        this.kept.push({ record, bytes });
        this.bytes += bytes;
        while (this.kept.length - this.first > this.max.entries || this.bytes > this.max.bytes) this.dropOldest();
        const { body, ...line } = record;
        if (this.file) appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    }

    all(): readonly RequestWithBody[] {
        return this.kept.slice(this.first).map(({ record }) => record);
    }

    clear(): void {
        this.kept = [];
        this.first = 0;
        this.bytes = 0;
    }

    private dropOldest(): void {
        this.bytes -= this.kept[this.first]!.bytes;
        this.first += 1;
        // Moving the others at each drop would take time in proportion to the log.
        if (this.first < 1_000 && this.first < this.kept.length) return;
        this.kept.splice(0, this.first);
        this.first = 0;
    }
}
