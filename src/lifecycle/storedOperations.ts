import { lockReason } from "../model/lock";
import { adoptObject, createObject } from "./create";
import { deleteObject } from "./delete";
import { Gone } from "./gone";
import { Job } from "./job";
import type { Operations, Request } from "./operations";
import { previewCreate, previewUpdate } from "./preview";
import { readObject } from "./read";
import type { StoredDefinition } from "./stored";
import { updateObject } from "./update";

/** The operations of every resource that the API stores as an object. */
export function storedOperations(definition: StoredDefinition): Operations {
    const job = ({ runtime, connection, context }: Request) => new Job(definition, runtime, connection, context);
    return {
        previewCreate: (request, inputs, importId) => previewCreate(job(request), inputs, importId),
        previewUpdate: (request, id, held, inputs, found) => previewUpdate(job(request), id, held, inputs, found),
        create: (request, inputs) => createObject(job(request), inputs),
        adopt: (request, id, inputs) => adoptObject(job(request), id, inputs),
        read: (request, id, owner, held) => readObject(job(request), id, owner, held),
        update: (request, id, held, inputs) => updateObject(job(request), id, held, inputs),
        delete: (request, id, held) => deleteObject(job(request), id, held),
        async lockedNow(request, id, held) {
            const { objects } = job(request);
            const scope = String(held.microtenantId ?? "0");
            const object = id === undefined ? await objects.named(held.name, scope) : await objects.one(id, scope);
            return object === undefined || object instanceof Gone ? undefined : lockReason(object);
        },
    };
}
