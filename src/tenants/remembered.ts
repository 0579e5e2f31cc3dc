/** Asks once and remembers the answer for the life of the process; a failure is forgotten. */
export class Remembered<T> {
    private asked: Promise<T> | undefined;

    constructor(private readonly ask: () => Promise<T>) {}

    get(): Promise<T> {
        this.asked ??= this.ask().catch((error: unknown) => {
            this.asked = undefined;
            throw error;
        });
        return this.asked;
    }
}
