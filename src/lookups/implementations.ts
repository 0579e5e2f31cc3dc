import { ZpaError } from "../api/errors";
import type { Objects } from "../lifecycle/collection";
import { Gone } from "../lifecycle/gone";
import type { Runtime } from "../lifecycle/runtime";
import { observe } from "../model/canonical";
import type { ApiObject } from "../model/state";
import { APP_CONNECTOR_GROUP } from "../resources/appConnectorGroup/stored";
import { PROVISIONING_KEY } from "../resources/provisioningKey/stored";
import type { Connection } from "../tenants/connection";
import { microtenantOf } from "../tenants/inMicrotenant";
import { pickOne, type Selector } from "../tenants/pickOne";
import type {
    GetAppConnectorGroupArgs,
    GetAppConnectorGroupsArgs,
    GetAppConnectorsArgs,
    GetDefaultVersionProfileArgs,
    GetEnrollmentCertificateArgs,
    GetMicrotenantArgs,
    GetMicrotenantsArgs,
    GetProvisioningKeyArgs,
    GetProvisioningKeysArgs,
    GetVersionProfileArgs,
    GetVersionProfilesArgs,
    MicrotenantArgs,
    MicrotenantScope,
    OfGroupArgs,
    SearchArgs,
} from "./args";
import type {
    EnrollmentCertificate,
    FoundAppConnector,
    FoundAppConnectorGroup,
    FoundProvisioningKey,
    Microtenant,
    VersionProfile,
} from "./documented";
import { RESULTS, type ResultTable, resultOf } from "./results";

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
        return profile(await profiles.one(selectorOf(args, "getVersionProfile")));
    },
    async getVersionProfiles(
        { connection: { profiles } }: Access,
        _args: GetVersionProfilesArgs,
    ): Promise<VersionProfile[]> {
        return (await profiles.all()).map(profile);
    },
    async getDefaultVersionProfile(
        { connection }: Access,
        _args: GetDefaultVersionProfileArgs,
    ): Promise<VersionProfile> {
        return profile(await connection.defaultProfile());
    },
    async getMicrotenant({ connection: { microtenants } }: Access, args: GetMicrotenantArgs): Promise<Microtenant> {
        return microtenant(await microtenants.one(selectorOf(args, "getMicrotenant")));
    },
    async getMicrotenants(
        { connection: { microtenants } }: Access,
        _args: GetMicrotenantsArgs,
    ): Promise<Microtenant[]> {
        return (await microtenants.all()).map(microtenant);
    },
    async getEnrollmentCertificate(
        { connection }: Access,
        args: GetEnrollmentCertificateArgs,
    ): Promise<EnrollmentCertificate> {
        const selector = selectorOf(args, "getEnrollmentCertificate");
        return certificate(await connection.certificates(await microtenantOf(connection, args)).one(selector));
    },
    async getAppConnectorGroup(access: Access, args: GetAppConnectorGroupArgs): Promise<FoundAppConnectorGroup> {
        const selector = selectorOf(args, "getAppConnectorGroup");
        return pickOne(
            (await candidates(access, groupsOf(access), args, selector)).map(group),
            selector,
            "App Connector group",
        );
    },
    async getAppConnectorGroups(access: Access, args: GetAppConnectorGroupsArgs): Promise<FoundAppConnectorGroup[]> {
        return (await matching(access, groupsOf(access), args, "getAppConnectorGroups")).map(group);
    },
    async getProvisioningKey(access: Access, args: GetProvisioningKeyArgs): Promise<FoundProvisioningKey> {
        const selector = selectorOf(args, "getProvisioningKey");
        return pickOne(
            (await candidates(access, keysOf(access), args, selector)).map(key),
            selector,
            "provisioning key",
        );
    },
    async getProvisioningKeys(access: Access, args: GetProvisioningKeysArgs): Promise<FoundProvisioningKey[]> {
        const keys = await matching(access, keysOf(access), args, "getProvisioningKeys");
        return keys.map(key).filter(isOfGroup(args));
    },
    async getAppConnectors(access: Access, args: GetAppConnectorsArgs): Promise<FoundAppConnector[]> {
        const scope = await scopeOf(access, args, "getAppConnectors");
        const connectors = await access.connection.connectors(scope, conditionOf(args)).all();
        return connectors.map(connector).filter(isOfGroup(args));
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

const group = (object: ApiObject) =>
    resultOf(RESULTS.FoundAppConnectorGroup.fields, {
        ...object,
        ...observe(APP_CONNECTOR_GROUP, object),
    }) as unknown as FoundAppConnectorGroup;

const key = (object: ApiObject) =>
    resultOf(RESULTS.FoundProvisioningKey.fields, {
        ...object,
        ...observe(PROVISIONING_KEY, object),
    }) as unknown as FoundProvisioningKey;

/** The results for objects whose responses have the values as they are. */
const as =
    <R>({ fields }: { readonly fields: ResultTable }) =>
    (object: object): R =>
        resultOf(fields, object as Readonly<Record<string, unknown>>) as R;

const profile = as<VersionProfile>(RESULTS.VersionProfile);
const microtenant = as<Microtenant>(RESULTS.Microtenant);
const certificate = as<EnrollmentCertificate>(RESULTS.EnrollmentCertificate);
const connector = as<FoundAppConnector>(RESULTS.FoundAppConnector);
