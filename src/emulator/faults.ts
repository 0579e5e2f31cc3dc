import { z } from "zod";
import type { FaultInput } from "./options";
import { REJECTION_NAMES } from "./rejections";

/** The longest delay that Node's timers support. */
export const Milliseconds = z.number().nonnegative().max(2_147_483_647);

const matches = {
    method: z.string().toUpperCase().optional(),
    path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
    times: z.int().positive().default(1),
    after: z.int().nonnegative().default(0),
};

/** Node.js sends no other headers. */
const Headers = z.record(
    z.string().regex(/^[!#$%&'*+.^_`|~\w-]+$/, "must be the name of a header"),
    z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/, "must be the value of a header"),
);
const Fields = z.record(z.string(), z.unknown());

/** A fault, and the requests to which it applies. `faultEffects.ts` defines the effect of each kind. */
export const Fault = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("status"),
        status: z.int().min(200).max(599),
        body: z.unknown().optional(),
        headers: Headers.optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("error"),
        id: z.enum(REJECTION_NAMES),
        status: z.int().min(400).max(599).optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("delay"),
        ms: Milliseconds,
        workAt: z.enum(["start", "end"]).default("end"),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("html"),
        status: z.int().min(200).max(599).optional(),
        work: z.boolean().default(true),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("otherObject"),
        object: Fields.optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("values"),
        values: Fields,
        id: z.string().optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("rounded"),
        decimals: z.int().min(0).max(15).default(6),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("pageCap"),
        size: z.int().positive().default(20),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("counts"),
        totalPages: z.union([z.int().positive(), z.literal("grows")]).optional(),
        totalCount: z.int().nonnegative().optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.literal("malformedItem"),
        item: z.unknown().optional(),
        ...matches,
    }),
    z.strictObject({
        kind: z.enum(["resetBefore", "resetAfter", "cut", "malformed", "numbers", "expiredToken", "emptyList"]),
        ...matches,
    }),
]) satisfies z.ZodType<unknown, FaultInput>;
export type Fault = z.output<typeof Fault>;

export class Faults {
    private waiting: { fault: Fault; left: number; skip: number }[] = [];

    add(input: FaultInput): void {
        const fault = Fault.parse(input);
        this.waiting.push({ fault, left: fault.times, skip: fault.after });
    }

    clear(): void {
        this.waiting = [];
    }

    /** The fault that applies to this request, if any. Counts the request. */
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
