import type { Sent } from "./answers";
import type { Asked } from "./http";
import type { Params } from "./kinds";

/** What answers a request. */
export type Handler = (asked: Asked, params: Params) => Sent | Promise<Sent>;
