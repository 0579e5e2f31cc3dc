import type * as pulumi from "@pulumi/pulumi";
import { handle } from "../../dynamic/handle";
import { REGISTRY } from "../registry";

/** Stored with every connector enrollment, as `require("pulumi-zpa-connectors/provider/connector-enrollment")`. */
const provider: pulumi.dynamic.ResourceProvider = handle(REGISTRY.ConnectorEnrollment.load);

export = provider;
