import { type ResourceClass, ZpaResource } from "../../../src/dynamic/ZpaResource";
import { TOY } from "./model";

export class Toy extends ZpaResource<object> {
    static readonly kind: ResourceClass = { model: TOY, provider: "toys/handle" };
}
