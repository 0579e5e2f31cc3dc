import { isZpaError } from "../api/errors";
import type { Connection } from "../tenants/connection";
import type { Failure } from "./checkArgs";
import { type Difference, differences, type Plan, plannedChange, replacing } from "./diff";
import { lockReason } from "./lock";
import {
    describeScope,
    driftNotice,
    groupCalled,
    importDiffersError,
    leftToServiceNotice,
    lockedError,
    nameTakenError,
    noSuchGroupError,
} from "./messages";
import { groupNamed } from "./operations";
import { DERIVED_FROM_COORDINATES } from "./payload";
import { type GroupInputs, type GroupOutputs, OPTIONAL, ownershipOf, toOutputs } from "./state";
import { UNKNOWN } from "./values";

/** What only the service knows of a group that is to be created or taken over. */
export async function checkCreate(connection: Connection, inputs: GroupInputs): Promise<Failure[]> {
    const { customerId, microtenantId } = ownershipOf(inputs);
    if (microtenantId === UNKNOWN) return [];
    try {
        await connection.groups.all(microtenantId);
    } catch (error) {
        if (isZpaError(error, "CLASH")) return [{ property: "microtenantId", reason: error.message }];
        throw error;
    }
    if (inputs.import !== undefined) return checkImport(connection, inputs);
    const taken = await groupNamed(connection, inputs.name, microtenantId);
    if (!taken) return [];
    return [
        {
            property: "name",
            reason: nameTakenError(inputs.name, taken, describeScope(customerId, microtenantId), "create").message,
        },
    ];
}

async function checkImport(connection: Connection, inputs: GroupInputs): Promise<Failure[]> {
    try {
        await adoptGroup(connection, inputs);
        return [];
    } catch (error) {
        if (isZpaError(error, "CLASH", "NOT_FOUND")) return [{ property: "import", reason: error.message }];
        throw error;
    }
}

/** Takes over an existing group that is already what the program says, without a write. */
export async function adoptGroup(
    connection: Connection,
    inputs: GroupInputs,
): Promise<{ id: string; outs: GroupOutputs }> {
    const owner = ownershipOf(inputs);
    const id = inputs.import!;
    const group = await connection.groups.one(id, owner.microtenantId);
    if (!group) throw noSuchGroupError(id, describeScope(owner.customerId, owner.microtenantId));
    const outs = toOutputs(group, owner);
    const found = differences(outs, inputs).filter(({ to }) => to !== UNKNOWN);
    if (found.length > 0) throw importDiffersError(groupCalled(group.name, id), found);
    return { id, outs };
}

/** What the service's word makes of a planned change, and what a reviewer has to know beside it. */
export interface Verdict {
    readonly diff: Plan;
    readonly notice?: string | undefined;
}

/**
 * What only the service knows of a group that the program would change: that it is gone (then it is created again),
 * locked, changed by somebody else as well, or to get a name that another group has.
 */
export async function checkUpdate(
    connection: Connection,
    id: string,
    olds: GroupOutputs,
    news: GroupInputs,
    deploying: boolean,
): Promise<Verdict> {
    const scope = olds.microtenantId ?? "0";
    const what = groupCalled(olds.name, id);
    const found = differences(olds, news);
    const current = await connection.groups.one(id, scope);
    if (!current) {
        const diff = { changes: true, replaces: found.map((d) => d.property), deleteBeforeReplace: true };
        return { diff, notice: deploying ? undefined : `${what} no longer exists; it will be created again.` };
    }
    const locked = lockReason(current);
    if (locked) return { diff: judgeLocked(what, locked, found, news, deploying) };
    const diff = plannedChange(found);
    if (replacing(found).length > 0) return { diff };
    if (found.some((d) => d.property === "name" && d.to !== UNKNOWN)) {
        const taken = await groupNamed(connection, news.name, scope);
        if (taken && taken.id !== id)
            throw nameTakenError(news.name, taken, describeScope(olds.customerId, scope), "rename").about(what);
    }
    const unseen = differences(toOutputs(current, ownershipOf(news)), news).filter(
        ({ property, to }) => to !== UNKNOWN && !found.some((d) => d.property === property),
    );
    const left = leftToService(olds, news, found);
    const notices = [
        ...(unseen.length > 0 ? [driftNotice(what, unseen)] : []),
        ...(left.length > 0 ? [leftToServiceNotice(what, left)] : []),
    ];
    return { diff, notice: deploying || notices.length === 0 ? undefined : notices.join("\n") };
}

/** What the program said and no longer says, and the service keeps. Moved coordinates have their place derived anew. */
function leftToService(olds: GroupOutputs, news: GroupInputs, found: readonly Difference[]): string[] {
    const moves = found.some(({ property }) => property === "latitude" || property === "longitude");
    const derivedAnew: readonly string[] = moves ? DERIVED_FROM_COORDINATES : [];
    return OPTIONAL.filter((field) => olds.managedFields?.includes(field) && news[field] === undefined).filter(
        (field) => !derivedAnew.includes(field),
    );
}

/**
 * A locked group is no change where the program opts in, and a failed preview otherwise. While deploying, a change in
 * place is left to `update`, which refuses it: an error there fails this group alone, one here the whole run.
 */
export function judgeLocked(
    what: string,
    locked: string,
    found: readonly Difference[],
    news: GroupInputs,
    deploying: boolean,
): Plan {
    if (news.ignoreWhenLocked === true) return { changes: false };
    if (deploying && replacing(found).length === 0) return { changes: true };
    throw lockedError(what, { shown: locked }, found);
}
