import { setTimeout as sleep } from "node:timers/promises";
import type { ApiGroup } from "../api/endpoints/groups";
import { isZpaError, ZpaError } from "../api/errors";
import { backoffMs } from "../api/retry/policy";
import type { Connection } from "../tenants/connection";
import { observe } from "./canonical";
import { differences } from "./diff";
import { lockReason } from "./lock";
import { findLostCreate } from "./lostCreate";
import { describeScope, groupCalled, lockedError, nameTakenError } from "./messages";
import { createPayload, DERIVED_FROM_COORDINATES, type GroupPayload, movesCoordinates, updatePayload } from "./payload";
import { type GroupInputs, type GroupOutputs, type Ownership, ownershipOf, toOutputs } from "./state";
import { canonicalText } from "./values";

/** The group of this name, if the list of all groups knows one. */
export async function groupNamed(
    connection: Connection,
    name: unknown,
    microtenantId: string,
): Promise<ApiGroup | undefined> {
    const groups = await connection.groups.all(microtenantId);
    return [...groups.values()].find((group) => canonicalText(group.name) === name);
}

export async function createGroup(
    connection: Connection,
    inputs: GroupInputs,
): Promise<{ id: string; outs: GroupOutputs }> {
    const owner = ownershipOf(inputs);
    const { microtenantId } = owner;
    const name = String(inputs.name);
    const before = await connection.groups.all(microtenantId);
    const taken = await groupNamed(connection, name, microtenantId);
    if (taken) {
        const advice = connection.groups.isOfThisRun(taken.id, microtenantId) ? "twin" : "create";
        throw nameTakenError(name, taken, describeScope(owner.customerId, microtenantId), advice);
    }

    const wanted = { ...inputs, versionProfileId: await profileId(connection, inputs) } as GroupInputs;
    const payload = createPayload(wanted);
    const group = await withCertificate(connection, microtenantId, payload, undefined, async (complete) => {
        const begunAt = Date.now();
        for (let attempt = 0; ; attempt++) {
            const startedAt = Date.now();
            try {
                return await connection.client.groups.create(complete, microtenantId);
            } catch (error) {
                if (!isZpaError(error)) throw error;
                const refusedName = error.status === 400 || error.status === 409;
                if (!error.mayHaveHappened && !(refusedName && attempt > 0))
                    throw await explainRefusedName(connection, error, name, owner);
                const made = await findLostCreate(connection.client, {
                    name,
                    microtenantId,
                    known: before,
                    startedAt,
                    holdsWhatWasSent: (found) => differences(toOutputs(found, owner), wanted).length === 0,
                });
                if (made) return made;
                if (refusedName) throw await explainRefusedName(connection, error, name, owner);
                if (Date.now() - begunAt > connection.retry.totalMs) throw error;
                await sleep(
                    error.retryAfterSecs === undefined
                        ? backoffMs(connection.retry, attempt, Math.random())
                        : error.retryAfterSecs * 1000,
                );
            }
        }
    }).catch((error: unknown) => {
        throw isZpaError(error) ? error.about(`App Connector group ${JSON.stringify(name)} was not created`) : error;
    });
    connection.groups.wrote(group.id, microtenantId, group);
    return { id: group.id, outs: toOutputs({ ...group, ...profileNamed(inputs) }, owner) };
}

export async function updateGroup(
    connection: Connection,
    id: string,
    olds: GroupOutputs,
    inputs: GroupInputs,
): Promise<GroupOutputs> {
    const owner = ownershipOf(inputs);
    const { microtenantId } = owner;
    const what = groupCalled(olds.name, id);
    const current = await connection.groups.one(id, microtenantId);
    if (!current)
        throw new ZpaError(
            "NOT_FOUND",
            `${what} no longer exists. Run \`pulumi up\` again: the preview will plan to create it.`,
        );
    const wanted = { ...inputs, versionProfileId: await profileId(connection, inputs) } as GroupInputs;
    const changes = differences(toOutputs(current, owner), wanted);
    const locked = lockReason(current);
    if (changes.length === 0 || (locked && inputs.ignoreWhenLocked)) return toOutputs(current, owner);
    if (locked) throw lockedError(what, { shown: locked }, changes);

    const payload = updatePayload(current, wanted);
    await withCertificate(connection, microtenantId, payload, current, (complete) =>
        connection.groups.whileWriting(microtenantId, () =>
            connection.client.groups.update(id, complete, microtenantId),
        ),
    ).catch((error: unknown) => {
        if (isZpaError(error, "REFUSED", "FORBIDDEN"))
            throw lockedError(what, { refusal: error, asked: differences(olds, wanted) }, changes);
        throw isZpaError(error) ? error.about(`${what} was not updated`) : error;
    });
    const written = { ...current, ...payload, id, name: String(payload.name), ...profileNamed(inputs) };
    connection.groups.wrote(id, microtenantId, written);
    if (!movesCoordinates(current, wanted)) return toOutputs(written, owner);
    const group = { ...written, ...(await derivedFields(connection, written, microtenantId)), ...payload };
    connection.groups.wrote(id, microtenantId, group);
    return toOutputs(group, owner);
}

/** The profile has the name by which the program found it; no answer need say so. */
const profileNamed = ({ versionProfileName }: GroupInputs) =>
    versionProfileName === undefined ? {} : { versionProfileName };

/**
 * What the service has made of a write. Nothing says when a write becomes visible (contract §8), so an answer that
 * does not show it yet is not believed: a read by id is asked instead, and after that nothing is known.
 */
async function derivedFields(
    connection: Connection,
    written: ApiGroup,
    microtenantId: string,
): Promise<Record<string, unknown>> {
    const isVisible = (group: ApiGroup) => !movesCoordinates(group, observe(written));
    // The write is done, whatever becomes of the look at it.
    const group = await connection.groups.readBack(written.id, microtenantId, isVisible).catch(() => undefined);
    return Object.fromEntries(DERIVED_FROM_COORDINATES.map((field) => [field, group?.[field]]));
}

export async function deleteGroup(connection: Connection, id: string, outputs: GroupOutputs): Promise<void> {
    const what = groupCalled(outputs.name, id);
    const microtenantId = outputs.microtenantId ?? "0";
    if (connection.groups.isKnownGone(id)) return;
    const locked = lockReason(outputs);
    if (locked) throw lockedError(what, { shown: locked }, "delete");
    try {
        await connection.client.groups.delete(id, microtenantId);
    } catch (error) {
        if (isZpaError(error, "REFUSED", "FORBIDDEN")) throw lockedError(what, { refusal: error }, "delete");
        if (!isZpaError(error)) throw error;
        const gone = error.code === "NOT_FOUND" || (await isGone(connection, id, microtenantId));
        if (!gone) throw error.about(`${what} was not deleted`);
    }
    connection.groups.wrote(id, microtenantId, undefined);
}

/** Whether a delete that ended in an error was done all the same. */
async function isGone(connection: Connection, id: string, microtenantId: string): Promise<boolean> {
    const found = connection.groups.byId(id, microtenantId);
    return found.then(
        (group) => group === undefined,
        () => false,
    );
}

/** The group as the service has it, or `undefined` when asking for it by id says that it is gone. */
export async function readGroup(
    connection: Connection,
    id: string,
    owner: Ownership,
    held: GroupOutputs,
): Promise<GroupOutputs | undefined> {
    const group = await connection.groups.one(id, owner.microtenantId);
    if (!group) return undefined;
    // A read by id says nothing of this field, so what was known of it stays.
    const { lssAppConnectorGroup } = held;
    return { ...(lssAppConnectorGroup === undefined ? {} : { lssAppConnectorGroup }), ...toOutputs(group, owner) };
}

async function profileId(connection: Connection, inputs: GroupInputs): Promise<unknown> {
    if (inputs.versionProfileName === undefined || inputs.versionProfileId !== undefined)
        return inputs.versionProfileId;
    return (await connection.profiles.one({ name: inputs.versionProfileName })).id;
}

/**
 * Some tenants demand the enrollment certificate on create and update, and name it `signingCertId` when they miss it.
 * What the program or the group says is kept. Source: the API contract, §8.
 */
async function withCertificate<T>(
    connection: Connection,
    microtenantId: string,
    payload: GroupPayload,
    current: ApiGroup | undefined,
    send: (payload: GroupPayload) => Promise<T>,
): Promise<T> {
    if (current?.enrollmentCertId) payload.enrollmentCertId ??= current.enrollmentCertId;
    const known = payload.enrollmentCertId ? undefined : await connection.certificates.demanded(microtenantId);
    if (known) payload.enrollmentCertId = known;
    try {
        return await send(payload);
    } catch (error) {
        const demanded =
            isZpaError(error, "MISSING_PARAMS") && error.params?.some((p) => /^(signing|enrollment)CertId$/.test(p));
        if (!demanded || payload.enrollmentCertId) throw error;
        return send({ ...payload, enrollmentCertId: await connection.certificates.find(microtenantId) });
    }
}

/** No document says how a taken name is refused; whoever has it is looked up and told. */
async function explainRefusedName(
    connection: Connection,
    error: ZpaError,
    name: string,
    owner: Ownership,
): Promise<ZpaError> {
    if (!isZpaError(error, "CONFLICT", "INVALID", "REFUSED") || (error.status !== 400 && error.status !== 409))
        return error;
    connection.groups.forget(owner.microtenantId);
    const taken = await groupNamed(connection, name, owner.microtenantId).catch(() => undefined);
    return taken ? nameTakenError(name, taken, describeScope(owner.customerId, owner.microtenantId), "create") : error;
}
