import { z } from "zod";
import { OPTIONS } from "./faultKinds";
import type { FaultInput, FaultKind } from "./faultOptions";

const matches = {
    method: z.string().toUpperCase().optional(),
    path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
    times: z.int().positive().default(1),
    after: z.int().nonnegative().default(0),
};

const schemaOf = <K extends FaultKind>(kind: K) =>
    z.strictObject({ kind: z.literal(kind), ...OPTIONS[kind], ...matches });
type Schemas = { [K in FaultKind]: ReturnType<typeof schemaOf<K>> };
const SCHEMAS = (Object.keys(OPTIONS) as FaultKind[]).map(schemaOf) as unknown as [Schemas[FaultKind]];

/** A fault, and the requests to which it applies. `faultKinds.ts` has the options and the effect of each kind. */
export const Fault = z.discriminatedUnion("kind", SCHEMAS) satisfies z.ZodType<unknown, FaultInput>;
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
