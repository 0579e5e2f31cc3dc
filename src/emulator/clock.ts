const MAX_ADVANCE_MS = 100 * 365 * 24 * 3_600_000;

/** The emulator's clock. It runs with the real clock, and a test can advance it. */
export class Clock {
    private ahead = 0;

    now(): number {
        return Date.now() + this.ahead;
    }

    /** Seconds since the Unix epoch as a string, the format of times in the API. */
    seconds(): string {
        return String(Math.floor(this.now() / 1000));
    }

    reset(): void {
        this.ahead = 0;
    }

    advance(ms: number): void {
        if (!(ms >= 0 && this.ahead + ms <= MAX_ADVANCE_MS))
            throw new Error("The clock can only be advanced, by at most a hundred years in total.");
        this.ahead += ms;
    }
}
