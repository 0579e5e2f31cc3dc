import { createHash } from "node:crypto";
import type { RunContext } from "../lifecycle/ports";
import type { Inputs } from "../model/state";

/**
 * A hidden argument by which the program passes data that the engine does not pass to a provider. `check` removes it.
 */
export const RUN = "__run";

/**
 * A hidden property by which `diff`, `create` and `update` find the `check` of their resource, because the engine passes
 * them no URN, and a policy may have changed all other inputs. It is stored in the state, and is no change of a resource.
 */
export const RESOURCE = "__resource";

/** A short hash of a URN, without the stack and the project: the state of a group is written after every step. */
export const keyOf = (urn: string): string =>
    createHash("sha256").update(urn.split("::").slice(2).join("::")).digest("base64url").slice(0, 8);

/**
 * A hidden input by which a preview returns the problems of a resource to the program. A failing `check` would end the
 * preview at the first resource. This way the preview continues with all resources, and the program fails at its end.
 */
export const PROBLEMS = "__problems";

export interface Run {
    /** Whether this is a deployment; otherwise it is a preview. */
    readonly deploying: boolean;
    readonly urn: string;
    readonly deleteBeforeReplace?: boolean | undefined;
    /** Problems that the program's process has already reported. */
    readonly reported?: readonly string[] | undefined;
    /** Whether the program reports problems and fails at its end, so that a preview continues with all resources. */
    readonly continuesAfterErrors?: boolean | undefined;
}

export function contextOf(run: Run | undefined): RunContext {
    if (!run) return { urn: "", phase: "unknown" };
    const { deploying, urn, deleteBeforeReplace } = run;
    return { urn, phase: deploying ? "deploy" : "preview", deleteBeforeReplace };
}

type Properties = Readonly<Record<string, unknown>>;

const isHidden = (key: string): boolean => key.startsWith("__");

/** The properties without the hidden ones, which the core does not know. */
export const withoutHidden = (properties: Properties): Inputs =>
    Object.fromEntries(Object.entries(properties).filter(([key]) => !isHidden(key))) as unknown as Inputs;

/** The properties with the hidden one by which the resource is found again. */
export const withResource = <T extends object>(properties: T, from: Properties): T =>
    from[RESOURCE] === undefined ? properties : { ...properties, [RESOURCE]: from[RESOURCE] };
