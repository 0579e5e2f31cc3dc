import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";

/** Stored with every connector enrollment, as `require("pulumi-zpa-connectors/provider/connector-enrollment")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(() => {
    const { enrollmentOperations } = require("./operations") as typeof import("./operations");
    const { CONNECTOR_ENROLLMENT } = require("./definition") as typeof import("./definition");
    return { definition: CONNECTOR_ENROLLMENT, operations: enrollmentOperations };
});

export = provider;
