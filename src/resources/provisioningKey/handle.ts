import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";
import { REGISTRY } from "../registry";

/** Stored with every provisioning key, as `require("pulumi-zpa-connectors/provider/provisioning-key")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(REGISTRY.ProvisioningKey.load);

export = provider;
