import { type ApiConnectorSchedule, FREQUENCY } from "../../api/endpoints/connectorSchedule";
import { isZpaError, ZpaError } from "../../api/errors";
import {
    describeObject,
    describeScope,
    driftNotice,
    goneNotice,
    importDiffersError,
    noSuchObjectError,
    takenOverNotice,
    twoResources,
} from "../../lifecycle/messages";
import type { Operations, Request } from "../../lifecycle/operations";
import { noSuchMicrotenant } from "../../lifecycle/place";
import { planned } from "../../lifecycle/plan";
import { reportsPlans } from "../../lifecycle/ports";
import { describeDifference, differences, known } from "../../model/diff";
import { payloadOf } from "../../model/payload";
import type { Failure } from "../../model/resourceModel";
import { UNKNOWN } from "../../model/rules";
import { type Inputs, type Ownership, ownershipOf, type State, toState } from "../../model/state";
import { deletedAtOnce } from "./deletedAtOnce";
import { AUTO_DELETE_MODEL } from "./model";

const { noun } = AUTO_DELETE_MODEL;

/** The operations of an auto-delete schedule. A microtenant has at most one, and the API cannot delete it. */
export const autoDeleteOperations: Operations = {
    async planCreate(request, inputs) {
        const failures = await microtenantFailures(request, inputs);
        if (failures.length > 0 || inputs.microtenantId === UNKNOWN) return failures;
        const found = await scheduleOf(request, inputs).read();
        const failure = found && claimObject(request, found.id, inputs);
        if (failure) return [failure];
        const now = found && stateOf(found, ownershipOf(AUTO_DELETE_MODEL, inputs));
        if (found && now) notice(request, takeOverNotice(found.id, now, inputs));
        const what = found ? describeObject(noun, undefined, found.id) : `new ${noun}`;
        for (const message of await deletionNotices(request, what, now, inputs)) notice(request, message);
        return [];
    },

    async planImport(request, id, inputs) {
        const failures = await microtenantFailures(request, inputs);
        if (failures.length > 0 || inputs.microtenantId === UNKNOWN) return failures;
        return importFailures(request, id, inputs);
    },

    async planUpdate(request, id, held, inputs) {
        const current = await scheduleOf(request, held).read();
        // Nothing is refused, so there is nothing to foresee.
        if (id === undefined) return undefined;
        const found = differences(AUTO_DELETE_MODEL, held, inputs);
        // Creating it takes the schedule over, so the replacement of a schedule needs no delete before.
        const plan = { ...planned(found, held, inputs), deleteBeforeReplace: false };
        const what = describeObject(noun, undefined, id);
        if (current?.id !== id) {
            return { ...plan, replaces: found.map(({ property }) => property), notices: [goneNotice(what)] };
        }
        if (plan.replaces.length > 0) return plan;
        const now = stateOf(current, ownershipOf(AUTO_DELETE_MODEL, inputs));
        const unseen = known(differences(AUTO_DELETE_MODEL, now, inputs)).filter(
            ({ property }) => !found.some((difference) => difference.property === property),
        );
        const drift = unseen.length > 0 ? [driftNotice(what, unseen)] : [];
        return { ...plan, notices: [...drift, ...(await deletionNotices(request, what, now, inputs))] };
    },

    async create(request, inputs) {
        const { customerId } = inputs;
        const where = describeScope(customerId, String(inputs.microtenantId ?? "0"));
        const schedule = scheduleOf(request, inputs);
        try {
            const existing = await schedule.read();
            // A new schedule may have the id of one that was deleted.
            const other = existing && claimObject(request, existing.id, inputs);
            if (other) throw new ZpaError("CLASH", other.reason);
            const found = existing ?? (await schedule.create(inputs));
            // What this resource replaces may be the same schedule, which must not be disabled.
            request.runtime.program.adopts(customerId, found.id, request.context.urn);
            return { id: found.id, state: await schedule.change(found, inputs) };
        } catch (error) {
            if (!isZpaError(error)) throw error;
            throw error.about(`The ${noun} of ${where} ${error.mayHaveHappened ? "may have been set" : "was not set"}`);
        }
    },

    async adopt(request, id, inputs) {
        const found = await scheduleOf(request, inputs).read();
        const where = describeScope(inputs.customerId, String(inputs.microtenantId ?? "0"));
        if (found?.id !== id) {
            const error = noSuchObjectError(noun, id, where);
            throw found ? error.about(`The ${noun} of ${where} has the id ${found.id}`) : error;
        }
        const state = stateOf(found, ownershipOf(AUTO_DELETE_MODEL, inputs));
        const differing = known(differences(AUTO_DELETE_MODEL, state, inputs));
        if (differing.length > 0) throw importDiffersError(describeObject(noun, undefined, id), differing);
        return { id, state };
    },

    async read(request, id, owner) {
        const found = await scheduleOf(request, owner).read();
        return found?.id === id ? stateOf(found, owner) : undefined;
    },

    async update(request, id, held, inputs) {
        const what = describeObject(noun, undefined, id);
        const schedule = scheduleOf(request, held);
        const found = await schedule.read();
        if (found?.id !== id) {
            throw new ZpaError(
                "NOT_FOUND",
                `${what} no longer exists. Run \`pulumi up\` again: the preview will plan to create it.`,
            );
        }
        return schedule.change(found, inputs).catch((error: unknown) => {
            throw isZpaError(error) ? error.about(`${what} was not updated`) : error;
        });
    },

    async delete(request, id, held) {
        const what = describeObject(noun, undefined, id);
        try {
            await scheduleOf(request, held).write(id, { ...held, enabled: false });
        } catch (error) {
            if (isZpaError(error, "NOT_FOUND")) return;
            throw isZpaError(error) ? error.about(`${what} was not disabled`) : error;
        }
        request.runtime.reporter.notice(
            request.context.urn,
            `${what} is disabled and still exists, because the API cannot delete it.`,
        );
    },
};

/** The schedules that a run has read or written, by customer and microtenant. */
const schedules = new WeakMap<object, Map<string, ApiConnectorSchedule | undefined>>();

/** The schedule of a microtenant. It is read once; later writes of this run are known. */
function scheduleOf(
    { runtime, connection }: Request,
    { customerId, microtenantId: given }: Inputs | Ownership | State,
) {
    const microtenantId = String(given ?? "0");
    const endpoint = connection.client.connectorSchedule;
    const known = schedules.get(connection.customer) ?? new Map<string, ApiConnectorSchedule | undefined>();
    schedules.set(connection.customer, known);

    async function read(): Promise<ApiConnectorSchedule | undefined> {
        if (known.has(microtenantId)) return known.get(microtenantId);
        const found = await endpoint.get(microtenantId);
        // The service may say in the same words that the microtenant does not exist.
        if (!found && microtenantId !== "0")
            await connection.microtenants.one({ id: microtenantId }).catch(unlessClash);
        known.set(microtenantId, found);
        return found;
    }

    /** An update may set fields that it omits to null, so it sends all of them. */
    async function write(id: string, wanted: Inputs | State): Promise<void> {
        known.delete(microtenantId);
        await endpoint.update(id, bodyOf(wanted), microtenantId);
    }

    /** Creates the schedule and returns it, or the one that exists already. */
    async function create(inputs: Inputs): Promise<ApiConnectorSchedule> {
        known.delete(microtenantId);
        await endpoint.create(bodyOf(inputs), microtenantId).catch((error: unknown) => {
            if (!isZpaError(error, "CONFLICT")) throw error;
        });
        // The response to the create is empty, and it is not documented when reads return a write.
        for (const wait of READS_AFTER_MS) {
            await runtime.clock.sleep(wait, connection.operation.signal);
            const made = await endpoint.get(microtenantId);
            if (made) return made;
        }
        throw new ZpaError(
            "UNEXPECTED_ANSWER",
            "It was created, but the service does not return it yet, so its id is unknown. Run `pulumi up` again, which takes it over.",
            { mayHaveHappened: true },
        );
    }

    return {
        read,
        write,
        create,
        /** Changes the schedule to the inputs, and returns its state. */
        async change(found: ApiConnectorSchedule, inputs: Inputs): Promise<State> {
            const owner = ownershipOf(AUTO_DELETE_MODEL, inputs);
            const isDifferent = differences(AUTO_DELETE_MODEL, stateOf(found, owner), inputs).length > 0;
            if (isDifferent) await write(found.id, inputs);
            const now = isDifferent ? { ...found, ...bodyOf(inputs), id: found.id } : found;
            known.set(microtenantId, now as ApiConnectorSchedule);
            return stateOf(now as ApiConnectorSchedule, owner);
        },
    };

    function bodyOf(wanted: Inputs | State) {
        return { customerId, frequency: FREQUENCY, ...payloadOf(AUTO_DELETE_MODEL.fields, wanted) };
    }
}

const READS_AFTER_MS = [0, 1_000, 3_000];

/** Credentials that may not list microtenants prove nothing about one. */
function unlessClash(error: unknown): undefined {
    if (isZpaError(error, "CLASH")) throw error;
}

const stateOf = (schedule: ApiConnectorSchedule, owner: Ownership): State =>
    toState(AUTO_DELETE_MODEL, { ...schedule, name: "" }, owner);

/** Reported only at preview. */
function notice({ runtime, context }: Request, message: string): void {
    if (reportsPlans(context)) runtime.reporter.notice(context.urn, message);
}

function claimObject({ runtime, context }: Request, id: string, { customerId }: Inputs): Failure | undefined {
    const other = runtime.program.claimImport(customerId, id, context.urn);
    return other === undefined ? undefined : { property: "", reason: twoResources(noun, id, other) };
}

async function importFailures(request: Request, id: string, inputs: Inputs): Promise<Failure[]> {
    try {
        await autoDeleteOperations.adopt(request, id, inputs);
    } catch (error) {
        if (isZpaError(error, "CLASH", "NOT_FOUND")) return [{ property: "import", reason: error.message }];
        throw error;
    }
    notice(request, takenOverNotice(describeObject(noun, undefined, id)));
    return [];
}

function takeOverNotice(id: string, now: State, inputs: Inputs): string {
    const what = describeObject(noun, undefined, id);
    const found = differences(AUTO_DELETE_MODEL, now, inputs);
    if (found.length === 0) return takenOverNotice(what);
    return `${what} exists already. It will be taken over and changed:${found.map((d) => `\n  ${describeDifference(d)}`).join("")}`;
}

/** Lists the connectors that ZPA would delete when the plan makes it delete more of them. Only a preview asks for them. */
async function deletionNotices(request: Request, what: string, now: State | undefined, inputs: Inputs) {
    if (!reportsPlans(request.context)) return [];
    const message = await deletedAtOnce(request, now, inputs);
    return message === undefined ? [] : [`${what}: ${message}`];
}

async function microtenantFailures(request: Request, inputs: Inputs): Promise<Failure[]> {
    if (inputs.microtenantId === UNKNOWN) return [];
    return scheduleOf(request, inputs)
        .read()
        .then(() => [], noSuchMicrotenant);
}
