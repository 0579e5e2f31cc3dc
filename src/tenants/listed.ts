import type { Listing } from "../api/client";
import type { Operation } from "../api/operation";
import { SharedRequest } from "../api/sharedRequest";
import { type Named, pickOne, type Selector } from "./pickOne";

/** Finds objects of one kind. */
export interface Find<T extends Named> {
    all(): Promise<T[]>;
    /** All of them, with the entries that cannot be read. */
    listing(): Promise<Listing<T>>;
    one(selector: Selector): Promise<T>;
}

/** Objects of one kind, listed once. All who need them share the request. A failed list is requested again. */
export class Listed<T extends Named> {
    private asked: SharedRequest<Listing<T>> | undefined;

    /** @param kind in the singular, such as `version profile` */
    constructor(private readonly kind: string) {}

    /** @param list queries the service for all operations that wait for the list */
    by(operation: Operation, list: (operation: Operation) => Promise<Listing<T>>): Find<T> {
        const { kind } = this;
        const listing = () => {
            this.asked ??= this.ask(list);
            return this.asked.join(operation);
        };
        return {
            listing,
            all: async () => (await listing()).objects,
            async one(selector) {
                const { objects, unreadable } = await listing();
                return pickOne(objects, selector, kind, unreadable);
            },
        };
    }

    private ask(list: (operation: Operation) => Promise<Listing<T>>): SharedRequest<Listing<T>> {
        const asked = new SharedRequest<Listing<T>>({
            request: list,
            what: `The list of ${this.kind}s`,
            onFailure: () => {
                if (this.asked === asked) this.asked = undefined;
            },
        });
        return asked;
    }
}
