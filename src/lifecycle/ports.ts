/** The interface between the core and Pulumi's dynamic providers. */

import type { Operation } from "../api/operation";

/** The context of the engine's request. */
export interface RunContext {
    /** The resource's URN, by which the calls of one run for a resource find each other. Empty if it is not known. */
    readonly urn: string;
    /** Whether the engine previews or deploys; `unknown` if the caller does not know. */
    readonly phase: "preview" | "deploy" | "unknown";
    /** The operation, if one request of the engine makes several steps, which then share its deadline. */
    readonly operation?: Operation;
    /** What the program sets `deleteBeforeReplace` to, if anything. */
    readonly deleteBeforeReplace?: boolean | undefined;
}

/** Messages for the user, with the resource to which they belong; empty for messages of all resources. */
export interface Reporter {
    /** A notice in addition to the plan. */
    notice(urn: string, message: string): void;
    /** A wait of more than three seconds. */
    wait(urn: string, message: string): void;
}
