import type { ResourceModel } from "../model/resourceModel";
import type { Operations } from "./operations";
import type { StoredModel } from "./storedModel";

/** A kind of resource: its model, and its operations on the service. */
export interface Kind {
    readonly model: ResourceModel;
    readonly operations: Operations;
    /** The object to which it belongs, whose microtenant is the default. */
    readonly parent?: Parent;
}

export interface Parent {
    /** The property with the id of the parent object. */
    readonly property: string;
    readonly model: StoredModel;
}
