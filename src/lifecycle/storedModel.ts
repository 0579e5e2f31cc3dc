import type { z } from "zod";
import type { EndpointSpec } from "../api/client";
import type { ZpaError } from "../api/errors";
import type { Derivation } from "../model/payload";
import type { ResourceModel, Values } from "../model/resourceModel";
import type { ApiObject } from "../model/state";

/** A resource that the API stores as an object with the usual calls. */
export interface StoredModel extends ResourceModel {
    readonly api: EndpointSpec<z.ZodType<ApiObject>>;
    /** Fields that the service derives from others, and removes if an update omits them. */
    readonly derivation?: Derivation;
    /** Fields for which a read by id returns wrong values, and lists the right ones. */
    readonly unreliableById?: readonly string[];
    /** The certificate that some tenants require in every write. */
    readonly demandedCertificate?: Demanded;
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
