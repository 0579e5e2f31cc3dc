import { z } from "zod";
import { type Answer, PASSING, PASSING_ERRORS } from "./answers";

/** Timers hold no more. */
const Milliseconds = z.number().nonnegative().max(2_147_483_647);

const meets = {
    /** Default: any method. */
    method: z.string().toUpperCase().optional(),
    /** A part of the path with its query, or a pattern. Default: any path. */
    path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
    /** How many requests it meets. Default: 1. */
    times: z.int().positive().default(1),
    /** How many matching requests it lets pass before. Default: 0. */
    after: z.int().nonnegative().default(0),
};

/** What Node would refuse to send is refused where it is asked for. */
const Headers = z.record(
    z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "must be the name of a header"),
    z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "must be the value of a header"),
);

/** What is to go wrong, and for which requests. */
export const Fault = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("status"),
        status: z.int().min(200).max(599),
        body: z.unknown().optional(),
        headers: Headers.optional(),
        ...meets,
    }),
    /** One of the service's own passing refusals, by its id; the work is not done. */
    z.strictObject({
        kind: z.literal("error"),
        id: z.enum(PASSING_ERRORS),
        /** Instead of the usual one: the service has answered `api.concurrent.access.error` with 400 too. */
        status: z.int().min(400).max(599).optional(),
        ...meets,
    }),
    z.strictObject({ kind: z.literal("delay"), ms: Milliseconds, ...meets }),
    z.strictObject({
        kind: z.enum([
            /** The connection is reset before the work is done. */
            "resetBefore",
            /** The work is done, and then the connection is reset: the lost answer. */
            "resetAfter",
            /** The work is done, and half of the answer arrives. */
            "cut",
            /** The work is done, and the answer is not JSON. */
            "malformed",
            /** The work is done, and the answer is a gateway's page. */
            "html",
            /** The token is refused, and is no good from now on. */
            "expiredToken",
            /** A list without objects. */
            "emptyList",
        ]),
        ...meets,
    }),
]);
export type Fault = z.output<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;

export class Faults {
    private waiting: { fault: Fault; left: number; skip: number }[] = [];

    add(input: FaultInput): void {
        const fault = Fault.parse(input);
        this.waiting.push({ fault, left: fault.times, skip: fault.after });
    }

    clear(): void {
        this.waiting = [];
    }

    /** The fault that this request meets, if any. */
    take(method: string, path: string): Fault | undefined {
        for (const entry of this.waiting) {
            const { fault } = entry;
            if (fault.method && fault.method !== method) continue;
            if (typeof fault.path === "string" && !path.includes(fault.path)) continue;
            if (fault.path instanceof RegExp && path.search(fault.path) < 0) continue;
            if (entry.skip > 0) {
                entry.skip -= 1;
                continue;
            }
            entry.left -= 1;
            if (entry.left <= 0) this.waiting = this.waiting.filter((other) => other !== entry);
            return fault;
        }
        return undefined;
    }
}

/** Latency of every answer, and when in it the work is done. */
export const Latency = z.strictObject({
    ms: z.union([
        Milliseconds,
        z
            .strictObject({ min: Milliseconds, max: Milliseconds, seed: z.int().optional() })
            .refine(({ min, max }) => min <= max, "min is above max"),
    ]),
    workAt: z.enum(["start", "half", "end"]).default("end"),
});
export type Latency = z.output<typeof Latency>;
export type LatencyInput = z.input<typeof Latency>;

export class Latencies {
    private latency: Latency = { ms: 0, workAt: "end" };
    private random = 1;

    set(input: LatencyInput): void {
        this.latency = Latency.parse(input);
        const { ms } = this.latency;
        this.random = (typeof ms === "object" ? ms.seed : undefined) ?? 1;
    }

    next(): { beforeMs: number; afterMs: number } {
        const { ms, workAt } = this.latency;
        const total = typeof ms === "number" ? ms : ms.min + (ms.max - ms.min) * this.roll();
        const beforeMs = workAt === "start" ? 0 : workAt === "half" ? total / 2 : total;
        return { beforeMs, afterMs: total - beforeMs };
    }

    /** A seeded number in 0…1 (mulberry32). */
    private roll(): number {
        this.random = (this.random + 0x6d2b79f5) | 0;
        let t = Math.imul(this.random ^ (this.random >>> 15), 1 | this.random);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    }
}

/** The fault's own answer, when it has one in place of the work's. */
export function faultAnswer(fault: Fault | undefined): Answer | undefined {
    if (fault?.kind === "error") return { ...PASSING[fault.id], ...(fault.status ? { status: fault.status } : {}) };
    if (fault?.kind !== "status") return undefined;
    return {
        status: fault.status,
        ...(fault.body === undefined ? {} : { body: fault.body }),
        ...(fault.headers ? { headers: fault.headers } : {}),
    };
}
