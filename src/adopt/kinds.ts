import { isZpaError } from "../api/errors";
import { AUTO_DELETE_MODEL } from "../resources/appConnectorAutoDelete/model";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/stored";
import { PROVISIONING_KEY } from "../resources/provisioningKey/stored";
import { REGISTRY, type RegisteredKind } from "../resources/registry";
import { listReader, type ObjectReader } from "../tenants/readAll";

/** A kind of object that can be adopted. */
export interface AdoptableKind extends RegisteredKind {
    /** How its objects are read. */
    readonly read: ObjectReader;
    /** Its type in stacks of the vendor's provider. */
    readonly vendorType: RegExp;
}

export const GROUPS: AdoptableKind = {
    ...REGISTRY.AppConnectorGroup,
    read: listReader(APP_CONNECTOR_GROUP.api),
    vendorType: /ConnectorGroup$/,
};

export const KEYS: AdoptableKind = {
    ...REGISTRY.ProvisioningKey,
    read: listReader(PROVISIONING_KEY.api),
    vendorType: /ProvisioningKey$/,
};

export const AUTO_DELETES: AdoptableKind = {
    ...REGISTRY.AppConnectorAutoDelete,
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
    vendorType: /:(AppConnector)?AssistantSchedule$/,
};

/** The kinds in the order of their references: groups before keys. */
export const KINDS: readonly AdoptableKind[] = [GROUPS, KEYS, AUTO_DELETES];

/** The type of a kind's resources in the engine. */
export const typeToken = ({ model }: AdoptableKind) => `pulumi-nodejs:dynamic/zpa:${model.type}`;

/** The kind whose objects were read. */
export const kindOf = (read: ObjectReader) => KINDS.find((kind) => kind.read === read)!;
