export { ZpaError, type ZpaErrorCode } from "./api/errors";
export type { SearchCondition, SearchOperator } from "./lookups/args";
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
    type GetDefaultVersionProfileArgs,
    type GetVersionProfileArgs,
    type GetVersionProfilesArgs,
    getDefaultVersionProfile,
    getDefaultVersionProfileOutput,
    getVersionProfile,
    getVersionProfileOutput,
    getVersionProfiles,
    getVersionProfilesOutput,
    type VersionProfile,
} from "./lookups/getVersionProfile";
export { AppConnectorAutoDelete } from "./resources/appConnectorAutoDelete/AppConnectorAutoDelete";
export type { AppConnectorAutoDeleteArgs } from "./resources/appConnectorAutoDelete/documented";
export { AppConnectorGroup } from "./resources/appConnectorGroup/AppConnectorGroup";
export type { AppConnectorGroupArgs, DnsQueryType, UpgradeDay } from "./resources/appConnectorGroup/documented";
export { ConnectorEnrollment } from "./resources/connectorEnrollment/ConnectorEnrollment";
export type { ConnectorEnrollmentArgs } from "./resources/connectorEnrollment/documented";
export type { ProvisioningKeyArgs } from "./resources/provisioningKey/documented";
export { ProvisioningKey } from "./resources/provisioningKey/ProvisioningKey";
