import { z } from "zod";
import { shown } from "../../model/outsideText";
import { type Call, id, readAnswer, readWriteAnswer, text, unexpected } from "../answer";
import type { CallApi } from "../caller";
import { isZpaError } from "../errors";
import { encodeQuery } from "./list";
import type { Payload } from "./objects";

/** The only known unit of the interval. */
export const FREQUENCY = "days";

/**
 * The schedule by which the service deletes disconnected connectors. An interval in another unit than days is returned
 * with its unit. Source: docs/zpa-api.md#auto-delete-of-disconnected-connectors
 */
export const ApiConnectorSchedule = z
    .looseObject({
        id,
        customerId: text.optional(),
        enabled: text.optional(),
        deleteDisabled: text.optional(),
        frequency: text.optional(),
        frequencyInterval: text.optional(),
    })
    .transform(({ frequency, frequencyInterval, ...schedule }) => ({
        ...schedule,
        frequencyInterval:
            frequency === undefined || frequency === FREQUENCY
                ? frequencyInterval
                : `${frequencyInterval} ${frequency}`,
    }));
export type ApiConnectorSchedule = z.output<typeof ApiConnectorSchedule>;

/** The calls for the schedule of a microtenant, which has at most one. It cannot be deleted. */
export interface ConnectorScheduleEndpoint {
    /** The schedule, or `undefined` if the service says that there is none. */
    get(microtenantId: string): Promise<ApiConnectorSchedule | undefined>;
    create(payload: Payload, microtenantId: string): Promise<void>;
    update(id: string, payload: Payload, microtenantId: string): Promise<void>;
}

export function connectorSchedule(call: CallApi, customerPath: string, customer: string): ConnectorScheduleEndpoint {
    const at = (microtenantId: string, id?: string) =>
        `${customerPath}/connectorSchedule${id === undefined ? "" : `/${encodeURIComponent(id)}`}${encodeQuery({ microtenantId })}`;
    return {
        async get(microtenantId) {
            const request: Call = { method: "GET", path: at(microtenantId) };
            try {
                return await call(request, (answer) => {
                    const schedule = readAnswer(ApiConnectorSchedule, request, answer);
                    // Neither the path nor the schedule has an id that the other could be compared with.
                    const { customerId = customer } = schedule;
                    if (customerId === customer) return schedule;
                    throw unexpected(
                        request,
                        answer,
                        `with the schedule of another customer (${shown(String(customerId))}).`,
                    );
                });
            } catch (error) {
                if (isZpaError(error, "NOT_FOUND")) return undefined;
                throw error;
            }
        },
        async create(json, microtenantId) {
            // A second create is rejected, so repeating it is safe.
            const request: Call = { method: "POST", path: at(microtenantId), json, idempotent: true, alsoSuccess: 204 };
            await call(request, (answer) => readWriteAnswer(ApiConnectorSchedule, request, answer));
        },
        async update(id, json, microtenantId) {
            const request: Call = { method: "PUT", path: at(microtenantId, id), json };
            await call(request, (answer) => readWriteAnswer(ApiConnectorSchedule, request, answer));
        },
    };
}
