// Generated from the table in fields.ts by `npm run docs`. Do not edit; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";

/** A value of `upgradeDay`. */
export type UpgradeDay = "SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY";

/** A value of `dnsQueryType`. */
export type DnsQueryType = "IPV4_IPV6" | "IPV4" | "IPV6";

/** The arguments of an App Connector group. */
export interface AppConnectorGroupArgs {
    /**
     * The name of the App Connector group. Unique in its microtenant.
     *
     * Must be a non-empty string. Required. On change: updated in place.
     */
    name: pulumi.Input<string>;
    /**
     * The description of the App Connector group.
     *
     * Must be a string. Default: `""`. On change: updated in place.
     */
    description?: pulumi.Input<string> | undefined;
    /**
     * Whether this App Connector group is enabled.
     *
     * Must be true or false. Default: `true`. On change: updated in place.
     */
    enabled?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * The latitude in degrees.
     *
     * Must be a number from -90 to 90. Required. On change: updated in place.
     */
    latitude: pulumi.Input<number | string>;
    /**
     * The longitude in degrees.
     *
     * Must be a number from -180 to 180. Required. On change: updated in place.
     */
    longitude: pulumi.Input<number | string>;
    /**
     * The location in words, such as "San Jose, CA, USA".
     *
     * Must be a non-empty string. Required. On change: updated in place.
     */
    location: pulumi.Input<string>;
    /**
     * City and country. The service derives them from the coordinates.
     *
     * Must be a non-empty string. Default: computed by the service; never reported as drift. On change: updated in place.
     */
    cityCountry?: pulumi.Input<string> | undefined;
    /**
     * The country's code (ISO 3166-1 alpha-2). The service derives it from the coordinates.
     *
     * Must be a country code of two letters (ISO 3166-1 alpha-2, for example "US"). Default: computed by the service; never reported as drift. On change: updated in place.
     */
    countryCode?: pulumi.Input<string> | undefined;
    /**
     * The day on which the upgrade window of this group begins.
     *
     * Must be one of SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, in any case. Default: `"SUNDAY"`. On change: updated in place.
     */
    upgradeDay?: pulumi.Input<"SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY"> | undefined;
    /**
     * When the upgrade window begins, in seconds after midnight. ZPA does not document the time zone.
     *
     * Must be a whole number of seconds from 0 to 85500, in steps of 900. Default: `66600`. On change: updated in place.
     */
    upgradeTimeInSecs?: pulumi.Input<number | string> | undefined;
    /**
     * Whether the group overrides the tenant's default version profile. Implied by a version profile.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    overrideVersionProfile?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * The id of a version profile that is visible to the tenant. Mutually exclusive with `versionProfileName`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Default: `"0"`. On change: updated in place.
     */
    versionProfileId?: pulumi.Input<string> | undefined;
    /**
     * Which addresses the App Connectors of this group resolve.
     *
     * Must be one of IPV4_IPV6, IPV4, IPV6, in any case. Default: `"IPV4_IPV6"`. On change: updated in place.
     */
    dnsQueryType?: pulumi.Input<"IPV4_IPV6" | "IPV4" | "IPV6"> | undefined;
    /**
     * Whether TCP quick acknowledgement is enabled for the application. The three tcpQuickAck flags must be equal.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    tcpQuickAckApp?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether TCP quick acknowledgement is enabled for the App Connector. The three tcpQuickAck flags must be equal.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    tcpQuickAckAssistant?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether TCP quick acknowledgement is enabled for reads of the App Connector. The three tcpQuickAck flags must be equal.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    tcpQuickAckReadAssistant?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether the group is designated for disaster recovery.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    useInDrMode?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether AppProtection is disabled for the group.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    wafDisabled?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether Privileged Remote Access is enabled for the group.
     *
     * Must be true or false. Default: computed by the service; never reported as drift. On change: updated in place.
     */
    praEnabled?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether the group serves the Log Streaming Service.
     *
     * Must be true or false. Default: computed by the service; never reported as drift. On change: updated in place.
     */
    lssAppConnectorGroup?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * The id of the enrollment certificate. If the tenant requires one, the default is the certificate named `Connector`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Default: computed by the service; never reported as drift. On change: updated in place.
     */
    enrollmentCertId?: pulumi.Input<string> | undefined;
    /**
     * Where the data center is hosted.
     *
     * Must be a string of at most 64 characters. Default: computed by the service; never reported as drift. On change: updated in place.
     */
    dcHostingInfo?: pulumi.Input<string> | undefined;
    /**
     * The App Connector Allow List: the addresses and subnets of the App Connectors of this group, in any order. What the service does with an empty list is not known.
     *
     * Must be a list of IP addresses and subnets, for example ["203.0.113.7", "2001:db8::/32"]. Default: kept as it is in ZPA. On change: updated in place.
     */
    ipAcl?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The microtenant that holds the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Default: `"0"`. On change: replaced.
     */
    microtenantId?: pulumi.Input<string> | undefined;
    /**
     * The tenant's label in `zpa:tenants`. Default: the default tenant. If the new tenant is another customer, the resource is replaced.
     *
     * Must be a non-empty string.
     */
    tenant?: string | undefined;
    /**
     * The name of the version profile. Mutually exclusive with `versionProfileId`.
     *
     * Must be a non-empty string.
     */
    versionProfileName?: pulumi.Input<string> | undefined;
    /**
     * The name of the microtenant. Mutually exclusive with `microtenantId`.
     *
     * Must be a non-empty string.
     */
    microtenantName?: pulumi.Input<string> | undefined;
    /**
     * If `true`, changes of a locked App Connector group are ignored. If `false`, they fail the preview. Default: `false`.
     *
     * Must be true or false.
     */
    ignoreWhenLocked?: pulumi.Input<boolean | "true" | "false"> | undefined;
}

/** The outputs of an App Connector group. */
export interface AppConnectorGroupOutputs {
    /** The name of the App Connector group. Unique in its microtenant. */
    readonly name: pulumi.Output<string>;
    /** The description of the App Connector group. */
    readonly description: pulumi.Output<string>;
    /** Whether this App Connector group is enabled. */
    readonly enabled: pulumi.Output<boolean>;
    /** The latitude in degrees. */
    readonly latitude: pulumi.Output<number>;
    /** The longitude in degrees. */
    readonly longitude: pulumi.Output<number>;
    /** The location in words, such as "San Jose, CA, USA". */
    readonly location: pulumi.Output<string>;
    /** City and country. The service derives them from the coordinates. */
    readonly cityCountry: pulumi.Output<string | undefined>;
    /** The country's code (ISO 3166-1 alpha-2). The service derives it from the coordinates. */
    readonly countryCode: pulumi.Output<string | undefined>;
    /** The day on which the upgrade window of this group begins. */
    readonly upgradeDay: pulumi.Output<"SUNDAY" | "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY">;
    /** When the upgrade window begins, in seconds after midnight. ZPA does not document the time zone. */
    readonly upgradeTimeInSecs: pulumi.Output<number>;
    /** Whether the group overrides the tenant's default version profile. Implied by a version profile. */
    readonly overrideVersionProfile: pulumi.Output<boolean>;
    /** The id of a version profile that is visible to the tenant. Mutually exclusive with `versionProfileName`. */
    readonly versionProfileId: pulumi.Output<string>;
    /** Which addresses the App Connectors of this group resolve. */
    readonly dnsQueryType: pulumi.Output<"IPV4_IPV6" | "IPV4" | "IPV6">;
    /** Whether TCP quick acknowledgement is enabled for the application. The three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckApp: pulumi.Output<boolean>;
    /** Whether TCP quick acknowledgement is enabled for the App Connector. The three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckAssistant: pulumi.Output<boolean>;
    /** Whether TCP quick acknowledgement is enabled for reads of the App Connector. The three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckReadAssistant: pulumi.Output<boolean>;
    /** Whether the group is designated for disaster recovery. */
    readonly useInDrMode: pulumi.Output<boolean>;
    /** Whether AppProtection is disabled for the group. */
    readonly wafDisabled: pulumi.Output<boolean>;
    /** Whether Privileged Remote Access is enabled for the group. */
    readonly praEnabled: pulumi.Output<boolean | undefined>;
    /** Whether the group serves the Log Streaming Service. */
    readonly lssAppConnectorGroup: pulumi.Output<boolean | undefined>;
    /** The id of the enrollment certificate. If the tenant requires one, the default is the certificate named `Connector`. */
    readonly enrollmentCertId: pulumi.Output<string | undefined>;
    /** Where the data center is hosted. */
    readonly dcHostingInfo: pulumi.Output<string | undefined>;
    /** The App Connector Allow List: the addresses and subnets of the App Connectors of this group, in any order. What the service does with an empty list is not known. */
    readonly ipAcl: pulumi.Output<string[] | undefined>;
    /** The microtenant that holds the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`. */
    readonly microtenantId: pulumi.Output<string>;
    /** The name of the version profile. Mutually exclusive with `versionProfileId`. */
    readonly versionProfileName: pulumi.Output<string | undefined>;
    /** The id of the ZPA tenant that has the object. */
    readonly customerId: pulumi.Output<string>;
    /** When the object was created, in seconds since the Unix epoch. */
    readonly creationTime: pulumi.Output<string>;
    /** Whether the service rejects changes; such an object is locked. */
    readonly readOnly: pulumi.Output<boolean>;
    /** Whether Zscaler manages the object; such an object is locked. */
    readonly zscalerManaged: pulumi.Output<boolean>;
    /** The restriction that the service reports; with any value but `NONE` the object is locked. */
    readonly restrictionType: pulumi.Output<string | undefined>;
    /** The type of the group that the service reports, `APP`. */
    readonly connectorGroupType: pulumi.Output<string | undefined>;
    /** The microtenant's name, if the program sets it. */
    readonly microtenantName: pulumi.Output<string | undefined>;
}
