import type { ApiGroup, ApiGroupConnector } from "../api/endpoints/groups";
import { ZpaError } from "../api/errors";
import type { Objects } from "../lifecycle/collection";
import type { Runtime } from "../lifecycle/runtime";
import { observe } from "../model/canonical";
import { unescapedText } from "../model/rules";
import type { ApiObject } from "../model/state";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/definition";
import type { GroupFields } from "../resources/appConnectorGroup/fields";
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

/** What a look-up may use. */
export interface Access {
    readonly connection: Connection;
    readonly runtime: Runtime;
}

const groupsOf = ({ runtime, connection }: Access): Objects => runtime.objects(APP_CONNECTOR_GROUP, connection);

/** The look-ups, as functions of a tenant's connection and their arguments. */
export const implementations = {
    async getVersionProfile(
        { connection: { profiles } }: Access,
        args: GetVersionProfileArgs,
    ): Promise<VersionProfile> {
        return profiles.one(selectorOf(args, "getVersionProfile"));
    },
    async getVersionProfiles(
        { connection: { profiles } }: Access,
        _args: GetVersionProfilesArgs,
    ): Promise<VersionProfile[]> {
        return profiles.all();
    },
    async getMicrotenant({ connection: { microtenants } }: Access, args: GetMicrotenantArgs): Promise<Microtenant> {
        return microtenants.one(selectorOf(args, "getMicrotenant"));
    },
    async getMicrotenants(
        { connection: { microtenants } }: Access,
        _args: GetMicrotenantsArgs,
    ): Promise<Microtenant[]> {
        return microtenants.all();
    },
    async getEnrollmentCertificate(
        { connection }: Access,
        args: GetEnrollmentCertificateArgs,
    ): Promise<EnrollmentCertificate> {
        const selector = selectorOf(args, "getEnrollmentCertificate");
        return connection.certificates(await microtenantOf(connection, args)).one(selector);
    },
    async getAppConnectorGroup(access: Access, args: GetAppConnectorGroupArgs): Promise<FoundAppConnectorGroup> {
        const selector = selectorOf(args, "getAppConnectorGroup");
        const microtenantId = await microtenantOf(access.connection, args);
        // A list may lack a group that exists; with an id it is read by that id.
        const byId = "id" in selector ? await groupsOf(access).one(selector.id, microtenantId) : undefined;
        const groups = byId ? [byId] : [...(await groupsOf(access).all(microtenantId)).values()];
        return pickOne(groups.map(found), selector, "App Connector group");
    },
    async getAppConnectorGroups(access: Access, args: GetAppConnectorGroupsArgs): Promise<FoundAppConnectorGroup[]> {
        if (args.allMicrotenants && (args.microtenantId ?? args.microtenantName) !== undefined) {
            throw new ZpaError(
                "SETTINGS",
                "getAppConnectorGroups: allMicrotenants is mutually exclusive with microtenantId and microtenantName.",
            );
        }
        const scope = args.allMicrotenants ? null : await microtenantOf(access.connection, args);
        const { search } = args;
        if (search === undefined && scope !== null) {
            return [...(await groupsOf(access).all(scope)).values()].map(found);
        }
        const condition = typeof search === "object" ? `${search.field} ${search.operator} ${search.value}` : search;
        return (await groupsOf(access).search(scope, condition)).map(found);
    },
};
export type Implementations = typeof implementations;

/** The compiler rejects both or neither; arguments that come from JavaScript or from outputs are checked here. */
function selectorOf({ id, name }: { id?: string | undefined; name?: string | undefined }, lookUp: string): Selector {
    if (id !== undefined && name === undefined) return { id };
    if (name !== undefined && id === undefined) return { name };
    throw new ZpaError("SETTINGS", `${lookUp} requires either id or name; they are mutually exclusive.`);
}

function found(object: ApiObject): FoundAppConnectorGroup {
    const group = object as ApiGroup;
    return {
        ...(observe(APP_CONNECTOR_GROUP, group) as Partial<GroupFields>),
        id: group.id,
        name: unescapedText(group.name),
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
