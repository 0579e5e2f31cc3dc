import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";

/** Stored with every App Connector group, as `require("pulumi-zpa-connectors/provider")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(() => {
    const { storedOperations } =
        require("../../lifecycle/storedOperations") as typeof import("../../lifecycle/storedOperations");
    const { APP_CONNECTOR_GROUP } = require("./definition") as typeof import("./definition");
    return { definition: APP_CONNECTOR_GROUP, operations: storedOperations(APP_CONNECTOR_GROUP) };
});

export = provider;
