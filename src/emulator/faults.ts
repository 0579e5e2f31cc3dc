import type { Answer } from "./answers";

/** What is to go wrong. */
export type FaultKind =
    | { kind: "status"; status: number; body?: unknown; headers?: Record<string, string> }
    | { kind: "delay"; ms: number }
    /** The connection is reset before the work is done. */
    | { kind: "resetBefore" }
    /** The work is done, and then the connection is reset: the lost answer. */
    | { kind: "resetAfter" }
    /** The work is done, and half of the answer arrives. */
    | { kind: "cut" }
    /** The work is done, and the answer is not JSON. */
    | { kind: "malformed" }
    /** The work is done, and the answer is a gateway's page. */
    | { kind: "html" }
    /** The token is refused, and is no good from now on. */
    | { kind: "expiredToken" }
    /** A list without objects. */
    | { kind: "emptyList" };

export type Fault = FaultKind & {
    /** Default: any method. */
    method?: string;
    /** A part of the path with its query, or a pattern. Default: any path. */
    path?: string | RegExp;
    /** How many requests it meets. Default: 1. */
    times?: number;
    /** How many matching requests it lets pass before. Default: 0. */
    after?: number;
};

export class Faults {
    private waiting: { fault: Fault; left: number; skip: number }[] = [];

    add(fault: Fault): void {
        this.waiting.push({ fault, left: fault.times ?? 1, skip: fault.after ?? 0 });
    }

    clear(): void {
        this.waiting = [];
    }

    /** The fault that this request meets, if any. */
    take(method: string, path: string): Fault | undefined {
        for (const entry of this.waiting) {
            const { fault } = entry;
            if (fault.method && fault.method.toUpperCase() !== method) continue;
            if (typeof fault.path === "string" && !path.includes(fault.path)) continue;
            if (fault.path instanceof RegExp && !fault.path.test(path)) continue;
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
export interface Latency {
    ms: number | { min: number; max: number; seed?: number };
    /** Default: `end`, just before the answer. */
    workAt?: "start" | "half" | "end";
}

export class Latencies {
    private latency: Latency = { ms: 0 };
    private random = 1;

    set(latency: Latency): void {
        this.latency = latency;
        this.random = (typeof latency.ms === "object" ? latency.ms.seed : undefined) ?? 1;
    }

    next(): { beforeMs: number; afterMs: number } {
        const { ms, workAt = "end" } = this.latency;
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
    if (fault?.kind !== "status") return undefined;
    return {
        status: fault.status,
        ...(fault.body === undefined ? {} : { body: fault.body }),
        ...(fault.headers ? { headers: fault.headers } : {}),
    };
}
