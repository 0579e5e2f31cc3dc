import type { z } from "zod";
import type { ObjectKind } from "../api/client";
import type { ResourceDefinition, Values } from "../model/definition";
import type { Derivation } from "../model/payload";
import type { ApiObject } from "../model/state";

/** A resource that the API stores: listed, read, created, updated and deleted by id. */
export interface StoredDefinition extends ResourceDefinition {
    readonly api: ObjectKind<z.ZodType<ApiObject>>;
    /** Fields that the service derives from others, and wipes when an update does not send them. */
    readonly derivation?: Derivation;
    /** Fields that a read by id reports wrongly, and the list rightly. */
    readonly unreliableById?: readonly string[];
    /** The certificate that some tenants demand for every write. */
    readonly demandedCertificate?: Demanded;
    /** The object whose microtenant counts when the program names none. */
    readonly parent?: Parent;
    /** What a reviewer has to know of an object as it is now; `state` is what is kept, or wanted, of it. */
    readonly notices?: (object: ApiObject, state: Values) => string[];
}

/** A field that tenants may demand, and the name of the object that fills it. */
export interface Demanded {
    readonly field: string;
    readonly named: string;
    /** What the service calls it when it misses it. */
    readonly alsoCalled: readonly string[];
}

/** Another object that this one belongs to. */
export interface Parent {
    readonly property: string;
    readonly definition: StoredDefinition;
}
