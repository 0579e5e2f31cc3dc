import { GROUPS } from "../api/endpoints/groups";
import { PROVISIONING_KEYS } from "../api/endpoints/provisioningKeys";
import { isZpaError } from "../api/errors";
import type { ApiObject } from "../model/state";
import { listedKind, type ReadKind } from "../tenants/readAll";
import { hasManyGone } from "./gone";
import { readGroup } from "./readGroup";

/** What the page needs of each microtenant. */
export interface FleetKinds {
    readonly groups: ReadKind;
    readonly keys: ReadKind;
    /** The schedule that deletes disconnected connectors, where it matters. */
    readonly schedule: ReadKind;
    /** The version profile of groups that do not override it, if there are any. */
    readonly defaultProfile: ReadKind;
}

export function fleetKinds(now: Date): FleetKinds {
    const groupsOf = (parents: readonly ApiObject[]) => parents.map((parent) => readGroup(parent, undefined));
    return {
        groups: listedKind(GROUPS),
        keys: listedKind(PROVISIONING_KEYS),
        schedule: {
            noun: "auto-delete schedule",
            list: ({ client }, microtenantId, parents) =>
                hasManyGone(groupsOf(parents), now.toISOString())
                    ? ifAccessible(async () => {
                          const schedule = await client.connectorSchedule.get(microtenantId);
                          return { id: schedule?.id ?? "none", name: "", isOn: schedule?.enabled === "true" };
                      })
                    : NOTHING,
        },
        defaultProfile: {
            noun: "default version profile",
            list: (connection, _, parents) =>
                groupsOf(parents).some(({ followsDefaultProfile }) => followsDefaultProfile)
                    ? ifAccessible(() => connection.defaultProfile())
                    : NOTHING,
        },
    };
}

const NOTHING = Promise.resolve({ objects: [], unreadable: [] });

/** What only adds to the page is not a problem if the credentials lack the permission, or the service lacks the call. */
async function ifAccessible(read: () => Promise<ApiObject>) {
    try {
        return { objects: [await read()], unreadable: [] };
    } catch (error) {
        if (isZpaError(error, "FORBIDDEN", "NO_SUCH_PATH")) return NOTHING;
        throw error;
    }
}
