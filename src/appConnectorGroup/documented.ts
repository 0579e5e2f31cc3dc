// Made from the table in fields.ts by `npm run docs`; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";
import type { GivenArgs } from "./checkArgs";

type Given<K extends keyof GivenArgs> = pulumi.Input<Exclude<GivenArgs[K], undefined>>;

/** The arguments of an App Connector group. */
export interface AppConnectorGroupArgs {
    /**
     * The name of the App Connector group.
     *
     * It must be a string. Required. A change is an update in place.
     */
    name: Given<"name">;
    /**
     * The description of the App Connector group.
     *
     * It must be a string. Left out: `""`. A change is an update in place.
     */
    description?: Given<"description"> | undefined;
    /**
     * Whether this App Connector group is enabled.
     *
     * It must be true or false. Left out: `true`. A change is an update in place.
     */
    enabled?: Given<"enabled"> | undefined;
    /**
     * The latitude in degrees, -90 to 90.
     *
     * It must be a number from -90 to 90. Required. A change is an update in place.
     */
    latitude: Given<"latitude">;
    /**
     * The longitude in degrees, -180 to 180.
     *
     * It must be a number from -180 to 180. Required. A change is an update in place.
     */
    longitude: Given<"longitude">;
    /**
     * The location as people write it.
     *
     * It must be a string. Required. A change is an update in place.
     */
    location: Given<"location">;
    /**
     * City and country; the service derives them from the coordinates.
     *
     * It must be a string. Left out: the service decides; never a difference. A change is an update in place.
     */
    cityCountry?: Given<"cityCountry"> | undefined;
    /**
     * Country code of two letters; the service derives it from the coordinates.
     *
     * It must be a string. Left out: the service decides; never a difference. A change is an update in place.
     */
    countryCode?: Given<"countryCode"> | undefined;
    /**
     * The day on which App Connectors of this group attempt to update.
     *
     * It must be one of SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY. Left out: `"SUNDAY"`. A change is an update in place.
     */
    upgradeDay?: Given<"upgradeDay"> | undefined;
    /**
     * The time of the update in seconds after midnight, in steps of 900 (a quarter of an hour).
     *
     * It must be a whole number of seconds from 0 to 85500, in steps of 900. Left out: `66600`. A change is an update in place.
     */
    upgradeTimeInSecs?: Given<"upgradeTimeInSecs"> | undefined;
    /**
     * Whether the tenant's default version profile is overridden; implied by a version profile.
     *
     * It must be true or false. Left out: `false`. A change is an update in place.
     */
    overrideVersionProfile?: Given<"overrideVersionProfile"> | undefined;
    /**
     * The id of a visible version profile.
     *
     * It must be an id in decimal digits, written as a string (for example "216196257331281920"). Left out: `"0"`. A change is an update in place.
     */
    versionProfileId?: Given<"versionProfileId"> | undefined;
    /**
     * Which addresses the group's DNS resolution asks for.
     *
     * It must be one of IPV4_IPV6, IPV4, IPV6. Left out: `"IPV4_IPV6"`. A change is an update in place.
     */
    dnsQueryType?: Given<"dnsQueryType"> | undefined;
    /**
     * TCP quick acknowledgement for the application; the three tcpQuickAck flags must be equal.
     *
     * It must be true or false. Left out: `false`. A change is an update in place.
     */
    tcpQuickAckApp?: Given<"tcpQuickAckApp"> | undefined;
    /**
     * TCP quick acknowledgement for the App Connector; the three tcpQuickAck flags must be equal.
     *
     * It must be true or false. Left out: `false`. A change is an update in place.
     */
    tcpQuickAckAssistant?: Given<"tcpQuickAckAssistant"> | undefined;
    /**
     * TCP quick acknowledgement for reads of the App Connector; the three tcpQuickAck flags must be equal.
     *
     * It must be true or false. Left out: `false`. A change is an update in place.
     */
    tcpQuickAckReadAssistant?: Given<"tcpQuickAckReadAssistant"> | undefined;
    /**
     * Whether the group is designated for disaster recovery.
     *
     * It must be true or false. Left out: `false`. A change is an update in place.
     */
    useInDrMode?: Given<"useInDrMode"> | undefined;
    /**
     * Whether AppProtection is disabled for the group.
     *
     * It must be true or false. Left out: `false`. A change is an update in place.
     */
    wafDisabled?: Given<"wafDisabled"> | undefined;
    /**
     * Whether Privileged Remote Access is enabled for the group.
     *
     * It must be true or false. Left out: the service decides; never a difference. A change is an update in place.
     */
    praEnabled?: Given<"praEnabled"> | undefined;
    /**
     * Whether the group serves the Log Streaming Service.
     *
     * It must be true or false. Left out: the service decides; never a difference. A change is an update in place.
     */
    lssAppConnectorGroup?: Given<"lssAppConnectorGroup"> | undefined;
    /**
     * The id of the enrollment certificate; found by this package where the tenant demands one.
     *
     * It must be an id in decimal digits, written as a string (for example "216196257331281920"). Left out: the service decides; never a difference. A change is an update in place.
     */
    enrollmentCertId?: Given<"enrollmentCertId"> | undefined;
    /**
     * Where the data centre is hosted, at most 64 characters.
     *
     * It must be a string. Left out: the service decides; never a difference. A change is an update in place.
     */
    dcHostingInfo?: Given<"dcHostingInfo"> | undefined;
    /**
     * The microtenant that holds the group; the Default microtenant is 0.
     *
     * It must be an id in decimal digits, written as a string (for example "216196257331281920"). Left out: `"0"`. A change replaces the group.
     */
    microtenantId?: Given<"microtenantId"> | undefined;
    /** A tenant named in the configuration; the default tenant otherwise. */
    tenant?: Given<"tenant"> | undefined;
    /** A visible version profile by its name, instead of its id. */
    versionProfileName?: Given<"versionProfileName"> | undefined;
    /** A microtenant by its name, instead of its id. */
    microtenantName?: Given<"microtenantName"> | undefined;
    /** Opt in to leaving a group alone that is locked by Zscaler Deception, instead of failing. */
    ignoreWhenLocked?: Given<"ignoreWhenLocked"> | undefined;
}

/** What the outputs that have an argument's name mean. */
export interface DocumentedOutputs {
    /** The name of the App Connector group. */
    readonly name: pulumi.Output<unknown>;
    /** The description of the App Connector group. */
    readonly description: pulumi.Output<unknown>;
    /** Whether this App Connector group is enabled. */
    readonly enabled: pulumi.Output<unknown>;
    /** The latitude in degrees, -90 to 90. */
    readonly latitude: pulumi.Output<unknown>;
    /** The longitude in degrees, -180 to 180. */
    readonly longitude: pulumi.Output<unknown>;
    /** The location as people write it. */
    readonly location: pulumi.Output<unknown>;
    /** City and country; the service derives them from the coordinates. */
    readonly cityCountry: pulumi.Output<unknown>;
    /** Country code of two letters; the service derives it from the coordinates. */
    readonly countryCode: pulumi.Output<unknown>;
    /** The day on which App Connectors of this group attempt to update. */
    readonly upgradeDay: pulumi.Output<unknown>;
    /** The time of the update in seconds after midnight, in steps of 900 (a quarter of an hour). */
    readonly upgradeTimeInSecs: pulumi.Output<unknown>;
    /** Whether the tenant's default version profile is overridden; implied by a version profile. */
    readonly overrideVersionProfile: pulumi.Output<unknown>;
    /** The id of a visible version profile. */
    readonly versionProfileId: pulumi.Output<unknown>;
    /** Which addresses the group's DNS resolution asks for. */
    readonly dnsQueryType: pulumi.Output<unknown>;
    /** TCP quick acknowledgement for the application; the three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckApp: pulumi.Output<unknown>;
    /** TCP quick acknowledgement for the App Connector; the three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckAssistant: pulumi.Output<unknown>;
    /** TCP quick acknowledgement for reads of the App Connector; the three tcpQuickAck flags must be equal. */
    readonly tcpQuickAckReadAssistant: pulumi.Output<unknown>;
    /** Whether the group is designated for disaster recovery. */
    readonly useInDrMode: pulumi.Output<unknown>;
    /** Whether AppProtection is disabled for the group. */
    readonly wafDisabled: pulumi.Output<unknown>;
    /** Whether Privileged Remote Access is enabled for the group. */
    readonly praEnabled: pulumi.Output<unknown>;
    /** Whether the group serves the Log Streaming Service. */
    readonly lssAppConnectorGroup: pulumi.Output<unknown>;
    /** The id of the enrollment certificate; found by this package where the tenant demands one. */
    readonly enrollmentCertId: pulumi.Output<unknown>;
    /** Where the data centre is hosted, at most 64 characters. */
    readonly dcHostingInfo: pulumi.Output<unknown>;
    /** The microtenant that holds the group; the Default microtenant is 0. */
    readonly microtenantId: pulumi.Output<unknown>;
}
