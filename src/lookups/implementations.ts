import { ZpaError } from "../api/errors";
import type { ApiConnector, ApiGroup } from "../api/schemas/group";
import { observe } from "../appConnectorGroup/canonical";
import { canonicalText } from "../appConnectorGroup/values";
import type { Connection } from "../tenants/connection";
import { microtenantOf } from "../tenants/inMicrotenant";
import { pickOne, type Selector } from "../tenants/pickOne";
import type {
    AppConnector,
    FoundAppConnectorGroup,
    GetAppConnectorGroupArgs,
    GetAppConnectorGroupsArgs,
} from "./getAppConnectorGroup";
import type { EnrollmentCertificate, GetEnrollmentCertificateArgs } from "./getEnrollmentCertificate";
import type { GetMicrotenantArgs, GetMicrotenantsArgs, Microtenant } from "./getMicrotenant";
import type { GetVersionProfileArgs, GetVersionProfilesArgs, VersionProfile } from "./getVersionProfile";

/** The look-ups, as functions of a tenant's connection and their arguments. */
export const implementations = {
    async getVersionProfile({ profiles }: Connection, args: GetVersionProfileArgs): Promise<VersionProfile> {
        return profiles.one(selectorOf(args, "getVersionProfile"));
    },
    async getVersionProfiles({ profiles }: Connection, _args: GetVersionProfilesArgs): Promise<VersionProfile[]> {
        return profiles.all();
    },
    async getMicrotenant({ microtenants }: Connection, args: GetMicrotenantArgs): Promise<Microtenant> {
        return microtenants.one(selectorOf(args, "getMicrotenant"));
    },
    async getMicrotenants({ microtenants }: Connection, _args: GetMicrotenantsArgs): Promise<Microtenant[]> {
        return microtenants.all();
    },
    async getEnrollmentCertificate(
        connection: Connection,
        args: GetEnrollmentCertificateArgs,
    ): Promise<EnrollmentCertificate> {
        const selector = selectorOf(args, "getEnrollmentCertificate");
        return connection.certificates.in(await microtenantOf(connection, args)).one(selector);
    },
    async getAppConnectorGroup(
        connection: Connection,
        args: GetAppConnectorGroupArgs,
    ): Promise<FoundAppConnectorGroup> {
        const selector = selectorOf(args, "getAppConnectorGroup");
        const microtenantId = await microtenantOf(connection, args);
        // A list may lack a group that exists; with an id it is read by that id.
        const byId = "id" in selector ? await connection.groups.one(selector.id, microtenantId) : undefined;
        const groups = byId ? [byId] : [...(await connection.groups.all(microtenantId)).values()];
        return pickOne(groups.map(found), selector, "App Connector group");
    },
    async getAppConnectorGroups(
        connection: Connection,
        args: GetAppConnectorGroupsArgs,
    ): Promise<FoundAppConnectorGroup[]> {
        if (args.allMicrotenants && (args.microtenantId ?? args.microtenantName) !== undefined) {
            throw new ZpaError(
                "SETTINGS",
                "getAppConnectorGroups: allMicrotenants is mutually exclusive with microtenantId and microtenantName.",
            );
        }
        const scope = args.allMicrotenants ? null : await microtenantOf(connection, args);
        const { search } = args;
        if (search === undefined && scope !== null) {
            return [...(await connection.groups.all(scope)).values()].map(found);
        }
        const condition = typeof search === "object" ? `${search.field} ${search.operator} ${search.value}` : search;
        return (await connection.groups.search(scope, condition)).map(found);
    },
};
export type Implementations = typeof implementations;

/** The compiler rejects both or neither; arguments that come from JavaScript or from outputs are checked here. */
function selectorOf({ id, name }: { id?: string | undefined; name?: string | undefined }, lookUp: string): Selector {
    if (id !== undefined && name === undefined) return { id };
    if (name !== undefined && id === undefined) return { name };
    throw new ZpaError("SETTINGS", `${lookUp} requires either id or name; they are mutually exclusive.`);
}

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

function connector({ id, name, enabled, assistantVersion: software }: ApiConnector): AppConnector {
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
