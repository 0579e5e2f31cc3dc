import { handle } from "../../../src/dynamic/handle";

/** Stored with every toy, as `require("toys/handle")`. */
export = handle(() => (require("./model") as typeof import("./model")).TOYS);
