import { ZpaError } from "../api/errors";
import type { Failure } from "../model/definition";
import type { Difference } from "../model/diff";
import type { Inputs, Ownership, State } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Recorded } from "./create";
import type { RunContext } from "./ports";
import type { Runtime } from "./runtime";

/** The plan of a change for the engine. */
export interface Plan {
    readonly changes: readonly Difference[];
    /** Properties whose change requires a replacement. */
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
}

/** The context of an operation. */
export interface Request {
    readonly runtime: Runtime;
    readonly connection: Connection;
    readonly context: RunContext;
}

/** A partly completed create or update. The state records the completed part, and the next run does the rest. */
export class PartlyDone extends ZpaError {
    constructor(
        error: ZpaError,
        readonly id: string,
        readonly state: State,
    ) {
        super(error.code, error.message, error.details());
    }
}

/** The operations of one kind of resource. The lifecycle decides when to call them. */
export interface Operations {
    /** Checks an object that is to be created, or imported if `importId` is set, against the service. */
    previewCreate(request: Request, inputs: Inputs, importId: string | undefined): Promise<Failure[]>;
    /** Checks a planned change against the service. */
    previewUpdate(
        request: Request,
        id: string,
        held: State,
        inputs: Inputs,
        found: readonly Difference[],
    ): Promise<Plan>;
    create(request: Request, inputs: Inputs): Promise<Recorded>;
    adopt(request: Request, id: string, inputs: Inputs): Promise<Recorded>;
    read(request: Request, id: string, owner: Ownership, held: State): Promise<State | undefined>;
    update(request: Request, id: string, held: State, inputs: Inputs): Promise<State>;
    delete(request: Request, id: string, held: State): Promise<void>;
    /** Why the object is locked now, or `undefined`. Queries the service. */
    lockedNow(request: Request, id: string | undefined, held: State): Promise<string | undefined>;
}
