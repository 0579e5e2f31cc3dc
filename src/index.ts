export { ZpaError, type ZpaErrorCode, type ZpaErrorDetails } from "./api/errors";
export type { ZpaResource } from "./dynamic/ZpaResource";
export type {
    IdOrName,
    MicrotenantArgs,
    MicrotenantScope,
    OfGroupArgs,
    SearchArgs,
    SearchCondition,
    SearchOperator,
    TenantArgs,
} from "./lookups/args";
export {
    type AppConnector,
    type FoundAppConnectorGroup,
    type GetAppConnectorGroupArgs,
    type GetAppConnectorGroupsArgs,
    getAppConnectorGroup,
    getAppConnectorGroupOutput,
    getAppConnectorGroups,
    getAppConnectorGroupsOutput,
} from "./lookups/getAppConnectorGroup";
export {
    type FoundAppConnector,
    type GetAppConnectorsArgs,
    getAppConnectors,
    getAppConnectorsOutput,
} from "./lookups/getAppConnectors";
export {
    type EnrollmentCertificate,
    type GetEnrollmentCertificateArgs,
    getEnrollmentCertificate,
    getEnrollmentCertificateOutput,
} from "./lookups/getEnrollmentCertificate";
export {
    type GetMicrotenantArgs,
    type GetMicrotenantsArgs,
    getMicrotenant,
    getMicrotenantOutput,
    getMicrotenants,
    getMicrotenantsOutput,
    type Microtenant,
} from "./lookups/getMicrotenant";
export {
    type FoundProvisioningKey,
    type GetProvisioningKeyArgs,
    type GetProvisioningKeysArgs,
    getProvisioningKey,
    getProvisioningKeyOutput,
    getProvisioningKeys,
    getProvisioningKeysOutput,
} from "./lookups/getProvisioningKey";
export {
    type GetVersionProfileArgs,
    type GetVersionProfilesArgs,
    getVersionProfile,
    getVersionProfileOutput,
    getVersionProfiles,
    getVersionProfilesOutput,
    type VersionProfile,
} from "./lookups/getVersionProfile";
export type { Inputs } from "./lookups/lookUp";
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
