import { ZpaError } from "../api/errors";

/**
 * What some engine calls throw is printed by Pulumi's plugin process as `<error>: <its stack>`, as noise on the stack,
 * and again as the resource's error. Of an expected failure the former only points to the latter.
 */
export function quietly<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
        try {
            return await call(...args);
        } catch (error) {
            if (!(error instanceof ZpaError)) throw error;
            const expected = new Error(error.message);
            expected.stack = "see the error at its resource";
            expected.toString = () => `ZPA ${error.code}`;
            throw expected;
        }
    };
}
