import { canonicalText } from "../model/rules";
import type { ApiObject } from "../model/state";
import type { Job } from "./job";

export interface LostCreate {
    readonly name: string;
    readonly microtenantId: string;
    /** The objects that were there before, by id. */
    readonly known: ReadonlyMap<string, ApiObject>;
    readonly startedAt: number;
    /** Whether an object of that name holds what was sent: somebody else's would not. */
    readonly holdsWhatWasSent: (object: ApiObject) => boolean;
}

/** Nothing says when a write becomes visible to reads, so an object that is not there yet is looked for again. */
const LOOKS_AFTER_MS = [0, 1_000, 3_000];
/** How far the service's clock may be behind ours. */
const CLOCK_SKEW_MS = 300_000;

/** The object that a create made although its answer was lost, told apart from every object that was there before. */
export async function findLostCreate(job: Job, lost: LostCreate): Promise<ApiObject | undefined> {
    const endpoint = job.connection.client.objects(job.definition.api);
    for (const wait of LOOKS_AFTER_MS) {
        await job.runtime.clock.sleep(wait, job.connection.operation.signal);
        const { objects } = await endpoint.list({ microtenantId: lost.microtenantId });
        const made = objects.find((object) => isOurs(object, lost));
        if (made) return made;
    }
    return undefined;
}

function isOurs(object: ApiObject, { name, known, startedAt, holdsWhatWasSent }: LostCreate): boolean {
    if (known.has(object.id) || canonicalText(object.name) !== canonicalText(name)) return false;
    const madeAt = Number(object.creationTime) * 1000;
    if (madeAt < startedAt - CLOCK_SKEW_MS) return false;
    return holdsWhatWasSent(object);
}
