import { isZpaError } from "../api/errors";
import type { WithParent } from "../lifecycle/place";
import { AUTO_DELETE_MODEL } from "../resources/appConnectorAutoDelete/model";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/definition";
import { PROVISIONING_KEY } from "../resources/provisioningKey/definition";
import { listedKind, type ReadKind } from "../tenants/readAll";

/** A kind of object that can be adopted. */
export interface AdoptedKind {
    readonly definition: WithParent;
    /** How its objects are read. */
    readonly read: ReadKind;
    /** The subpath of this package that the engine stores with every resource of the kind. */
    readonly provider: string;
    /** Its type in stacks of the vendor's provider. */
    readonly vendorType: RegExp;
}

export const GROUPS: AdoptedKind = {
    definition: APP_CONNECTOR_GROUP,
    read: listedKind(APP_CONNECTOR_GROUP.api),
    provider: "pulumi-zpa-connectors/provider",
    vendorType: /ConnectorGroup$/,
};

export const KEYS: AdoptedKind = {
    definition: PROVISIONING_KEY,
    read: listedKind(PROVISIONING_KEY.api),
    provider: "pulumi-zpa-connectors/provider/provisioning-key",
    vendorType: /ProvisioningKey$/,
};

export const AUTO_DELETES: AdoptedKind = {
    definition: AUTO_DELETE_MODEL,
    read: {
        noun: AUTO_DELETE_MODEL.noun,
        async list({ client }, microtenantId) {
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
    },
    provider: "pulumi-zpa-connectors/provider/app-connector-auto-delete",
    vendorType: /:(AppConnector)?AssistantSchedule$/,
};

/** The kinds in the order of their references: groups before keys. */
export const KINDS: readonly AdoptedKind[] = [GROUPS, KEYS, AUTO_DELETES];

/** The type of a kind's resources in the engine. */
export const typeToken = ({ definition }: AdoptedKind) => `pulumi-nodejs:dynamic/zpa:${definition.type}`;

/** The kind whose objects were read. */
export const kindOf = (read: ReadKind) => KINDS.find((kind) => kind.read === read)!;
