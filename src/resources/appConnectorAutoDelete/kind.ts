import type { Kind } from "../../lifecycle/kind";
import { AUTO_DELETE_MODEL } from "./model";
import { autoDeleteOperations } from "./operations";

export const AUTO_DELETE_KIND: Kind = { model: AUTO_DELETE_MODEL, operations: autoDeleteOperations };
