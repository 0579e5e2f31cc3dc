import { addresses } from "../../model/addresses";
import { byDefault, byService, type FieldTable, found, required } from "../../model/fields";
import { countryCode, decimalId, degrees, flag, oneOf, secondsInSteps, text } from "../../model/rules";

export const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;
export const DNS_QUERY_TYPES = ["IPV4_IPV6", "IPV4", "IPV6"] as const;

/**
 * Every writable field of an App Connector group: its rule, its default, and whether a change replaces the group.
 * Validation, canonical form, diff, payloads, types and docs are derived from this table.
 *
 * Source: docs/zpa-api.md#the-groups-fields
 */
export const FIELDS = {
    name: {
        rule: text({ notEmpty: true }),
        whenOmitted: required,
        onChange: "update",
        doc: "The name of the App Connector group. Unique in its microtenant.",
    },
    description: {
        rule: text(),
        whenOmitted: byDefault(""),
        onChange: "update",
        doc: "The description of the App Connector group.",
    },
    enabled: {
        rule: flag(),
        whenOmitted: byDefault(true),
        onChange: "update",
        doc: "Whether this App Connector group is enabled.",
    },
    latitude: {
        rule: degrees(90),
        whenOmitted: required,
        onChange: "update",
        doc: "The latitude in degrees.",
    },
    longitude: {
        rule: degrees(180),
        whenOmitted: required,
        onChange: "update",
        doc: "The longitude in degrees.",
    },
    location: {
        rule: text({ notEmpty: true }),
        whenOmitted: required,
        onChange: "update",
        doc: 'The location in words, such as "San Jose, CA, USA".',
    },
    cityCountry: {
        rule: text({ notEmpty: true }),
        whenOmitted: byService,
        onChange: "update",
        doc: "City and country. The service derives them from the coordinates.",
    },
    countryCode: {
        rule: countryCode(),
        whenOmitted: byService,
        onChange: "update",
        doc: "The country's code (ISO 3166-1 alpha-2). The service derives it from the coordinates.",
    },
    upgradeDay: {
        rule: oneOf(DAYS),
        whenOmitted: byDefault("SUNDAY"),
        onChange: "update",
        doc: "The day on which the upgrade window of this group begins.",
    },
    upgradeTimeInSecs: {
        rule: secondsInSteps(0, 85_500, 900),
        whenOmitted: byDefault(66_600),
        onChange: "update",
        doc: "When the upgrade window begins, in seconds after midnight. ZPA does not document the time zone.",
    },
    overrideVersionProfile: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether the group overrides the tenant's default version profile. Implied by a version profile.",
    },
    versionProfileId: {
        rule: decimalId(),
        whenOmitted: byDefault("0"),
        onChange: "update",
        doc: "The id of a version profile that is visible to the tenant. Mutually exclusive with `versionProfileName`.",
    },
    dnsQueryType: {
        rule: oneOf(DNS_QUERY_TYPES),
        whenOmitted: byDefault("IPV4_IPV6"),
        onChange: "update",
        doc: "Which addresses the App Connectors of this group resolve.",
    },
    tcpQuickAckApp: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether TCP quick acknowledgement is enabled for the application. The three tcpQuickAck flags must be equal.",
    },
    tcpQuickAckAssistant: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether TCP quick acknowledgement is enabled for the App Connector. The three tcpQuickAck flags must be equal.",
    },
    tcpQuickAckReadAssistant: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether TCP quick acknowledgement is enabled for reads of the App Connector. The three tcpQuickAck flags must be equal.",
    },
    useInDrMode: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether the group is designated for disaster recovery.",
    },
    wafDisabled: {
        rule: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether AppProtection is disabled for the group.",
    },
    praEnabled: {
        rule: flag(),
        whenOmitted: byService,
        onChange: "update",
        doc: "Whether Privileged Remote Access is enabled for the group.",
    },
    lssAppConnectorGroup: {
        rule: flag(),
        whenOmitted: byService,
        onChange: "update",
        doc: "Whether the group serves the Log Streaming Service.",
    },
    enrollmentCertId: {
        rule: decimalId(),
        whenOmitted: byService,
        onChange: "update",
        doc: "The id of the enrollment certificate. If the tenant requires one, the default is the certificate named `Connector`.",
    },
    dcHostingInfo: {
        rule: text({ max: 64 }),
        whenOmitted: byService,
        onChange: "update",
        doc: "Where the data center is hosted.",
    },
    ipAcl: {
        rule: addresses(),
        whenOmitted: found("kept as it is in ZPA"),
        onChange: "update",
        isSetting: true,
        doc: "The App Connector Allow List: the addresses and subnets of the App Connectors of this group, in any order. What the service does with an empty list is not known.",
    },
    microtenantId: {
        rule: decimalId(),
        whenOmitted: byDefault("0"),
        onChange: "replace",
        doc: "The microtenant that holds the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.",
    },
} as const satisfies FieldTable;
