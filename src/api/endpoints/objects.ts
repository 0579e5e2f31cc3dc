import { z } from "zod";
import { quoted, shown } from "../../model/outsideText";
import { canonicalText } from "../../model/rules";
import { type Call, readAnswer, readWriteAnswer, unexpected } from "../answer";
import type { CallApi } from "../caller";
import type { TransportAnswer } from "../exchange";
import { type CompleteListing, countOf, encodeQuery, type ListRun, listAll } from "./list";

/** A kind of object with the usual calls: list, create, read, update and delete. */
export interface EndpointSpec<T extends z.ZodType> {
    /** Below `/customers/{id}`, such as `/appConnectorGroup`. */
    readonly path: string;
    /** Default: `v1`. */
    readonly version?: "v1" | "v2";
    /** The schema of responses. Its objects must have an `id`. */
    readonly schema: T;
    /** Its name in messages, in the singular, such as `App Connector group`. */
    readonly noun: string;
}

/** The body of a create or an update. */
export type Payload = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The calls for one kind of object. Each fails with a `ZpaError`. */
export interface ObjectEndpoint<T> {
    /** All pages, with 500 objects per page. `null` means all microtenants. */
    list(where: {
        readonly microtenantId: string | null;
        readonly search?: string | undefined;
    }): Promise<CompleteListing<T>>;
    /** The number of objects, with one call. `undefined` omits the microtenant. */
    count(microtenantId: string | undefined): Promise<number>;
    get(id: string, microtenantId: string): Promise<T>;
    create(payload: Payload, microtenantId: string): Promise<T>;
    update(id: string, payload: Payload, microtenantId: string): Promise<void>;
    delete(id: string, microtenantId: string): Promise<void>;
}

interface Identified {
    readonly id?: unknown;
    readonly name?: unknown;
}

/** @param customerPath the path of the customer for a version of the API */
export function objectEndpoint<T extends z.ZodType>(
    call: CallApi,
    kind: EndpointSpec<T>,
    customerPath: (version: "v1" | "v2") => string,
    beginList: () => ListRun,
): ObjectEndpoint<z.output<T>> {
    const { schema, noun } = kind;
    const path = `${customerPath(kind.version ?? "v1")}${kind.path}`;
    const pathOf = (id: string, microtenantId: string) =>
        `${path}/${encodeURIComponent(id)}${encodeQuery({ microtenantId })}`;

    /** The object of the response. Throws if it is not the requested one. */
    function readObject(request: Call, answer: TransportAnswer, expected: Identified): z.output<T> {
        const object = readAnswer(schema, request, answer);
        checkSame(request, answer, expected, object as Identified);
        return object;
    }

    function checkSame(request: Call, answer: TransportAnswer, expected: Identified, found: Identified): void {
        const { id, name } = found;
        const named = name === undefined ? "" : ` ${quoted(name)}`;
        const other = ` with another ${noun}${named} (id ${shown(String(id))})`;
        if (expected.id !== undefined && id !== expected.id)
            throw unexpected(request, answer, `${other} than the one with the id ${String(expected.id)}.`);
        if (expected.name !== undefined && canonicalText(String(name)) !== canonicalText(String(expected.name)))
            throw unexpected(request, answer, `${other} than the one named ${quoted(expected.name)}.`);
    }

    /** Sends an update or a delete. Its response must be empty or contain the object. */
    function change(request: Call, id: string): Promise<void> {
        const Same = z.looseObject({ id: z.literal(id, `is not that of the ${noun} ${id}`) });
        return call(request, (answer) => readWriteAnswer(Same, request, answer));
    }

    return {
        list: ({ microtenantId, search }) =>
            listAll(beginList(), path, schema, {
                microtenantId: microtenantId ?? "null",
                ...(search ? { search } : {}),
            }),
        count: (microtenantId) => countOf(call, path, microtenantId === undefined ? {} : { microtenantId }),
        get(id, microtenantId) {
            const request: Call = { method: "GET", path: pathOf(id, microtenantId) };
            return call(request, (answer) => readObject(request, answer, { id }));
        },
        create(json, microtenantId) {
            const request: Call = { method: "POST", path: `${path}${encodeQuery({ microtenantId })}`, json };
            return call(request, (answer) => readObject(request, answer, { name: json.name }));
        },
        update: (id, json, microtenantId) => change({ method: "PUT", path: pathOf(id, microtenantId), json }, id),
        delete: (id, microtenantId) => change({ method: "DELETE", path: pathOf(id, microtenantId) }, id),
    };
}
