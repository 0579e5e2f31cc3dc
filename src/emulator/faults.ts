import { z } from "zod";
import { TRANSIENT_ERRORS } from "./answers";

/** The longest delay that Node's timers support. */
export const Milliseconds = z.number().nonnegative().max(2_147_483_647);

const matches = {
    /** Default: any method. */
    method: z.string().toUpperCase().optional(),
    /** A part of the path with its query, or a pattern. Default: any path. */
    path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
    /** How many requests it meets. Default: 1. */
    times: z.int().positive().default(1),
    /** How many matching requests pass before the first one that it meets. Default: 0. */
    after: z.int().nonnegative().default(0),
};

/** Node refuses to send other headers. */
const Headers = z.record(
    z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "must be the name of a header"),
    z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "must be the value of a header"),
);
const Fields = z.record(z.string(), z.unknown());

/** A failure, and the requests that meet it. `faultEffects.ts` has what each kind does to a request. */
export const Fault = z.discriminatedUnion("kind", [
    /** This answer; the work is not done. */
    z.strictObject({
        kind: z.literal("status"),
        status: z.int().min(200).max(599),
        body: z.unknown().optional(),
        headers: Headers.optional(),
        ...matches,
    }),
    /** One of the service's own transient errors, by its id; the work is not done. */
    z.strictObject({
        kind: z.literal("error"),
        id: z.enum(TRANSIENT_ERRORS),
        /** Replaces the usual status: the service has answered `api.concurrent.access.error` with 400 too. */
        status: z.int().min(400).max(599).optional(),
        ...matches,
    }),
    /** The answer is late. */
    z.strictObject({
        kind: z.literal("delay"),
        ms: Milliseconds,
        /** Whether the work is done when the request arrives, or after the delay. Default: `end`. */
        workAt: z.enum(["start", "end"]).default("end"),
        ...matches,
    }),
    /** A gateway's HTML page. */
    z.strictObject({
        kind: z.literal("html"),
        /** Default: the status that the call would have had; 200 in place of 204, which has no body. */
        status: z.int().min(200).max(599).optional(),
        /** Whether the work is done as well. Default: true. */
        work: z.boolean().default(true),
        ...matches,
    }),
    /** The work is done; the answer is another object's JSON, with status 200 in place of 204. */
    z.strictObject({
        kind: z.literal("otherObject"),
        /** Fields of the other object. Default: the answer's object with another id and name. */
        object: Fields.optional(),
        ...matches,
    }),
    /** The work is done; fields of the answer's object, or of each object in its list, have other values. */
    z.strictObject({
        kind: z.literal("values"),
        values: Fields,
        /** Changes only the object of this id. Default: every object of the answer. */
        id: z.string().optional(),
        ...matches,
    }),
    /** A list has one more item, in its middle. */
    z.strictObject({
        kind: z.literal("malformedItem"),
        /** Default: an object that has an id, a number as its name, and nothing else. */
        item: z.unknown().optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.enum([
            /** The connection is reset before the work is done. */
            "resetBefore",
            /** The work is done, then the connection is reset: the answer is lost. */
            "resetAfter",
            /** The work is done; the connection ends in the middle of the answer's body. */
            "cut",
            /** The work is done; the answer is not valid JSON. */
            "malformed",
            /** The work is done; numbers are JSON numbers instead of strings, ids excepted. */
            "numbers",
            /** The token is refused from now on. */
            "expiredToken",
            /** The work is done; the answer is an empty list. */
            "emptyList",
        ]),
        ...matches,
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
