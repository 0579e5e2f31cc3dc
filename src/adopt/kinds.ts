import type { StoredDefinition } from "../lifecycle/stored";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/definition";
import { PROVISIONING_KEY } from "../resources/provisioningKey/definition";

/** A kind of object that can be adopted. */
export interface AdoptedKind {
    readonly definition: StoredDefinition;
    /** The subpath of this package that the engine stores with every resource of the kind. */
    readonly provider: string;
    /** Its type in stacks of the vendor's provider. */
    readonly vendorType: RegExp;
}

export const GROUPS: AdoptedKind = {
    definition: APP_CONNECTOR_GROUP,
    provider: "pulumi-zpa-connectors/provider",
    vendorType: /ConnectorGroup$/,
};

export const KEYS: AdoptedKind = {
    definition: PROVISIONING_KEY,
    provider: "pulumi-zpa-connectors/provider/provisioning-key",
    vendorType: /ProvisioningKey$/,
};

/** The kinds in the order of their references: groups before keys. */
export const KINDS: readonly AdoptedKind[] = [GROUPS, KEYS];

/** The type of a kind's resources in the engine. */
export const typeToken = ({ definition }: AdoptedKind) => `pulumi-nodejs:dynamic/zpa:${definition.type}`;

/** The kind whose objects a list has. */
export const kindOf = (api: StoredDefinition["api"]) => KINDS.find(({ definition }) => definition.api === api)!;
