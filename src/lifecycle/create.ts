import { isTimeout, isZpaError, ZpaError } from "../api/errors";
import { WORTH_REPORTING_MS } from "../api/operation";
import { withArticle } from "../model/article";
import { known } from "../model/diff";
import { quoted } from "../model/outsideText";
import { payloadOf } from "../model/payload";
import { secretsOf } from "../model/resourceModel";
import type { ApiObject, Inputs, Ownership, State } from "../model/state";
import { Created, type LostCreate } from "./created";
import { withDemanded } from "./demandedCertificate";
import { Gone } from "./gone";
import type { Job } from "./job";
import { findLostCreate } from "./lostCreate";
import { importDiffersError, lostSecretNotice, nameTakenError, noSuchObjectError } from "./messages";
import { nameForCreate } from "./names";
import { resolvedForWrite } from "./references";

/** The object of a new resource, for the engine. */
export interface Recorded {
    id: string;
    state: State;
}

/** Creates the object of a resource, or takes over the identical one that an interrupted run has created. */
export async function createObject(job: Job, inputs: Inputs): Promise<Recorded> {
    const owner = job.owner(inputs);
    const { program } = job.runtime;
    const use = await nameForCreate(job, inputs);
    if (use.use === "taken") throw use.error;
    if (use.use === "adopt") {
        program.adopts(inputs.customerId, use.object.id, job.urn);
        return { id: use.object.id, state: adopted(job, use.object, owner, inputs) };
    }
    const { type, noun } = job.model;
    if (!program.beginCreate(type, inputs)) throw twinError(noun, inputs);
    try {
        return await post(job, inputs, owner);
    } catch (error) {
        program.endCreate(type, inputs);
        if (!isZpaError(error)) throw error;
        const explained = error.about(`${noun} ${quoted(inputs.name)} ${outcome(error)}`);
        const advice = job.model.adviceFor?.(error);
        throw advice === undefined ? explained : explained.withAdvice(advice);
    }
}

const outcome = ({ mayHaveHappened }: ZpaError): string =>
    mayHaveHappened ? "may have been created; the next preview reports it if it was" : "was not created";

const twinError = (noun: string, inputs: Inputs) =>
    new ZpaError(
        "CLASH",
        `Another resource of this run is creating ${withArticle(noun)} named ${quoted(inputs.name)}; names must be unique.`,
    );

async function post(job: Job, inputs: Inputs, owner: Ownership): Promise<Recorded> {
    const { model, connection, objects, runtime } = job;
    const { microtenantId } = owner;
    const isKnown = await objects.existing(microtenantId);
    const wanted = await resolvedForWrite(connection, model.references, inputs, true);
    const endpoint = connection.client.objects(model.api);
    const send = sendOnce(job, wanted, owner, isKnown);
    const { sent, answer } = await withDemanded(
        connection,
        model.demandedCertificate,
        microtenantId,
        payloadOf(model.fields, wanted),
        undefined,
        (payload) => send(() => endpoint.create(payload, microtenantId)),
    );
    // The response may omit sent values.
    const object = { ...sent, ...answer.object, ...givenNames(job, inputs) } as ApiObject;
    objects.wrote(object.id, microtenantId, object);
    const state = job.state(object, owner, inputs);
    const lost = secretsOf(model).filter((secret) => state[secret] === undefined);
    if (lost.length > 0) runtime.reporter.notice(job.urn, lostSecretNotice(job.describe(object.name, object.id), lost));
    return { id: object.id, state };
}

/** The names by which the program refers to other objects. Responses may omit them. */
export const givenNames = (job: Job, inputs: Inputs): Record<string, unknown> =>
    Object.fromEntries(
        job.model.references.flatMap(({ name }) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])),
    );

/**
 * Sends a create with retries. After a response that proves nothing, the object is looked for, and the create is sent
 * again only if it was not found. A request that only this side has ended is never sent again: it may still take effect.
 * Once in doubt, all later errors of the create say so.
 */
function sendOnce(job: Job, wanted: Inputs, owner: Ownership, isKnown: (id: string) => boolean) {
    const { connection, runtime } = job;
    const { clock } = runtime;
    const { microtenantId } = owner;
    const { deadline, report, signal } = connection.operation;
    const lost: LostCreate = {
        name: String(wanted.name),
        isKnown,
        sentAt: connection.client.serviceTime(),
        differences: (found) => job.differences(job.state(found, owner, wanted), wanted),
    };
    let doubt: ZpaError | undefined;
    return async (send: () => Promise<ApiObject>): Promise<Created> => {
        for (;;) {
            try {
                return Created.answered(await send());
            } catch (error) {
                if (!isZpaError(error)) throw error;
                if (error.mayHaveHappened) doubt = error;
                if (!doubt) throw await explainTakenName(job, error, wanted, owner);
                if (error.code === "CANCELLED") throw error.inDoubt();
                const failedAt = clock.monotonic();
                const isGivenUp = error.mayHaveHappened === true && isTimeout(error);
                const found = await findLostCreate(job, lost, { microtenantId, doubt, isGivenUp });
                if (found instanceof Created) return found;
                if (found === "unknown" || isGivenUp || !error.mayHaveHappened) throw error.inDoubt();
                const wait = failedAt + (error.retryAfterSecs ?? 0) * 1000 - clock.monotonic();
                if (wait >= deadline.remainingMs()) throw error.inDoubt();
                if (wait > WORTH_REPORTING_MS) report(`${error.message} Trying again in ${Math.ceil(wait / 1000)} s.`);
                if (wait > 0) await clock.sleep(wait, signal);
            }
        }
    };
}

/** The service's error for a name that is in use is unknown, so the object with the name is looked up and reported. */
async function explainTakenName(job: Job, error: ZpaError, wanted: Inputs, owner: Ownership): Promise<ZpaError> {
    const mayMeanName = isZpaError(error, "CONFLICT", "INVALID", "REFUSED");
    if (!mayMeanName || (error.status !== 400 && error.status !== 409)) return error;
    job.objects.forget(owner.microtenantId);
    const object = await job.objects.named(wanted.name, owner.microtenantId).catch(() => undefined);
    if (!object) return error;
    const { noun } = job.model;
    return nameTakenError({ noun, name: wanted.name, object, where: job.where(owner), advice: "create" });
}

/** Takes over an existing object that matches the program, without a write. */
export async function adoptObject(job: Job, id: string, inputs: Inputs): Promise<Recorded> {
    const owner = job.owner(inputs);
    const { noun } = job.model;
    const object = await job.objects.one(id, owner.microtenantId);
    if (object instanceof Gone) throw noSuchObjectError(noun, id, job.where(owner));
    const state = adopted(job, object, owner, inputs);
    const found = known(job.differences(state, inputs));
    if (found.length > 0) throw importDiffersError(job.describe(object.name, id), found);
    return { id, state };
}

function adopted(job: Job, object: ApiObject, owner: Ownership, inputs: Inputs): State {
    const state = job.state(object, owner, inputs);
    job.noticesOf(object, state);
    return state;
}
