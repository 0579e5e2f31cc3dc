import type { Ownership, State } from "../model/state";
import { Gone } from "./gone";
import type { Job } from "./job";

/** The current object, or `undefined` if it does not exist. */
export async function readObject(job: Job, id: string, owner: Ownership, held: State): Promise<State | undefined> {
    const object = await job.objects.one(id, owner.microtenantId);
    if (object instanceof Gone) return undefined;
    // A read by id does not return these fields, so the previous values are kept.
    const kept = (job.model.unreliableById ?? []).filter((field) => held[field] !== undefined);
    const state: State = {
        ...Object.fromEntries(kept.map((field) => [field, held[field]])),
        ...job.state(object, owner, held),
    };
    job.noticesOf(object, state);
    return state;
}
