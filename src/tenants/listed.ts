import { type Named, pickOne, type Selector } from "./pickOne";

/** Objects of one kind: listed once for the life of a connection; a failed list is retried by the next call. */
export class Listed<T extends Named> {
    private asked: Promise<T[]> | undefined;

    /** @param kind in the singular, such as `version profile` */
    constructor(
        private readonly kind: string,
        private readonly list: () => Promise<T[]>,
    ) {}

    all(): Promise<T[]> {
        this.asked ??= this.list().catch((error: unknown) => {
            this.asked = undefined;
            throw error;
        });
        return this.asked;
    }

    async one(selector: Selector): Promise<T> {
        return pickOne(await this.all(), selector, this.kind);
    }
}
