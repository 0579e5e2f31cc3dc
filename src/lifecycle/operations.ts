import { ZpaError } from "../api/errors";
import type { Failure } from "../model/resourceModel";
import type { Inputs, Ownership, State } from "../model/state";
import type { Connection } from "../tenants/connection";
import type { Recorded } from "./create";
import type { Plan } from "./plan";
import type { RunContext } from "./ports";
import type { Runtime } from "./runtime";

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
    /** Checks an object that is to be created against the service. */
    planCreate(request: Request, inputs: Inputs): Promise<Failure[]>;
    /** Checks an object that is to be taken over against the service. */
    planImport(request: Request, id: string, inputs: Inputs): Promise<Failure[]>;
    /**
     * Plans a change, from what the service has.
     *
     * @param id the id, or `undefined` if it is not known yet; then the object may not be found, and there is no plan
     */
    planUpdate(request: Request, id: string | undefined, held: State, inputs: Inputs): Promise<Plan | undefined>;
    create(request: Request, inputs: Inputs): Promise<Recorded>;
    adopt(request: Request, id: string, inputs: Inputs): Promise<Recorded>;
    read(request: Request, id: string, owner: Ownership, held: State): Promise<State | undefined>;
    update(request: Request, id: string, held: State, inputs: Inputs): Promise<State>;
    delete(request: Request, id: string, held: State): Promise<void>;
}
