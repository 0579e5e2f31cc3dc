import { setTimeout as sleep } from "node:timers/promises";
import type { ApiClient } from "../api/client";
import type { ApiGroup } from "../api/endpoints/groups";
import { canonicalText } from "./values";

export interface LostCreate {
    readonly name: string;
    readonly microtenantId: string;
    /** The groups that were there before, by id. */
    readonly known: ReadonlyMap<string, ApiGroup>;
    readonly startedAt: number;
    /** Whether a group of that name holds what was sent: somebody else's would not. */
    readonly holdsWhatWasSent: (group: ApiGroup) => boolean;
}

/** Nothing says when a write becomes visible to reads, so a group that is not there yet is looked for again. */
const LOOKS_AFTER_MS = [0, 1_000, 3_000];
/** How far the service's clock may be behind ours. */
const CLOCK_SKEW_MS = 300_000;

/** The group that a create made although its answer was lost, told apart from every group that was there before. */
export async function findLostCreate(client: ApiClient, lost: LostCreate): Promise<ApiGroup | undefined> {
    for (const wait of LOOKS_AFTER_MS) {
        await sleep(wait);
        const { objects } = await client.groups.list({ microtenantId: lost.microtenantId });
        const made = objects.find((group) => isOurs(group, lost));
        if (made) return made;
    }
    return undefined;
}

function isOurs(group: ApiGroup, { name, known, startedAt, holdsWhatWasSent }: LostCreate): boolean {
    if (known.has(group.id) || canonicalText(group.name) !== name) return false;
    const madeAt = Number(group.creationTime) * 1000;
    if (madeAt < startedAt - CLOCK_SKEW_MS) return false;
    return holdsWhatWasSent(group);
}
