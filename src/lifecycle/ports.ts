/** The interface between the core and a surface (Pulumi's dynamic providers, or another one). */

/** What the engine's request is about. */
export interface RunContext {
    /** The resource's name in the program. */
    readonly resource: string;
    /** Whether the engine previews or deploys; `unknown` if the surface does not know. */
    readonly phase: "preview" | "deploy" | "unknown";
    /** What the program sets `deleteBeforeReplace` to, if anything. */
    readonly deleteBeforeReplace?: boolean | undefined;
}

/** Messages for the person who runs the program. */
export interface Reporter {
    /** What a reviewer has to know in addition to the plan. */
    notice(resource: string, message: string): void;
    /** A wait of more than three seconds. */
    wait(resource: string, message: string): void;
}
