import type { ApiConnector } from "../api/endpoints/connectors";
import type { ApiGroup, ApiGroupConnector } from "../api/endpoints/groups";
import type { ApiProvisioningKey } from "../api/endpoints/provisioningKeys";
import { ZpaError } from "../api/errors";
import type { Objects } from "../lifecycle/collection";
import { Gone } from "../lifecycle/gone";
import type { Runtime } from "../lifecycle/runtime";
import { observe } from "../model/canonical";
import { unescapedText } from "../model/rules";
import type { ApiObject } from "../model/state";
import type { GroupFields } from "../resources/appConnectorGroup/fields";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/stored";
import type { KeyFields } from "../resources/provisioningKey/fields";
import { PROVISIONING_KEY } from "../resources/provisioningKey/stored";
import type { Connection } from "../tenants/connection";
import { microtenantOf } from "../tenants/inMicrotenant";
import { pickOne, type Selector } from "../tenants/pickOne";
import type { MicrotenantArgs, MicrotenantScope, OfGroupArgs, SearchArgs } from "./args";
import type {
    AppConnector,
    FoundAppConnectorGroup,
    GetAppConnectorGroupArgs,
    GetAppConnectorGroupsArgs,
} from "./getAppConnectorGroup";
import type { FoundAppConnector, GetAppConnectorsArgs } from "./getAppConnectors";
import type { EnrollmentCertificate, GetEnrollmentCertificateArgs } from "./getEnrollmentCertificate";
import type { GetMicrotenantArgs, GetMicrotenantsArgs, Microtenant } from "./getMicrotenant";
import type { FoundProvisioningKey, GetProvisioningKeyArgs, GetProvisioningKeysArgs } from "./getProvisioningKey";
import type {
    GetDefaultVersionProfileArgs,
    GetVersionProfileArgs,
    GetVersionProfilesArgs,
    VersionProfile,
} from "./getVersionProfile";

/** The tenant's connection, and the state of the program's run. */
export interface Access {
    readonly connection: Connection;
    readonly runtime: Runtime;
}

const keysOf = ({ runtime, connection }: Access): Objects => runtime.objects(PROVISIONING_KEY, connection);
const groupsOf = ({ runtime, connection }: Access): Objects => runtime.objects(APP_CONNECTOR_GROUP, connection);

/** The lookups, as functions of a tenant's connection and their arguments. */
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
    async getDefaultVersionProfile(
        { connection }: Access,
        _args: GetDefaultVersionProfileArgs,
    ): Promise<VersionProfile> {
        return connection.defaultProfile();
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
        return pickOne(
            (await candidates(access, groupsOf(access), args, selector)).map(found),
            selector,
            "App Connector group",
        );
    },
    async getAppConnectorGroups(access: Access, args: GetAppConnectorGroupsArgs): Promise<FoundAppConnectorGroup[]> {
        return (await matching(access, groupsOf(access), args, "getAppConnectorGroups")).map(found);
    },
    async getProvisioningKey(access: Access, args: GetProvisioningKeyArgs): Promise<FoundProvisioningKey> {
        const selector = selectorOf(args, "getProvisioningKey");
        return pickOne(
            (await candidates(access, keysOf(access), args, selector)).map(foundKey),
            selector,
            "provisioning key",
        );
    },
    async getProvisioningKeys(access: Access, args: GetProvisioningKeysArgs): Promise<FoundProvisioningKey[]> {
        const keys = await matching(access, keysOf(access), args, "getProvisioningKeys");
        return keys.map(foundKey).filter(isOfGroup(args));
    },
    async getAppConnectors(access: Access, args: GetAppConnectorsArgs): Promise<FoundAppConnector[]> {
        const scope = await scopeOf(access, args, "getAppConnectors");
        const connectors = await access.connection.connectors(scope, conditionOf(args)).all();
        return connectors.map(foundConnector).filter(isOfGroup(args));
    },
};
export type Implementations = typeof implementations;

/**
 * The object with the selected id, or all objects of the microtenant. A list may lag, so an id is also read directly.
 */
async function candidates(
    { connection }: Access,
    objects: Objects,
    args: MicrotenantArgs,
    selector: Selector,
): Promise<ApiObject[]> {
    const microtenantId = await microtenantOf(connection, args);
    const byId = "id" in selector ? await objects.one(selector.id, microtenantId) : undefined;
    return byId && !(byId instanceof Gone) ? [byId] : [...(await objects.all(microtenantId)).values()];
}

/** All objects that match, from one list. */
async function matching(
    access: Access,
    objects: Objects,
    args: SearchArgs & MicrotenantScope,
    lookUp: string,
): Promise<ApiObject[]> {
    const scope = await scopeOf(access, args, lookUp);
    if (!args.search && scope !== null) return [...(await objects.all(scope)).values()];
    return objects.search(scope, conditionOf(args));
}

async function scopeOf({ connection }: Access, args: MicrotenantScope, lookUp: string): Promise<string | null> {
    if (!args.allMicrotenants) return microtenantOf(connection, args);
    if (!args.microtenantId && !args.microtenantName) return null;
    throw new ZpaError(
        "SETTINGS",
        `${lookUp}: allMicrotenants is mutually exclusive with microtenantId and microtenantName.`,
    );
}

const conditionOf = ({ search }: SearchArgs): string | undefined =>
    typeof search === "object" ? `${search.field} ${search.operator} ${search.value}` : search || undefined;

const isOfGroup =
    ({ appConnectorGroupId }: OfGroupArgs) =>
    (object: OfGroupArgs): boolean =>
        appConnectorGroupId === undefined || object.appConnectorGroupId === appConnectorGroupId;

/** The compiler requires exactly one of the two. This checks arguments from JavaScript and from outputs. */
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

function foundKey(object: ApiObject): FoundProvisioningKey {
    const key = object as ApiProvisioningKey;
    return {
        ...(observe(PROVISIONING_KEY, key) as Partial<KeyFields>),
        id: key.id,
        name: unescapedText(key.name),
        usageCount: key.usageCount === undefined ? undefined : Number(key.usageCount),
        provisioningKey: key.provisioningKey,
        appConnectorGroupName: asText(key.zcomponentName),
        enrollmentCertName: asText(key.enrollmentCertName),
        microtenantId: key.microtenantId,
        microtenantName: asText(key.microtenantName),
        readOnly: key.readOnly ?? false,
        zscalerManaged: key.zscalerManaged ?? false,
        restrictionType: key.restrictionType,
    };
}

const asText = (text: string | undefined) => (text === undefined ? undefined : unescapedText(text));

function foundConnector(connector: ApiConnector): FoundAppConnector {
    const { id, name, description, enabled, controlChannelStatus, upgradeStatus, platform, platformDetail } = connector;
    const { currentVersion, expectedVersion, previousVersion, privateIp, publicIp } = connector;
    const { lastBrokerConnectTime, lastBrokerConnectTimeDuration } = connector;
    const { lastBrokerDisconnectTime, lastBrokerDisconnectTimeDuration } = connector;
    const { appConnectorGroupId, provisioningKeyId, microtenantId } = connector;
    return {
        id,
        name: unescapedText(name),
        description: asText(description),
        enabled,
        appConnectorGroupId,
        appConnectorGroupName: asText(connector.appConnectorGroupName),
        controlChannelStatus,
        currentVersion,
        expectedVersion,
        previousVersion,
        upgradeStatus,
        platform,
        platformDetail,
        privateIp,
        publicIp,
        lastBrokerConnectTime,
        lastBrokerConnectTimeDuration,
        lastBrokerDisconnectTime,
        lastBrokerDisconnectTimeDuration,
        provisioningKeyId,
        provisioningKeyName: asText(connector.provisioningKeyName),
        microtenantId,
        microtenantName: asText(connector.microtenantName),
    };
}
