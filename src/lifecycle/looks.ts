import type { CompleteListing } from "../api/client";
import type { Clock } from "../api/clock";
import { ZpaError } from "../api/errors";
import type { Operation } from "../api/operation";
import { SharedRequest } from "../api/sharedRequest";
import type { ApiObject } from "../model/state";

/** A list that was requested to look for something. */
export interface Look {
    readonly listing: CompleteListing<ApiObject>;
    /** When it was requested, by the monotonic clock. */
    readonly requestedAt: number;
}

/** How long the first look waits for others who look for something, in milliseconds. */
const GATHERING_MS = 200;
/** The pause between two looks, in milliseconds. */
const PAUSE_MS = 5_000;

/** Lists of one microtenant that all share who look for something: each list is requested after the last one has joined. */
export class Looks {
    private next: SharedRequest<Look> | undefined;
    private lastAt = Number.NEGATIVE_INFINITY;

    /** A list that is requested from now on, at least five seconds after the last one. */
    join(
        operation: Operation,
        clock: Clock,
        list: (all: Operation) => Promise<CompleteListing<ApiObject>>,
    ): Promise<Look> {
        this.next ??= this.look(clock, list);
        return this.next.join(operation);
    }

    private look(clock: Clock, list: (all: Operation) => Promise<CompleteListing<ApiObject>>): SharedRequest<Look> {
        const close = () => {
            if (this.next === look) this.next = undefined;
        };
        const look: SharedRequest<Look> = new SharedRequest<Look>({
            request: async (all) => {
                const pauseMs = this.lastAt + PAUSE_MS - clock.monotonic();
                if (pauseMs > GATHERING_MS && !all.deadline.allows(pauseMs, NO_TIME)) throw NO_TIME;
                await clock.sleep(Math.max(pauseMs, GATHERING_MS), all.signal);
                close();
                const requestedAt = clock.monotonic();
                this.lastAt = requestedAt;
                return { listing: await list(all), requestedAt };
            },
            what: "The search",
            onFailure: close,
        });
        return look;
    }
}

const NO_TIME = new ZpaError("NETWORK", "There is no time left to look again.");
