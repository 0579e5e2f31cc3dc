import { isZpaError, ZpaError } from "../api/errors";
import type { Connection } from "../tenants/connection";
import type { Failure } from "./checkArgs";
import { type Difference, differences, replacing } from "./diff";
import { lockReason } from "./lock";
import { describeScope, groupCalled, importDiffersError, lockedError, nameTakenError } from "./messages";
import { groupNamed } from "./operations";
import { type GroupInputs, type GroupOutputs, ownershipOf, toOutputs } from "./state";
import { UNKNOWN } from "./values";

/** What only the service knows of a group that is to be created or taken over. */
export async function checkCreate(connection: Connection, inputs: GroupInputs): Promise<Failure[]> {
    const { customerId, microtenantId } = ownershipOf(inputs);
    if (microtenantId === UNKNOWN) return [];
    if (inputs.importId !== undefined) return checkImport(connection, inputs);
    const taken = await groupNamed(connection, inputs.name, microtenantId);
    if (!taken) return [];
    return [
        {
            property: "name",
            reason: nameTakenError(inputs.name, taken, describeScope(customerId, microtenantId)).message,
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
    const id = inputs.importId!;
    const group = await connection.groups.one(id, owner.microtenantId);
    const where = describeScope(owner.customerId, owner.microtenantId);
    if (!group)
        throw new ZpaError(
            "NOT_FOUND",
            `No App Connector group with the id ${id} exists in ${where}, so it cannot be imported. Check the id, the tenant and the microtenantId.`,
        );
    const outs = toOutputs(group, owner);
    const found = differences(outs, inputs).filter(({ to }) => to !== UNKNOWN);
    if (found.length > 0) throw importDiffersError(groupCalled(group.name, id), found);
    return { id, outs };
}

export interface Verdict {
    changes: boolean;
    replaces?: string[];
    deleteBeforeReplace?: boolean;
}

/**
 * What only the service knows of a group that the program would change: that it is gone (then it is created again),
 * locked, already as wanted, or to get a name that another group has. `undefined` when nothing stands in the way.
 */
export async function checkUpdate(
    connection: Connection,
    id: string,
    olds: GroupOutputs,
    news: GroupInputs,
    deploying: boolean,
): Promise<Verdict | undefined> {
    const scope = olds.microtenantId ?? "0";
    const found = differences(olds, news);
    const current = await connection.groups.one(id, scope);
    if (!current) return { changes: true, replaces: recreating(found), deleteBeforeReplace: true };
    const locked = lockReason(current);
    if (locked) return judgeLocked(groupCalled(olds.name, id), locked, found, news, deploying);
    const renamed = found.some((d) => d.property === "name" && d.to !== UNKNOWN);
    if (renamed && replacing(found).length === 0) {
        const taken = await groupNamed(connection, news.name, scope);
        if (taken && taken.id !== id)
            throw nameTakenError(news.name, taken, describeScope(olds.customerId, scope)).about(
                groupCalled(olds.name, id),
            );
    }
    return undefined;
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
): Verdict {
    if (news.ignoreWhenLocked === true) return { changes: false };
    if (deploying && replacing(found).length === 0) return { changes: true };
    throw lockedError(what, locked, found);
}

const recreating = (found: readonly Difference[]) => found.map((d) => d.property);
