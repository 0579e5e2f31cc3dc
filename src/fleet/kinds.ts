import { GROUPS } from "../api/endpoints/groups";
import { PROVISIONING_KEYS } from "../api/endpoints/provisioningKeys";
import { isZpaError } from "../api/errors";
import type { ApiObject } from "../model/state";
import { listReader, type ObjectReader } from "../tenants/readAll";
import { hasManyGone } from "./gone";
import { readGroup } from "./readGroup";

/** What the page needs of each microtenant. */
export interface FleetReaders {
    readonly groups: ObjectReader;
    readonly keys: ObjectReader;
    /** The schedule that deletes disconnected connectors, where it matters. */
    readonly schedule: ObjectReader;
    /** The version profile of groups that do not override it, if there are any. */
    readonly defaultProfile: ObjectReader;
}

export function fleetReaders(now: Date): FleetReaders {
    const groupsOf = (parents: readonly ApiObject[]) => parents.map((parent) => readGroup(parent, undefined));
    return {
        groups: listReader(GROUPS),
        keys: listReader(PROVISIONING_KEYS),
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
