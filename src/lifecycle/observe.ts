import { lockReason } from "../model/lock";
import type { Inputs, State } from "../model/state";
import { Gone } from "./gone";
import type { Job } from "./job";
import { newName, type Observed } from "./plan";
import { reportsPlans } from "./ports";
import { hiddenReferences } from "./references";

/** Reads what a plan needs to know of an object and of what its change refers to. */
export async function observe(job: Job, id: string, held: State, inputs: Inputs): Promise<Observed | Gone> {
    const microtenantId = String(held.microtenantId ?? "0");
    const object = await job.objects.one(id, microtenantId);
    if (object instanceof Gone) return object;
    const locked = lockReason(object);
    if (locked) return { object, locked, nameHolder: undefined, hidden: [] };
    const changed = job.differences(held, inputs);
    const name = newName(changed);
    return {
        object,
        locked,
        nameHolder: name === undefined ? undefined : await job.objects.named(name, microtenantId),
        hidden: reportsPlans(job.context) ? await hiddenReferences(job, inputs, changed) : [],
    };
}
