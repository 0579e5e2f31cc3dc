import { type ResourceKind, ZpaResource } from "../../../src/dynamic/ZpaResource";
import { TOY } from "./model";

export class Toy extends ZpaResource<object> {
    static readonly kind: ResourceKind = { model: TOY, provider: "toys/handle" };
}
