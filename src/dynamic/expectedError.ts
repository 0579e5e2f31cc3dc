import { ZpaError } from "../api/errors";

/**
 * Pulumi's plugin process prints what some calls throw twice: as `<error>: <its stack>` on the stack resource, and as
 * the resource's error. For an expected failure the former only points to the latter.
 */
export async function expectingErrors<R>(call: () => Promise<R>): Promise<R> {
    try {
        return await call();
    } catch (error) {
        if (!(error instanceof ZpaError)) throw error;
        const expected = new Error(error.message);
        expected.stack = "see the error at its resource";
        expected.toString = () => `ZPA ${error.code}`;
        throw expected;
    }
}
