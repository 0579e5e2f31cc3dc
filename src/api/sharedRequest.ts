import { ZpaError } from "./errors";
import { type Operation, once } from "./operation";
import { DEFAULT_RETRY } from "./retry/policy";

export interface SharedRequestOptions<T> {
    /** Makes the request for all who wait for it: while one of them has time left, it goes on. */
    readonly request: (operation: Operation) => Promise<T>;
    /** What is waited for, at the beginning of a sentence, such as `The sign-in`. */
    readonly what: string;
    /**
     * How long an operation waits for an attempt that is in flight, even if its own deadline is earlier. Default: that
     * of {@link DEFAULT_RETRY}.
     */
    readonly minWaitMs?: number;
    /** Called once if there is no result: after a failure, or after the last operation has left. */
    readonly onFailure?: () => void;
}

/** One operation that waits for a shared request. */
interface Waiter {
    readonly operation: Operation;
    readonly leave: (reason: unknown) => void;
    resume: () => void;
}

/**
 * One request that several operations wait for: a list, a search, a sign-in, a lookup. Each keeps its own deadline, is
 * excused for rate limits, and hears of waits. After the last one has left, the request is cancelled.
 */
export class SharedRequest<T> {
    isOver = false;
    private readonly waiting = new Set<Waiter>();
    private readonly ended = new AbortController();
    private readonly result: Promise<T>;
    private pauses = 0;

    constructor(private readonly options: SharedRequestOptions<T>) {
        // Begins after the first operation has joined.
        this.result = Promise.resolve()
            .then(() => options.request(this.operation))
            .then((result) => {
                this.isOver = true;
                return result;
            });
        this.result.catch(() => this.fail());
    }

    /** The result. Fails if the request fails, or at the operation's own deadline or cancellation. */
    async join(operation: Operation): Promise<T> {
        if (this.isOver) return this.result;
        let leave = () => {};
        try {
            return await new Promise<T>((resolve, reject) => {
                leave = this.enter(operation, reject);
                this.result.then(resolve, reject);
            });
        } finally {
            leave();
        }
    }

    private enter(operation: Operation, reject: (reason: unknown) => void): () => void {
        const resume = this.pauses > 0 ? operation.deadline.pause() : () => {};
        const waiter: Waiter = { operation, leave: reject, resume };
        this.waiting.add(waiter);
        const disarm = this.guard(operation, reject);
        return () => {
            disarm();
            waiter.resume();
            this.waiting.delete(waiter);
            if (this.waiting.size > 0 || this.isOver) return;
            this.fail();
            this.ended.abort();
        };
    }

    private fail(): void {
        if (this.isOver) return;
        this.isOver = true;
        this.options.onFailure?.();
    }

    /** What the request is told: all who wait, as one operation. */
    private get operation(): Operation {
        return {
            signal: this.ended.signal,
            report: (message) => {
                for (const { operation } of this.waiting) operation.report(message);
            },
            deadline: {
                remainingMs: () => Math.max(0, ...[...this.waiting].map((one) => one.operation.deadline.remainingMs())),
                allows: (waitMs, failure) => this.allow(waitMs, failure),
                pause: () => this.pause(),
            },
        };
    }

    /** Whether somebody still waits. Those who have no time for it leave, with the failure. */
    private allow(waitMs: number, failure: unknown): boolean {
        for (const waiter of this.waiting) {
            if (waiter.operation.deadline.allows(waitMs, failure)) continue;
            this.waiting.delete(waiter);
            waiter.leave(failure);
        }
        if (this.waiting.size === 0) this.fail();
        return !this.isOver;
    }

    private pause(): () => void {
        if (this.pauses++ === 0) for (const waiter of this.waiting) waiter.resume = waiter.operation.deadline.pause();
        return once(() => {
            if (--this.pauses === 0) for (const { resume } of this.waiting) resume();
        });
    }

    /** Ends the wait of one operation while an attempt is in flight. It uses a real timer, because it guards a socket. */
    private guard({ deadline, signal }: Operation, reject: (error: unknown) => void): () => void {
        const { minWaitMs = DEFAULT_RETRY.minTimeoutMs, what } = this.options;
        let timer: NodeJS.Timeout;
        const arm = () => {
            timer = setTimeout(check, Math.min(Math.max(deadline.remainingMs(), minWaitMs), 2_147_483_647));
        };
        const check = () => {
            if (this.pauses > 0 || deadline.remainingMs() > 0) return arm();
            reject(
                new ZpaError(
                    "NETWORK",
                    `${what} timed out. Check the network, and whether a proxy (HTTPS_PROXY) is needed.`,
                    { reason: "ETIMEDOUT" },
                ),
            );
        };
        const abort = () => reject(signal?.reason);
        arm();
        if (signal?.aborted) abort();
        signal?.addEventListener("abort", abort, { once: true });
        return () => {
            clearTimeout(timer);
            signal?.removeEventListener("abort", abort);
        };
    }
}
