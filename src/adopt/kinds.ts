import type { StoredDefinition } from "../lifecycle/stored";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/definition";

/** A kind of object that a program can take over. */
export interface AdoptedKind {
    readonly definition: StoredDefinition;
    /** The subpath of this package that the engine stores with every resource of the kind. */
    readonly provider: string;
    /** What the program calls the table of these resources. */
    readonly table: string;
}

export const GROUPS: AdoptedKind = {
    definition: APP_CONNECTOR_GROUP,
    provider: "pulumi-zpa-connectors/provider",
    table: "groups",
};

/** In the order in which a program declares them: what another kind refers to comes first. */
export const KINDS: readonly AdoptedKind[] = [GROUPS];

/** The type of a kind's resources in the engine. */
export const typeToken = ({ definition }: AdoptedKind) => `pulumi-nodejs:dynamic/zpa:${definition.type}`;
