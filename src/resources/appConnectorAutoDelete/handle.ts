import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";

/** Stored with every auto-delete schedule, as `require("pulumi-zpa-connectors/provider/app-connector-auto-delete")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(() => {
    const { autoDeleteOperations } = require("./operations") as typeof import("./operations");
    const { AUTO_DELETE_MODEL } = require("./model") as typeof import("./model");
    return { definition: AUTO_DELETE_MODEL, operations: autoDeleteOperations };
});

export = provider;
