import type { Kind } from "../lifecycle/kind";
import type { ResourceModel } from "../model/resourceModel";
import { AUTO_DELETE_MODEL } from "./appConnectorAutoDelete/model";
import { GROUP_MODEL } from "./appConnectorGroup/model";
import { ENROLLMENT_MODEL } from "./connectorEnrollment/model";
import { KEY_MODEL } from "./provisioningKey/model";

/** A kind of resource, as surfaces and commands know it. */
export interface RegisteredKind {
    readonly model: ResourceModel;
    /** The subpath of this package that the engine stores with every dynamic resource of the kind. */
    readonly provider: string;
    /** Loads the operations, which a program does not need. */
    readonly load: () => Kind;
}

/** All kinds of resources, in the order of their references: groups before keys. */
export const REGISTRY = {
    AppConnectorGroup: {
        model: GROUP_MODEL,
        provider: "pulumi-zpa-connectors/provider",
        load: () => (require("./appConnectorGroup/kind") as typeof import("./appConnectorGroup/kind")).GROUP_KIND,
    },
    ProvisioningKey: {
        model: KEY_MODEL,
        provider: "pulumi-zpa-connectors/provider/provisioning-key",
        load: () => (require("./provisioningKey/kind") as typeof import("./provisioningKey/kind")).KEY_KIND,
    },
    ConnectorEnrollment: {
        model: ENROLLMENT_MODEL,
        provider: "pulumi-zpa-connectors/provider/connector-enrollment",
        load: () =>
            (require("./connectorEnrollment/kind") as typeof import("./connectorEnrollment/kind")).ENROLLMENT_KIND,
    },
    AppConnectorAutoDelete: {
        model: AUTO_DELETE_MODEL,
        provider: "pulumi-zpa-connectors/provider/app-connector-auto-delete",
        load: () =>
            (require("./appConnectorAutoDelete/kind") as typeof import("./appConnectorAutoDelete/kind"))
                .AUTO_DELETE_KIND,
    },
} as const satisfies Readonly<Record<string, RegisteredKind>>;
