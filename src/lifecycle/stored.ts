import type { z } from "zod";
import type { ObjectKind } from "../api/client";
import type { ZpaError } from "../api/errors";
import type { ResourceDefinition, Values } from "../model/definition";
import type { Derivation } from "../model/payload";
import type { ApiObject } from "../model/state";

/** A resource that the API stores as an object with the usual calls. */
export interface StoredDefinition extends ResourceDefinition {
    readonly api: ObjectKind<z.ZodType<ApiObject>>;
    /** Fields that the service derives from others, and removes if an update omits them. */
    readonly derivation?: Derivation;
    /** Fields for which a read by id returns wrong values, and lists the right ones. */
    readonly unreliableById?: readonly string[];
    /** The certificate that some tenants require in every write. */
    readonly demandedCertificate?: Demanded;
    /** The parent object, whose microtenant is the default. */
    readonly parent?: Parent;
    /** What to do about a rejected create, if it has a cause that only this kind of object has. */
    readonly adviceFor?: (refusal: ZpaError) => string | undefined;
    /** Notices for the current object. `state` is its stored or wanted state. */
    readonly notices?: (object: ApiObject, state: Values) => string[];
}

/** A field that tenants may require, and the name of its default object. */
export interface Demanded {
    readonly field: string;
    readonly named: string;
    /** Its other names in errors of the service. */
    readonly alsoCalled: readonly string[];
}

/** The parent object. */
export interface Parent {
    readonly property: string;
    readonly definition: StoredDefinition;
}
