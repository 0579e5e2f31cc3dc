import * as pulumi from "@pulumi/pulumi";

/**
 * A value that is created once for each run of a program. With the Automation API, a process can run several programs,
 * also at the same time. Each run has its own connection to the engine's resource monitor or to mocks.
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
