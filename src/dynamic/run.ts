import type { RunContext } from "../lifecycle/ports";

/**
 * What the engine does not tell a provider, and the program knows: a hidden argument, which `check` reads and drops.
 */
export const RUN = "__run";

export interface Run {
    /** Whether the program runs to deploy; a preview otherwise. */
    readonly deploying: boolean;
    /** The resource's name in the program. */
    readonly resource: string;
    readonly deleteBeforeReplace?: boolean | undefined;
    /** Whether the program's own process has reported invalid arguments already. */
    readonly reported?: boolean | undefined;
    /** Whether the program will fail for them in the end, so that a preview can go on to all resources. */
    readonly failsAtEnd?: boolean | undefined;
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
    /** Whether the arguments are invalid, and the program's own process has reported them. */
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
