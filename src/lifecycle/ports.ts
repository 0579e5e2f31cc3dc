/** The interface between the core and the surfaces that Pulumi's engine calls. */

import type { Operation } from "../api/operation";

/** The context of the engine's request. */
export interface RunContext {
    /** The resource's URN, by which the calls of one run for a resource find each other. Empty if it is not known. */
    readonly urn: string;
    /**
     * Whether the engine previews or deploys; `unknown` if the caller does not know. With `told later` a later request
     * for the resource tells which, and is decided anew: until then nothing is reported or refused that only a preview
     * reports or refuses.
     */
    readonly phase: "preview" | "deploy" | "unknown" | "told later";
    /** The operation, if one request of the engine makes several steps, which then share its deadline. */
    readonly operation?: Operation;
    /** What the program sets `deleteBeforeReplace` to, if anything. */
    readonly deleteBeforeReplace?: boolean | undefined;
}

/** Whether this is the request that reports what a preview reports. */
export const reportsPlans = ({ phase }: RunContext): boolean => phase === "preview" || phase === "unknown";

/** Messages for the user, with the resource to which they belong; empty for messages of all resources. */
export interface Reporter {
    /** A notice in addition to the plan. */
    notice(urn: string, message: string): void;
    /** A wait of more than three seconds. */
    wait(urn: string, message: string): void;
}
