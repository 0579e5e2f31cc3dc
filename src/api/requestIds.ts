import { shown } from "../model/outsideText";
import type { TransportAnswer } from "./exchange";

const MAX_LENGTH = 100;

/** The ids by which Zscaler's support finds a request. Source: docs/zpa-api.md#rate-limits-and-retries */
export function requestIds({ headers }: Pick<TransportAnswer, "headers">): {
    requestId: string | undefined;
    transactionId: string | undefined;
} {
    const read = (name: string) => {
        const value = [headers[name]].flat()[0];
        return value ? shown(value, MAX_LENGTH) : undefined;
    };
    return { requestId: read("x-oneapi-request-id"), transactionId: read("x-transaction-id") };
}
