import { z } from "zod";
import { Milliseconds } from "./faultKinds";
import type { LatencyInput } from "./options";

export const Latency = z.strictObject({
    ms: z.union([
        Milliseconds,
        z
            .strictObject({ min: Milliseconds, max: Milliseconds, seed: z.int().optional() })
            .refine(({ min, max }) => min <= max, "min is above max"),
    ]),
    workAt: z.enum(["start", "half", "end"]).default("end"),
}) satisfies z.ZodType<unknown, LatencyInput>;
export type Latency = z.output<typeof Latency>;

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
