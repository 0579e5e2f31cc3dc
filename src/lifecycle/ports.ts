/** The interface between the core and Pulumi's dynamic providers. */

import type { Operation } from "../api/operation";

/** The context of the engine's request. */
export interface RunContext {
    /** The resource's name in the program. */
    readonly resource: string;
    /** Whether the engine previews or deploys; `unknown` if the caller does not know. */
    readonly phase: "preview" | "deploy" | "unknown";
    /** The operation, if one request of the engine makes several steps, which then share its deadline. */
    readonly operation?: Operation;
    /** What the program sets `deleteBeforeReplace` to, if anything. */
    readonly deleteBeforeReplace?: boolean | undefined;
}

/** Messages for the user. */
export interface Reporter {
    /** A notice in addition to the plan. */
    notice(resource: string, message: string): void;
    /** A wait of more than three seconds. */
    wait(resource: string, message: string): void;
}
