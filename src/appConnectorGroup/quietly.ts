import { ZpaError } from "../api/errors";

/**
 * Whatever an engine call throws is printed by Pulumi's plugin process with its stack, as noise on the stack, and again
 * as the resource's error. An expected failure has nothing to show there but its message.
 */
export function quietly<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
        try {
            return await call(...args);
        } catch (error) {
            if (!(error instanceof ZpaError)) throw error;
            const expected = new Error(error.message);
            expected.stack = "";
            expected.toString = () => `ZPA ${error.code}`;
            throw expected;
        }
    };
}
