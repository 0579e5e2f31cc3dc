import { type Named, pickOne, type Selector } from "./pickOne";

/** Finds objects of one kind. */
export interface Find<T extends Named> {
    all(): Promise<T[]>;
    one(selector: Selector): Promise<T>;
}

/** Objects of one kind, listed once. A failed list is requested again. */
export class Listed<T extends Named> {
    private asked: Promise<T[]> | undefined;

    /** @param kind in the singular, such as `version profile` */
    constructor(private readonly kind: string) {}

    /** @param list queries the service for one operation */
    by(list: () => Promise<T[]>): Find<T> {
        const all = () => {
            this.asked ??= list().catch((error: unknown) => {
                this.asked = undefined;
                throw error;
            });
            return this.asked;
        };
        return { all, one: async (selector) => pickOne(await all(), selector, this.kind) };
    }
}
