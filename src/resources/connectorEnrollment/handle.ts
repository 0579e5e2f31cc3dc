import { handle } from "../../dynamic/handle";

/** Stored with every connector enrollment, as `require("pulumi-zpa-connectors/provider/connector-enrollment")`. */
export = handle(() => {
    const { enrollmentOperations } = require("./operations") as typeof import("./operations");
    const { CONNECTOR_ENROLLMENT } = require("./definition") as typeof import("./definition");
    return { definition: CONNECTOR_ENROLLMENT, operations: enrollmentOperations };
});
