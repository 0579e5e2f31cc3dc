import { ZpaError } from "../api/errors";
import type { Failure } from "../model/definition";
import type { Difference } from "../model/diff";
import type { Inputs, Ownership, State } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Created } from "./create";
import type { RunContext } from "./ports";
import type { Runtime } from "./runtime";

/** What is reported to the engine about a change. */
export interface Plan {
    readonly changes: readonly Difference[];
    /** Properties whose change needs another object. */
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
}

/** What an operation may use. */
export interface Request {
    readonly runtime: Runtime;
    readonly connection: Connection;
    readonly context: RunContext;
}

/** A create or an update of which a part was done: the state records that part, and the next run does the rest. */
export class PartlyDone extends ZpaError {
    constructor(
        error: ZpaError,
        readonly id: string,
        readonly state: State,
    ) {
        super(error.code, error.message, error.details());
    }
}

/** The acts of one kind of resource; the lifecycle decides when which one is due. */
export interface Operations {
    /** What only the service knows of an object that is to be created, or taken over if `importId` is given. */
    previewCreate(request: Request, inputs: Inputs, importId: string | undefined): Promise<Failure[]>;
    /** What the service's knowledge makes of a planned change. */
    previewUpdate(
        request: Request,
        id: string,
        held: State,
        inputs: Inputs,
        found: readonly Difference[],
    ): Promise<Plan>;
    create(request: Request, inputs: Inputs): Promise<Created>;
    adopt(request: Request, id: string, inputs: Inputs): Promise<Created>;
    read(request: Request, id: string, owner: Ownership, held: State): Promise<State | undefined>;
    update(request: Request, id: string, held: State, inputs: Inputs): Promise<State>;
    delete(request: Request, id: string, held: State): Promise<void>;
    /** Why an object in the state is locked now, or `undefined`; asks the service. */
    lockedNow(request: Request, id: string | undefined, held: State): Promise<string | undefined>;
}
