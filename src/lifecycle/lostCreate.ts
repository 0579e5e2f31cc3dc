import { isZpaError } from "../api/errors";
import { canonicalText } from "../model/rules";
import type { ApiObject } from "../model/state";
import type { Job } from "./job";

export interface LostCreate {
    readonly name: string;
    readonly microtenantId: string;
    /** Whether an object existed before, or was created by another resource of this run. */
    readonly isKnown: (id: string) => boolean;
    readonly startedAt: number;
    /** Whether an object with that name has the sent values. An object created outside of Pulumi differs. */
    readonly holdsWhatWasSent: (object: ApiObject) => boolean;
}

/** It is not documented when reads return a write, so an object that is not found is looked up again. */
const LOOKS_AFTER_MS = [0, 1_000, 3_000];
/** How far the service's clock may be behind the local clock. */
const CLOCK_SKEW_MS = 300_000;

/**
 * The object that a create has created although its response was lost, and not one that existed before. `unknown` if
 * the deadline ends, or a list fails, before it is certain that there is none.
 */
export async function findLostCreate(job: Job, lost: LostCreate): Promise<ApiObject | "none" | "unknown"> {
    const endpoint = job.connection.client.objects(job.definition.api);
    const { deadline, signal } = job.connection.operation;
    for (const wait of LOOKS_AFTER_MS) {
        if (wait > 0 && wait > deadline.remainingMs()) return "unknown";
        await job.runtime.clock.sleep(wait, signal);
        const listed = await endpoint.list({ microtenantId: lost.microtenantId }).catch(unlessCancelled);
        if (!listed) return "unknown";
        const made = listed.objects.find((object) => isOurs(object, lost));
        if (made) return made;
    }
    return "none";
}

function unlessCancelled(error: unknown): undefined {
    if (!isZpaError(error) || error.code === "CANCELLED") throw error;
}

function isOurs(object: ApiObject, { name, isKnown, startedAt, holdsWhatWasSent }: LostCreate): boolean {
    if (isKnown(object.id) || canonicalText(object.name) !== canonicalText(name)) return false;
    const madeAt = Number(object.creationTime) * 1000;
    if (madeAt < startedAt - CLOCK_SKEW_MS) return false;
    return holdsWhatWasSent(object);
}
