import type { Clock } from "./clock";
import type { TransportAnswer } from "./exchange";

/** The service's clock, as the `Date` of its last successful answer shows it. The local clock may be wrong. */
export class ServiceTime {
    private aheadMs: number | undefined;

    constructor(private readonly clock: Clock) {}

    note({ headers: { date } }: Pick<TransportAnswer, "headers">): void {
        const said = Date.parse(String(date));
        if (!Number.isNaN(said)) this.aheadMs = said - this.clock.monotonic();
    }

    /** Milliseconds since the Unix epoch, up to a second too early; `undefined` if no answer had a `Date`. */
    now(): number | undefined {
        return this.aheadMs === undefined ? undefined : this.clock.monotonic() + this.aheadMs;
    }
}
