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
        this.ahead += ms;
    }
}
