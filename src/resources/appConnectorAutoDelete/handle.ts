import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";
import { REGISTRY } from "../registry";

/** Stored with every auto-delete schedule, as `require("pulumi-zpa-connectors/provider/app-connector-auto-delete")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(REGISTRY.AppConnectorAutoDelete.load);

export = provider;
