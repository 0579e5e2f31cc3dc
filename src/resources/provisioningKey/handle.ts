import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";

/** Stored with every provisioning key, as `require("pulumi-zpa-connectors/provider/provisioning-key")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(() => {
    const { storedOperations } =
        require("../../lifecycle/storedOperations") as typeof import("../../lifecycle/storedOperations");
    const { PROVISIONING_KEY } = require("./definition") as typeof import("./definition");
    return { definition: PROVISIONING_KEY, operations: storedOperations(PROVISIONING_KEY) };
});

export = provider;
