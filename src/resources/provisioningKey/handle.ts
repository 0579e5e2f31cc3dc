import { handle } from "../../dynamic/handle";

/** Stored with every provisioning key, as `require("pulumi-zpa-connectors/provider/provisioning-key")`. */
export = handle(() => {
    const { storedOperations } =
        require("../../lifecycle/storedOperations") as typeof import("../../lifecycle/storedOperations");
    const { PROVISIONING_KEY } = require("./definition") as typeof import("./definition");
    return { definition: PROVISIONING_KEY, operations: storedOperations(PROVISIONING_KEY) };
});
