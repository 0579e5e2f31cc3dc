import * as pulumi from "@pulumi/pulumi";

/** The arguments of a look-up, each of which may be an output. */
export type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** A look-up for arguments that are outputs: it is done when they are known. */
export const outputForm =
    <A extends object, R>(lookUp: (args: A) => Promise<R>) =>
    (args: Inputs<A> = {} as Inputs<A>): pulumi.Output<R> =>
        pulumi.output(args).apply((known) => lookUp(known as A)) as pulumi.Output<R>;
