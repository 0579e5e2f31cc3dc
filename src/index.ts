export { ZpaError, type ZpaErrorCode, type ZpaErrorDetails } from "./api/errors";
export type { ZpaResource } from "./dynamic/ZpaResource";
export type {
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
    IdOrName,
    MicrotenantArgs,
    MicrotenantScope,
    OfGroupArgs,
    SearchArgs,
    SearchCondition,
    SearchOperator,
    TenantArgs,
} from "./lookups/args";
export type {
    AppConnector,
    EnrollmentCertificate,
    FoundAppConnector,
    FoundAppConnectorGroup,
    FoundProvisioningKey,
    Microtenant,
    VersionProfile,
} from "./lookups/documented";
export {
    getAppConnectorGroup,
    getAppConnectorGroupOutput,
    getAppConnectorGroups,
    getAppConnectorGroupsOutput,
} from "./lookups/getAppConnectorGroup";
export {
    getAppConnectors,
    getAppConnectorsOutput,
} from "./lookups/getAppConnectors";
export {
    getEnrollmentCertificate,
    getEnrollmentCertificateOutput,
} from "./lookups/getEnrollmentCertificate";
export {
    getMicrotenant,
    getMicrotenantOutput,
    getMicrotenants,
    getMicrotenantsOutput,
} from "./lookups/getMicrotenant";
export {
    getProvisioningKey,
    getProvisioningKeyOutput,
    getProvisioningKeys,
    getProvisioningKeysOutput,
} from "./lookups/getProvisioningKey";
export {
    getDefaultVersionProfile,
    getDefaultVersionProfileOutput,
    getVersionProfile,
    getVersionProfileOutput,
    getVersionProfiles,
    getVersionProfilesOutput,
} from "./lookups/getVersionProfile";
export type { Inputs } from "./lookups/lookUp";
export { AppConnectorAutoDelete } from "./resources/appConnectorAutoDelete/AppConnectorAutoDelete";
export type {
    AppConnectorAutoDeleteArgs,
    AppConnectorAutoDeleteOutputs,
} from "./resources/appConnectorAutoDelete/documented";
export { AppConnectorGroup } from "./resources/appConnectorGroup/AppConnectorGroup";
export type {
    AppConnectorGroupArgs,
    AppConnectorGroupOutputs,
    DnsQueryType,
    UpgradeDay,
} from "./resources/appConnectorGroup/documented";
export { ConnectorEnrollment } from "./resources/connectorEnrollment/ConnectorEnrollment";
export type { ConnectorEnrollmentArgs, ConnectorEnrollmentOutputs } from "./resources/connectorEnrollment/documented";
export type { ProvisioningKeyArgs, ProvisioningKeyOutputs } from "./resources/provisioningKey/documented";
export { ProvisioningKey } from "./resources/provisioningKey/ProvisioningKey";
