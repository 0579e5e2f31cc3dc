/** What a surface (Pulumi's dynamic providers, or another one) tells the core about a request, and hears from it. */

/** What the engine's request is about. */
export interface RunContext {
    /** The resource's name in the program. */
    readonly resource: string;
    /** Whether the engine previews or deploys, where the surface is told. */
    readonly phase: "preview" | "deploy" | "unknown";
    /** Whether the program sets `deleteBeforeReplace`. */
    readonly deleteBeforeReplace?: boolean | undefined;
}

/** Messages for the person who runs the program. */
export interface Reporter {
    /** What a reviewer has to know beside the plan. */
    notice(resource: string, message: string): void;
    /** A wait of more than three seconds. */
    wait(resource: string, message: string): void;
}
