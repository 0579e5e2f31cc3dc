import type { ApiGroup, ApiGroupConnector } from "../api/endpoints/groups";
import { ZpaError } from "../api/errors";
import { type ObservedFields, observe } from "../appConnectorGroup/canonical";
import { canonicalText } from "../appConnectorGroup/values";
import { type InMicrotenant, microtenantOf } from "../tenants/inMicrotenant";
import { pickOne } from "../tenants/pickOne";
import { connectionTo } from "../tenants/program";
import { outputForm } from "./output";
import { whichOf } from "./which";

/** An App Connector of a group, as the service reports it. */
export interface AppConnector {
    id: string;
    name: string | undefined;
    enabled: boolean | undefined;
    /** The version that it runs. */
    currentVersion: string | undefined;
    /** The version that it is to run after its group's next upgrade window. */
    expectedVersion: string | undefined;
    /** Such as `COMPLETE`. */
    upgradeStatus: string | undefined;
    /** Such as `ZPN_STATUS_AUTHENTICATED`. */
    controlChannelStatus: string | undefined;
    /** Such as `el8`. */
    platform: string | undefined;
}

/** An App Connector group with what belongs to it. Numbers are numbers, ids decimal strings, text unescaped. */
export interface FoundAppConnectorGroup extends ObservedFields {
    id: string;
    name: string;
    versionProfileName: string | undefined;
    microtenantName: string | undefined;
    readOnly: boolean;
    zscalerManaged: boolean;
    restrictionType: string | undefined;
    connectors: AppConnector[];
    serverGroups: { id: string; name: string | undefined }[];
}

/** Which group: by its id or by its exact name. */
export interface GetAppConnectorGroupArgs extends InMicrotenant {
    id?: string | undefined;
    /** The exact name; upper and lower case count. */
    name?: string | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: string | undefined;
}

/**
 * Looks an App Connector group up, with its connectors. All look-ups in a microtenant share one list.
 *
 * @throws ZpaError `CLASH`, with the groups that there are, when none or several fit
 */
export async function getAppConnectorGroup(args: GetAppConnectorGroupArgs): Promise<FoundAppConnectorGroup> {
    const which = whichOf(args, "getAppConnectorGroup");
    const connection = connectionTo(args.tenant);
    const microtenantId = await microtenantOf(connection, args);
    // A list may lack a group that is there; whoever has its id can be asked for.
    const byId = "id" in which ? await connection.groups.one(which.id, microtenantId) : undefined;
    const groups = byId ? [byId] : [...(await connection.groups.all(microtenantId)).values()];
    return pickOne(groups.map(found), which, "App Connector group");
}

/** {@link getAppConnectorGroup} for arguments that are outputs. */
export const getAppConnectorGroupOutput = outputForm(getAppConnectorGroup);

/** Operators that the service's `search` is known to take. Source: the API contract, §5. */
export type SearchOperator = "EQ" | "NE" | "LIKE" | "CONTAINS" | "STARTSWITH" | "ENDSWITH" | "GT" | "LT" | "GE" | "LE";

/** Which groups. */
export interface GetAppConnectorGroupsArgs extends InMicrotenant {
    /** Of every microtenant, instead of one. Default: `false`. */
    allMicrotenants?: boolean | undefined;
    /** A condition in ZPA's own syntax (`name LIKE San`), or as its three parts. */
    search?: string | { field: string; operator: SearchOperator; value: string } | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: string | undefined;
}

/** Every App Connector group that fits, all pages of them, each with its connectors. */
export async function getAppConnectorGroups(args: GetAppConnectorGroupsArgs = {}): Promise<FoundAppConnectorGroup[]> {
    if (args.allMicrotenants && (args.microtenantId ?? args.microtenantName) !== undefined) {
        throw new ZpaError("SETTINGS", "getAppConnectorGroups takes allMicrotenants or one microtenant, and not both.");
    }
    const connection = connectionTo(args.tenant);
    const scope = args.allMicrotenants ? null : await microtenantOf(connection, args);
    const { search } = args;
    if (search === undefined && scope !== null) return [...(await connection.groups.all(scope)).values()].map(found);
    const condition = typeof search === "object" ? `${search.field} ${search.operator} ${search.value}` : search;
    return (await connection.groups.search(scope, condition)).map(found);
}

/** {@link getAppConnectorGroups} for arguments that are outputs. */
export const getAppConnectorGroupsOutput = outputForm(getAppConnectorGroups);

function found(group: ApiGroup): FoundAppConnectorGroup {
    return {
        ...observe(group),
        id: group.id,
        name: canonicalText(group.name),
        versionProfileName: group.versionProfileName,
        microtenantName: group.microtenantName,
        readOnly: group.readOnly ?? false,
        zscalerManaged: group.zscalerManaged ?? false,
        restrictionType: group.restrictionType,
        connectors: (group.connectors ?? []).map(connector),
        serverGroups: (group.serverGroups ?? []).map(({ id, name }) => ({ id, name })),
    };
}

function connector({ id, name, enabled, assistantVersion: software }: ApiGroupConnector): AppConnector {
    return {
        id,
        name,
        enabled,
        currentVersion: software?.currentVersion,
        expectedVersion: software?.expectedVersion,
        upgradeStatus: software?.upgradeStatus,
        controlChannelStatus: software?.ctrlChannelStatus,
        platform: software?.platform,
    };
}
