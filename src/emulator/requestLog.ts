import { appendFileSync } from "node:fs";

/** One request as it was answered. A status of 0 means that no answer was sent. */
export interface RequestRecord {
    /** When it arrived, on the real clock: ISO 8601, UTC. */
    readonly time: string;
    readonly method: string;
    /** With its query, as it was sent. */
    readonly path: string;
    readonly status: number;
}

/** A request with what it carried; sign-ins carry secrets, so their bodies are never kept. */
export interface RequestWithBody extends RequestRecord {
    readonly body?: unknown;
}

const MOST_KEPT = 100_000;

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
        if (this.records.length > MOST_KEPT) this.records.splice(0, MOST_KEPT / 10);
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
