import * as pulumi from "@pulumi/pulumi";

/**
 * A value made once for each run of a program. A process can run several programs through the Automation API, at the
 * same time too; each run has its own connection to the engine's resource monitor, mocks included.
 */
export function perRun<T>(make: () => T): () => T {
    const values = new WeakMap<object, { value: T }>();
    const noRun = {};
    return () => {
        const run = pulumi.runtime.getMonitor() ?? noRun;
        const known = values.get(run) ?? { value: make() };
        values.set(run, known);
        return known.value;
    };
}
