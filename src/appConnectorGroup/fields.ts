import type { z } from "zod";
import { countryCode, decimalId, flag, integerInSteps, numberInRange, oneOf, text } from "./values";

/** What it means that the program says nothing about a field. */
type WhenOmitted =
    /** The program must say it. */
    | { readonly omitted: "refused" }
    /** The group has this value; another one is a difference. */
    | { readonly omitted: "default"; readonly value: string | number | boolean }
    /** The service or somebody else decides; never a difference. */
    | { readonly omitted: "service" };

export interface Field {
    readonly schema: z.ZodType;
    readonly whenOmitted: WhenOmitted;
    readonly onChange: "update" | "replace";
    /** Where the rule comes from: a section of the API contract. */
    readonly doc: string;
}

const refused = { omitted: "refused" } as const;
const service = { omitted: "service" } as const;
const byDefault = <T extends string | number | boolean>(value: T) => ({ omitted: "default", value }) as const;

export const DAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"] as const;
export const DNS_QUERY_TYPES = ["IPV4_IPV6", "IPV4", "IPV6"] as const;

/**
 * Every writable field of an App Connector group: what is valid, what leaving it out means, and what a change does.
 * Validation, canonical form, diff, payloads, types and docs are all made from this table.
 *
 * Source: https://help.zscaler.com/zpa/configuring-app-connector-groups-using-api, "Adding Field Descriptions".
 */
export const FIELDS = {
    name: {
        schema: text({ min: 1 }),
        whenOmitted: refused,
        onChange: "update",
        doc: "The name of the App Connector group.",
    },
    description: {
        schema: text(),
        whenOmitted: byDefault(""),
        onChange: "update",
        doc: "The description of the App Connector group.",
    },
    enabled: {
        schema: flag(),
        whenOmitted: byDefault(true),
        onChange: "update",
        doc: "Whether this App Connector group is enabled.",
    },
    latitude: {
        schema: numberInRange(-90, 90),
        whenOmitted: refused,
        onChange: "update",
        doc: "The latitude in degrees, -90 to 90.",
    },
    longitude: {
        schema: numberInRange(-180, 180),
        whenOmitted: refused,
        onChange: "update",
        doc: "The longitude in degrees, -180 to 180.",
    },
    location: {
        schema: text({ min: 1 }),
        whenOmitted: refused,
        onChange: "update",
        doc: "The location as people write it.",
    },
    cityCountry: {
        schema: text({ min: 1 }),
        whenOmitted: service,
        onChange: "update",
        doc: "City and country; the service derives them from the coordinates.",
    },
    countryCode: {
        schema: countryCode(),
        whenOmitted: service,
        onChange: "update",
        doc: "Country code of two letters; the service derives it from the coordinates.",
    },
    upgradeDay: {
        schema: oneOf(DAYS),
        whenOmitted: byDefault("SUNDAY"),
        onChange: "update",
        doc: "The day on which App Connectors of this group attempt to update.",
    },
    upgradeTimeInSecs: {
        schema: integerInSteps(0, 85_500, 900),
        whenOmitted: byDefault(66_600),
        onChange: "update",
        doc: "The time of the update in seconds after midnight, in steps of 900 (a quarter of an hour).",
    },
    overrideVersionProfile: {
        schema: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether the tenant's default version profile is overridden; implied by a version profile.",
    },
    versionProfileId: {
        schema: decimalId(),
        whenOmitted: byDefault("0"),
        onChange: "update",
        doc: "The id of a visible version profile.",
    },
    dnsQueryType: {
        schema: oneOf(DNS_QUERY_TYPES),
        whenOmitted: byDefault("IPV4_IPV6"),
        onChange: "update",
        doc: "Which addresses the group's DNS resolution asks for.",
    },
    tcpQuickAckApp: {
        schema: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "TCP quick acknowledgement for the application; the three tcpQuickAck flags must be equal.",
    },
    tcpQuickAckAssistant: {
        schema: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "TCP quick acknowledgement for the App Connector; the three tcpQuickAck flags must be equal.",
    },
    tcpQuickAckReadAssistant: {
        schema: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "TCP quick acknowledgement for reads of the App Connector; the three tcpQuickAck flags must be equal.",
    },
    useInDrMode: {
        schema: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether the group is designated for disaster recovery.",
    },
    wafDisabled: {
        schema: flag(),
        whenOmitted: byDefault(false),
        onChange: "update",
        doc: "Whether AppProtection is disabled for the group.",
    },
    praEnabled: {
        schema: flag(),
        whenOmitted: service,
        onChange: "update",
        doc: "Whether Privileged Remote Access is enabled for the group.",
    },
    lssAppConnectorGroup: {
        schema: flag(),
        whenOmitted: service,
        onChange: "update",
        doc: "Whether the group serves the Log Streaming Service.",
    },
    enrollmentCertId: {
        schema: decimalId(),
        whenOmitted: service,
        onChange: "update",
        doc: "The id of the enrollment certificate; found by this package where the tenant demands one.",
    },
    dcHostingInfo: {
        schema: text({ max: 64 }),
        whenOmitted: service,
        onChange: "update",
        doc: "Where the data centre is hosted, at most 64 characters.",
    },
    microtenantId: {
        schema: decimalId(),
        whenOmitted: byDefault("0"),
        onChange: "replace",
        doc: "The microtenant that holds the group; the Default microtenant is 0.",
    },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

type Schemas = { [K in FieldName]: (typeof FIELDS)[K]["schema"] };
type OmittedAs<W extends WhenOmitted["omitted"]> = {
    [K in FieldName]: (typeof FIELDS)[K]["whenOmitted"]["omitted"] extends W ? K : never;
}[FieldName];

/** What a program may say of each field. */
export type GivenFields = { [K in OmittedAs<"refused">]: z.input<Schemas[K]> } & {
    [K in OmittedAs<"default" | "service">]?: z.input<Schemas[K]>;
};

/** A group's fields as they are meant, free of spelling. A field that the service decides may be absent. */
export type CanonicalFields = { [K in OmittedAs<"refused" | "default">]: z.output<Schemas[K]> } & {
    [K in OmittedAs<"service">]?: z.output<Schemas[K]>;
};
