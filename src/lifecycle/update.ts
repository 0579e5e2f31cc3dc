import { isZpaError, ZpaError } from "../api/errors";
import { observe as canonicalValues } from "../model/canonical";
import { replacing } from "../model/diff";
import { isMoved, updatePayload } from "../model/payload";
import type { Values } from "../model/resourceModel";
import type { ApiObject, Inputs, State } from "../model/state";
import { givenNames } from "./create";
import { withDemanded } from "./demandedCertificate";
import { Gone } from "./gone";
import type { Job } from "./job";
import { replacementNeededError } from "./messages";
import { observe } from "./observe";
import { newName, planChange } from "./plan";
import { resolvedForWrite } from "./references";
import { explainRefusal } from "./refusals";

export async function updateObject(job: Job, id: string, held: State, inputs: Inputs): Promise<State> {
    const { model, connection, objects } = job;
    const owner = job.owner(inputs);
    const { microtenantId } = owner;
    const what = job.describe(held.name, id);
    const wanted = await resolvedForWrite(connection, model.references, inputs, false);
    const observed = await observe(job, id, held, wanted);
    if (observed instanceof Gone) {
        throw new ZpaError(
            "NOT_FOUND",
            `${what} no longer exists. Run \`pulumi up\` again: the preview will plan to create it.`,
        );
    }
    const { writes, refusal } = planChange({ model, id, held, inputs: wanted }, observed);
    if (refusal) throw refusal.error;
    const { object: current } = observed;
    if (writes.length === 0) return job.state(current, owner, { ...held, ...inputs });
    if (replacing(writes).length > 0) throw replacementNeededError(what, writes);

    const payload = updatePayload(model.fields, job.state(current, owner, inputs), wanted, model.derivation);
    const { sent } = await withDemanded(
        connection,
        model.demandedCertificate,
        microtenantId,
        payload,
        current,
        (complete) =>
            objects.whileWriting(microtenantId, () =>
                connection.client.objects(model.api).update(id, complete, microtenantId),
            ),
    ).catch(async (error: unknown) => {
        throw await explainFailure(job, error, id, held, wanted);
    });
    const written = { ...current, ...sent, id, ...givenNames(job, inputs) } as ApiObject;
    objects.wrote(id, microtenantId, written);
    const spelt = { ...held, ...inputs };
    if (!movesDerivation(job, current, wanted)) return job.state(written, owner, spelt);
    const object = { ...written, ...(await derivedFields(job, written, microtenantId)), ...sent } as ApiObject;
    objects.wrote(id, microtenantId, object);
    return job.state(object, owner, spelt);
}

async function explainFailure(job: Job, error: unknown, id: string, held: State, wanted: Inputs): Promise<unknown> {
    const microtenantId = String(wanted.microtenantId ?? "0");
    const asked = job.differences(held, wanted);
    if (isZpaError(error, "CONFLICT", "INVALID", "REFUSED") && newName(asked) !== undefined) {
        job.objects.forget(microtenantId);
        const subject = { model: job.model, id, held, inputs: wanted };
        const again = await observe(job, id, held, wanted).catch(() => undefined);
        const refusal = again && planChange(subject, again).refusal;
        if (refusal) return refusal.error;
    }
    return explainRefusal(job, error, { id, microtenantId, what: job.describe(held.name, id) }, asked);
}

function movesDerivation({ model }: Job, current: ApiObject, wanted: Values): boolean {
    return isMoved(model.fields, model.derivation, canonicalValues(model, current), wanted);
}

/**
 * The fields that the service has derived from a write. It is not documented when reads return a write. If the list
 * does not have it, the object is read by id. If that does not have it either, the fields are unknown. Source:
 * docs/zpa-api.md#rate-limits-and-retries
 */
async function derivedFields(job: Job, written: ApiObject, microtenantId: string): Promise<Record<string, unknown>> {
    const target = canonicalValues(job.model, written);
    const isVisible = (object: ApiObject) => !movesDerivation(job, object, target);
    // The write succeeded even if it cannot be read back.
    const object = await job.objects.readBack(written.id, microtenantId, isVisible).catch(() => undefined);
    return Object.fromEntries((job.model.derivation?.fields ?? []).map((field) => [field, object?.[field]]));
}
