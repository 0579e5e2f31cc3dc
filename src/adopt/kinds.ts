import type { ApiClient, Listing } from "../api/client";
import { isZpaError } from "../api/errors";
import type { WithParent } from "../lifecycle/place";
import type { StoredDefinition } from "../lifecycle/stored";
import type { ApiObject } from "../model/state";
import { AUTO_DELETE_MODEL } from "../resources/appConnectorAutoDelete/model";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/definition";
import { PROVISIONING_KEY } from "../resources/provisioningKey/definition";

/** A kind of object that can be adopted. */
export interface AdoptedKind {
    readonly definition: WithParent;
    /** The subpath of this package that the engine stores with every resource of the kind. */
    readonly provider: string;
    /** Its type in stacks of the vendor's provider. */
    readonly vendorType: RegExp;
    /** The objects of a microtenant. */
    readonly list: (client: ApiClient, microtenantId: string) => Promise<Listing<ApiObject>>;
}

export const GROUPS: AdoptedKind = {
    definition: APP_CONNECTOR_GROUP,
    provider: "pulumi-zpa-connectors/provider",
    vendorType: /ConnectorGroup$/,
    list: listOf(APP_CONNECTOR_GROUP.api),
};

export const KEYS: AdoptedKind = {
    definition: PROVISIONING_KEY,
    provider: "pulumi-zpa-connectors/provider/provisioning-key",
    vendorType: /ProvisioningKey$/,
    list: listOf(PROVISIONING_KEY.api),
};

export const AUTO_DELETES: AdoptedKind = {
    definition: AUTO_DELETE_MODEL,
    provider: "pulumi-zpa-connectors/provider/app-connector-auto-delete",
    vendorType: /:(AppConnector)?AssistantSchedule$/,
    async list(client, microtenantId) {
        const name = "auto-delete";
        try {
            const schedule = await client.connectorSchedule.get(microtenantId);
            return { objects: schedule ? [{ ...schedule, name }] : [], unreadable: [] };
        } catch (error) {
            // The schedule is a feature of its own, so the credentials may lack the permission for it.
            if (!isZpaError(error, "FORBIDDEN", "NO_SUCH_PATH")) throw error;
            return { objects: [], unreadable: [{ name, problem: error.message }] };
        }
    },
};

function listOf(api: StoredDefinition["api"]): AdoptedKind["list"] {
    return (client, microtenantId) => client.objects(api).list({ microtenantId });
}

/** The kinds in the order of their references: groups before keys. */
export const KINDS: readonly AdoptedKind[] = [GROUPS, KEYS, AUTO_DELETES];

/** The type of a kind's resources in the engine. */
export const typeToken = ({ definition }: AdoptedKind) => `pulumi-nodejs:dynamic/zpa:${definition.type}`;
