import { appendFileSync } from "node:fs";

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
}

/** A request with its body. Bodies of sign-ins are not kept, because they contain secrets. */
export interface RequestWithBody extends RequestRecord {
    /** The JSON body, if there is one. */
    readonly body?: unknown;
}

const MAX_KEPT = 100_000;

export class RequestLog {
    private records: RequestWithBody[] = [];

    constructor(private readonly file: string | undefined) {
        if (!file) return;
        try {
            appendFileSync(file, "");
        } catch (error) {
            throw new Error(`The request log ${file} cannot be written: ${(error as Error).message}`);
        }
    }

    add(record: RequestWithBody): void {
        this.records.push(record);
        if (this.records.length > MAX_KEPT) this.records.splice(0, MAX_KEPT / 10);
        const { body, ...line } = record;
        if (this.file) appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    }

    all(): readonly RequestWithBody[] {
        return [...this.records];
    }

    clear(): void {
        this.records = [];
    }
}
