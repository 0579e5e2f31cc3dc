// Generated from the tables in results.ts by `npm run docs`. Do not edit; a test compares the two.

/** A version profile, with the software versions that it selects. */
export interface VersionProfile {
    /** The id, a decimal string. `"0"` is the profile `Default`. */
    readonly id: string;
    /** The name, for example `New Release`. */
    readonly name: string;
    /** The description. Only some profiles have one. */
    readonly description?: string | undefined;
    /** The visibility, for example `ALL` or `CUSTOM`. */
    readonly visibilityScope?: string | undefined;
    /** The upgrade priority, for example `WEEK`. */
    readonly upgradePriority?: string | undefined;
    /** The software versions, one for each platform and role. */
    readonly versions?: readonly { readonly platform?: string | undefined; readonly version?: string | undefined; readonly role?: string | undefined }[] | undefined;
}

/** A microtenant. */
export interface Microtenant {
    /** The id, a decimal string; `"0"` for the Default microtenant. */
    readonly id: string;
    /** The name. */
    readonly name: string;
    /** The description. */
    readonly description?: string | undefined;
    /** Whether the microtenant is enabled. */
    readonly enabled?: boolean | undefined;
    /** The attribute of the microtenant's criteria, for example `AuthDomain`. */
    readonly criteriaAttribute?: string | undefined;
    /** The values of that attribute. */
    readonly criteriaAttributeValues?: readonly string[] | undefined;
}

/** An enrollment certificate. */
export interface EnrollmentCertificate {
    /** The id, a decimal string. */
    readonly id: string;
    /** The name, for example `Connector`. */
    readonly name: string;
    /** The common name in the certificate's subject. */
    readonly cName?: string | undefined;
    /** Whether ZPA has the private key; certificates for provisioning keys need it. */
    readonly privateKeyPresent?: boolean | undefined;
    /** Whether the certificate can be used for signing. */
    readonly allowSigning?: boolean | undefined;
    /** The type of client certificates, for example `ZAPP_CLIENT`. */
    readonly clientCertType?: string | undefined;
    /** The id of the parent certificate. */
    readonly parentCertId?: string | undefined;
    /** The name of the parent certificate. */
    readonly parentCertName?: string | undefined;
}

/** An App Connector of a group, as the service reports it. */
export interface AppConnector {
    /** The id, a decimal string. */
    readonly id: string;
    /** The name. */
    readonly name?: string | undefined;
    /** Whether the connector is enabled. */
    readonly enabled?: boolean | undefined;
    /** The software version that it runs. */
    readonly currentVersion?: string | undefined;
    /** The software version that it runs after its group's next upgrade window. */
    readonly expectedVersion?: string | undefined;
    /** The upgrade status, for example `COMPLETE`. */
    readonly upgradeStatus?: string | undefined;
    /** The status of the connection to ZPA, for example `ZPN_STATUS_AUTHENTICATED`. */
    readonly controlChannelStatus?: string | undefined;
    /** The operating system, for example `el8`. */
    readonly platform?: string | undefined;
}

/** An App Connector group, with its connectors and server groups. Ids are decimal strings; text is unescaped. */
export interface FoundAppConnectorGroup {
    /** The id, a decimal string. */
    readonly id: string;
    /** The name. */
    readonly name: string;
    /** The description of the App Connector group. */
    readonly description?: string | undefined;
    /** Whether this App Connector group is enabled. */
    readonly enabled?: boolean | undefined;
    /** The latitude in degrees. */
    readonly latitude?: number | undefined;
    /** The longitude in degrees. */
    readonly longitude?: number | undefined;
    /** The location in words, such as "San Jose, CA, USA". */
    readonly location?: string | undefined;
    /** City and country. The service derives them from the coordinates. */
    readonly cityCountry?: string | undefined;
    /** The country's code (ISO 3166-1 alpha-2). The service derives it from the coordinates. */
    readonly countryCode?: string | undefined;
    /** The day on which the upgrade window of this group begins. */
    readonly upgradeDay?: "SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | undefined;
    /** When the upgrade window begins, in seconds after midnight. ZPA does not document the time zone. */
    readonly upgradeTimeInSecs?: number | undefined;
    /** Whether the group overrides the tenant's default version profile. Implied by a version profile. */
    readonly overrideVersionProfile?: boolean | undefined;
    /** The id of a version profile that is visible to the tenant. */
    readonly versionProfileId?: string | undefined;
    /** Which addresses the App Connectors of this group resolve. */
    readonly dnsQueryType?: "IPV4_IPV6" | "IPV4" | "IPV6" | undefined;
    /** Whether TCP quick acknowledgement is enabled for the application. The three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckApp?: boolean | undefined;
    /** Whether TCP quick acknowledgement is enabled for the App Connector. The three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckAssistant?: boolean | undefined;
    /** Whether TCP quick acknowledgement is enabled for reads of the App Connector. The three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckReadAssistant?: boolean | undefined;
    /** Whether the group is designated for disaster recovery. */
    readonly useInDrMode?: boolean | undefined;
    /** Whether AppProtection is disabled for the group. */
    readonly wafDisabled?: boolean | undefined;
    /** Whether Privileged Remote Access is enabled for the group. */
    readonly praEnabled?: boolean | undefined;
    /** Whether the group serves the Log Streaming Service. */
    readonly lssAppConnectorGroup?: boolean | undefined;
    /** The id of the enrollment certificate. If the tenant requires one, the default is the certificate named `Connector`. */
    readonly enrollmentCertId?: string | undefined;
    /** Where the data center is hosted. */
    readonly dcHostingInfo?: string | undefined;
    /** The App Connector Allow List: the addresses and subnets of the App Connectors of this group, in any order. What the service does with an empty list is not known. */
    readonly ipAcl?: readonly string[] | undefined;
    /** The microtenant that holds the group; `0` is the Default microtenant. */
    readonly microtenantId?: string | undefined;
    /** The name of the version profile that the service reports. */
    readonly versionProfileName?: string | undefined;
    /** The name of the microtenant. */
    readonly microtenantName?: string | undefined;
    /** Whether the service rejects changes; such a group is locked. */
    readonly readOnly: boolean;
    /** Whether Zscaler manages the group; such a group is locked. */
    readonly zscalerManaged: boolean;
    /** A group with any restriction but `NONE` is locked. */
    readonly restrictionType?: string | undefined;
    /** The connectors of the group. */
    readonly connectors: readonly AppConnector[];
    /** The server groups that use the group. */
    readonly serverGroups: readonly { readonly id: string; readonly name?: string | undefined }[];
}

/** A provisioning key. Ids are decimal strings; text is unescaped. */
export interface FoundProvisioningKey {
    /** The id, a decimal string. */
    readonly id: string;
    /** The name. */
    readonly name: string;
    /** The id of the App Connector group that connectors join with the key. The API calls it `zcomponentId`. */
    readonly appConnectorGroupId?: string | undefined;
    /** How many connectors can enroll with the key. */
    readonly maxUsage?: number | undefined;
    /** Whether connectors can enroll with the key. */
    readonly enabled?: boolean | undefined;
    /** Whether ZPA shows the value of the key after its creation. If `false`, only the stack's state has it. */
    readonly exportable?: boolean | undefined;
    /** The id of the enrollment certificate, which must have its private key. */
    readonly enrollmentCertId?: string | undefined;
    /** When the key expires. After that, no connector can enroll with it. For a new key it must be in the future. */
    readonly expirationInEpochSec?: number | undefined;
    /** The addresses and subnets from which connectors can enroll with the key, in any order. What the service does with an empty list is not known. */
    readonly ipAcl?: readonly string[] | undefined;
    /** The microtenant that holds the key; `0` is the Default microtenant. */
    readonly microtenantId?: string | undefined;
    /** How many connectors have enrolled with the key. */
    readonly usageCount?: number | undefined;
    /** The value of the key, a secret; absent if the key is not exportable. */
    readonly provisioningKey?: string | undefined;
    /** The name of that group. */
    readonly appConnectorGroupName?: string | undefined;
    /** The name of the enrollment certificate. */
    readonly enrollmentCertName?: string | undefined;
    /** The name of the microtenant. */
    readonly microtenantName?: string | undefined;
    /** Whether the service rejects changes; such a key is locked. */
    readonly readOnly: boolean;
    /** Whether Zscaler manages the key; such a key is locked. */
    readonly zscalerManaged: boolean;
    /** A key with any restriction but `NONE` is locked. */
    readonly restrictionType?: string | undefined;
}

/** An App Connector, with its status, versions and times. Ids are decimal strings; text is unescaped. */
export interface FoundAppConnector {
    /** The id, a decimal string. */
    readonly id: string;
    /** The name. */
    readonly name: string;
    /** The description. */
    readonly description?: string | undefined;
    /** Whether the connector is enabled. */
    readonly enabled?: boolean | undefined;
    /** The id of its App Connector group. */
    readonly appConnectorGroupId?: string | undefined;
    /** The name of its App Connector group. */
    readonly appConnectorGroupName?: string | undefined;
    /** The status of the connection to ZPA, for example `ZPN_STATUS_AUTHENTICATED` or `ZPN_STATUS_DISCONNECTED`. */
    readonly controlChannelStatus?: string | undefined;
    /** The software version that it runs. */
    readonly currentVersion?: string | undefined;
    /** The software version that it runs after its group's next upgrade window. */
    readonly expectedVersion?: string | undefined;
    /** The software version that it ran before the last upgrade. */
    readonly previousVersion?: string | undefined;
    /** The upgrade status, for example `COMPLETE`. */
    readonly upgradeStatus?: string | undefined;
    /** The operating system, for example `el9`. */
    readonly platform?: string | undefined;
    /** Details of the platform, as the service reports them. */
    readonly platformDetail?: string | undefined;
    /** The private IP address. */
    readonly privateIp?: string | undefined;
    /** The public IP address. */
    readonly publicIp?: string | undefined;
    /** When it last connected to a broker, as the service reports it. */
    readonly lastBrokerConnectTime?: string | undefined;
    /** How long ago it last connected, for example `132d 19h 50m 43s`. */
    readonly lastBrokerConnectTimeDuration?: string | undefined;
    /** When it was last disconnected from a broker, as the service reports it. */
    readonly lastBrokerDisconnectTime?: string | undefined;
    /** How long ago it was last disconnected, for example `132d 19h 50m 43s`. */
    readonly lastBrokerDisconnectTimeDuration?: string | undefined;
    /** The id of the provisioning key with which it enrolled. */
    readonly provisioningKeyId?: string | undefined;
    /** The name of the provisioning key with which it enrolled. */
    readonly provisioningKeyName?: string | undefined;
    /** The id of the microtenant, if the service reports one. */
    readonly microtenantId?: string | undefined;
    /** The name of the microtenant. */
    readonly microtenantName?: string | undefined;
}
