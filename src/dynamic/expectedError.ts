import { ZpaError } from "../api/errors";
import { PartlyDone } from "../lifecycle/operations";

/**
 * Pulumi's plugin process prints what some calls throw twice: as `<error>: <its stack>` on the stack resource, and as
 * the resource's error. For an expected failure the former only points to the latter.
 *
 * @param surface what Pulumi's own provider adds to a resource's properties
 */
export async function expectingErrors<R>(call: () => Promise<R>, surface: object = {}): Promise<R> {
    try {
        return await call();
    } catch (error) {
        if (!(error instanceof ZpaError)) throw error;
        const expected = new Error(error.message);
        expected.stack = "see the error at its resource";
        expected.toString = () => `ZPA ${error.code}`;
        // What Pulumi records of a resource that exists but is unfinished.
        if (error instanceof PartlyDone) {
            const { id, state, message } = error;
            Object.assign(expected, { id, properties: { ...state, ...surface }, reasons: [message] });
        }
        throw expected;
    }
}
