import type { RunContext } from "../lifecycle/ports";
import type { Failure } from "../model/definition";

/**
 * A hidden argument by which the program passes data that the engine does not pass to a provider. `check` removes it.
 */
export const RUN = "__run";

/**
 * A hidden input by which a preview returns the problems of a resource to the program. A failing `check` would end the
 * preview at the first resource. This way the preview continues with all resources, and the program fails at its end.
 */
export const PROBLEMS = "__problems";

export const describeProblem = ({ property, reason }: Failure): string =>
    property ? `property ${property} has a problem: ${reason}` : reason;

export interface Run {
    /** Whether this is a deployment; otherwise it is a preview. */
    readonly deploying: boolean;
    /** The resource's name in the program. */
    readonly resource: string;
    readonly deleteBeforeReplace?: boolean | undefined;
    /** Problems that the program's process has already reported. */
    readonly reported?: readonly string[] | undefined;
    /** Whether the program reports problems and fails at its end, so that a preview continues with all resources. */
    readonly continuesAfterErrors?: boolean | undefined;
}

export function contextOf(run: Run | undefined): RunContext {
    if (!run) return { resource: "", phase: "unknown" };
    const { deploying, resource, deleteBeforeReplace } = run;
    return { resource, phase: deploying ? "deploy" : "preview", deleteBeforeReplace };
}

/** The data of a call of `check`, for later calls. */
export interface CheckedRun {
    readonly run: Run | undefined;
    /** Whether the engine sees a difference between the inputs in the state and the new ones. */
    readonly inputsDiffer: boolean;
    /** Whether there are problems, which the program's process reports. */
    readonly isInvalid: boolean;
}

/**
 * Finds the call of `check` that belongs to a `diff` or `create`. It compares the inputs, because the engine does not
 * pass the resource's name, and may check another resource in between.
 */
export class CheckedRuns {
    private readonly byContent = new Map<string, CheckedRun[]>();

    note(inputs: object, checked: CheckedRun): void {
        const key = contentOf(inputs);
        this.byContent.set(key, [...(this.byContent.get(key) ?? []), checked]);
    }

    /** The check of these inputs. If several have equal inputs, each is returned once, in order. */
    take(inputs: object): CheckedRun | undefined {
        const found = this.byContent.get(contentOf(inputs));
        return found && found.length > 1 ? found.shift() : found?.[0];
    }

    /** The last check of these inputs. */
    latest(inputs: object): CheckedRun | undefined {
        return this.byContent.get(contentOf(inputs))?.at(-1);
    }
}

export const isSameContent = (a: object, b: object): boolean => contentOf(a) === contentOf(b);

function contentOf(inputs: object): string {
    const relevant = Object.entries(inputs).filter(([key, value]) => !key.startsWith("__") && value !== undefined);
    return JSON.stringify(relevant.sort(([a], [b]) => (a < b ? -1 : 1)));
}
