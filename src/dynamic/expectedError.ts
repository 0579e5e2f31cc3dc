import { ZpaError } from "../api/errors";
import { PartlyDone } from "../lifecycle/operations";
import { withResource } from "./hidden";

/**
 * Pulumi's plugin process prints the errors of some calls twice: as `<error>: <its stack>` at the stack resource, and
 * as the resource's error. For an expected error, the first one only refers to the second one.
 *
 * @param news the inputs, of which a partly completed resource keeps the hidden ones, as a completed one does
 */
export async function expectingErrors<R>(call: () => Promise<R>, news: Record<string, unknown> = {}): Promise<R> {
    try {
        return await call();
    } catch (error) {
        if (!(error instanceof ZpaError)) throw error;
        const expected = new Error(error.message);
        expected.stack = "see the error at its resource";
        expected.toString = () => `ZPA ${error.code}`;
        // The data that Pulumi records for a partly completed resource.
        if (error instanceof PartlyDone) {
            const { id, state, message } = error;
            Object.assign(expected, {
                id,
                properties: { ...withResource(state, news), __provider: news.__provider },
                reasons: [message],
            });
        }
        throw expected;
    }
}
