import type { RunContext } from "../lifecycle/ports";
import type { Failure } from "../model/definition";

/**
 * What the engine does not tell a provider, and the program knows: a hidden argument, which `check` reads and drops.
 */
export const RUN = "__run";

/**
 * What a preview finds wrong with a resource: a hidden input, which the engine hands back to the program. A failing
 * `check` would end the preview at the first resource; so it goes on to all of them, and the program fails at its end.
 */
export const PROBLEMS = "__problems";

export const describeProblem = ({ property, reason }: Failure): string =>
    property ? `property ${property} has a problem: ${reason}` : reason;

export interface Run {
    /** Whether the program runs to deploy; a preview otherwise. */
    readonly deploying: boolean;
    /** The resource's name in the program. */
    readonly resource: string;
    readonly deleteBeforeReplace?: boolean | undefined;
    /** The problems that the program's own process has reported already. */
    readonly reported?: readonly string[] | undefined;
    /** Whether the program reports problems and fails at its end, so that a preview can go on to all resources. */
    readonly goesOn?: boolean | undefined;
}

export function contextOf(run: Run | undefined): RunContext {
    if (!run) return { resource: "", phase: "unknown" };
    const { deploying, resource, deleteBeforeReplace } = run;
    return { resource, phase: deploying ? "deploy" : "preview", deleteBeforeReplace };
}

/** What `check` has handed out, and for which resource. */
export interface CheckedRun {
    readonly run: Run | undefined;
    /** Whether the engine sees a difference between the inputs in the state and the new ones. */
    readonly inputsDiffer: boolean;
    /** Whether there are problems, which the program's own process reports. */
    readonly isInvalid: boolean;
}

/**
 * Joins `diff` and `create` to the `check` that handed their inputs out: by content, because the engine tells neither
 * call the resource's name, and may check another resource in between.
 */
export class CheckedRuns {
    private readonly byContent = new Map<string, CheckedRun[]>();

    note(inputs: object, checked: CheckedRun): void {
        const key = contentOf(inputs);
        this.byContent.set(key, [...(this.byContent.get(key) ?? []), checked]);
    }

    /** The check of these inputs; of several with the same content, each is returned once, in their order. */
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
