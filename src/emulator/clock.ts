const FARTHEST_MS = 100 * 365 * 24 * 3_600_000;

/** The emulator's own time, which a test can advance. Real time goes on underneath. */
export class Clock {
    private ahead = 0;

    now(): number {
        return Date.now() + this.ahead;
    }

    /** Seconds since the epoch, as a string: the form of every time in the API. */
    seconds(): string {
        return String(Math.floor(this.now() / 1000));
    }

    reset(): void {
        this.ahead = 0;
    }

    advance(ms: number): void {
        if (!(ms >= 0 && this.ahead + ms <= FARTHEST_MS))
            throw new Error("The clock goes on by a number of milliseconds, and by a hundred years at most.");
        this.ahead += ms;
    }
}
