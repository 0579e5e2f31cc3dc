import type { CompleteListing } from "../api/client";
import { isZpaError } from "../api/errors";
import type { ApiObject } from "../model/state";

/**
 * Evidence that an object does not exist. Only the functions of this class make it, so that no status alone can remove an
 * object from the state. Source: docs/zpa-api.md#whose-answer-it-is
 */
export class Gone {
    private constructor(readonly evidence: "said" | "lacked") {}

    /** The service's own error names the object. */
    static saidBy(error: unknown, id: string): Gone | undefined {
        if (!isZpaError(error, "NOT_FOUND")) return undefined;
        const { params = [], reason = "" } = error;
        const named = params.length > 0 ? params : (reason.match(/\b\d+\b/g) ?? []);
        return named.includes(id) ? new Gone("said") : undefined;
    }

    /** A complete list lacks the object. It must have been requested after the object was deleted. */
    static lackedBy({ objects, unreadable }: CompleteListing<ApiObject>, id: string): Gone | undefined {
        return [...objects, ...unreadable].some((one) => one.id === id) ? undefined : new Gone("lacked");
    }
}
