import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";
import { REGISTRY } from "../registry";

/** Stored with every App Connector group, as `require("pulumi-zpa-connectors/provider")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(REGISTRY.AppConnectorGroup.load);

export = provider;
