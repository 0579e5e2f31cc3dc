// Generated from the table in fields.ts by `npm run docs`. Do not edit; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of a provisioning key. */
export interface ProvisioningKeyArgs {
    /**
     * The name of the key, and the prefix of the names of the connectors that enroll with it. Unique in its microtenant.
     *
     * Must be a non-empty string. Required. On change: updated in place.
     */
    name: pulumi.Input<string>;
    /**
     * The id of the App Connector group that connectors join with the key. The API calls it `zcomponentId`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Required. On change: replaced.
     */
    appConnectorGroupId: pulumi.Input<string>;
    /**
     * How many connectors can enroll with the key.
     *
     * Must be an integer, 1 or more. Required. On change: updated in place.
     */
    maxUsage: pulumi.Input<number | string>;
    /**
     * Whether connectors can enroll with the key.
     *
     * Must be true or false. Default: `true`. On change: updated in place.
     */
    enabled?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * Whether ZPA shows the value of the key after its creation. If `false`, only the stack's state has it.
     *
     * Must be true or false. Default: `true`. On change: replaced from `false` to `true`; otherwise updated in place.
     */
    exportable?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * The id of the enrollment certificate, which must have its private key. Mutually exclusive with `enrollmentCertName`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Default: on creation the certificate named `Connector`; then kept. On change: updated in place.
     */
    enrollmentCertId?: pulumi.Input<string> | undefined;
    /**
     * When the key expires. After that, no connector can enroll with it. For a new key it must be in the future.
     *
     * Must be a time: whole seconds since 1970, or an ISO 8601 time with its zone, for example "2027-01-31T12:00:00Z". Default: kept as it is in ZPA. On change: updated in place.
     */
    expirationInEpochSec?: pulumi.Input<number | string> | undefined;
    /**
     * The addresses and subnets from which connectors can enroll with the key, in any order. What the service does with an empty list is not known.
     *
     * Must be a list of IP addresses and subnets, for example ["203.0.113.7", "2001:db8::/32"]. Default: kept as it is in ZPA. On change: updated in place.
     */
    ipAcl?: pulumi.Input<pulumi.Input<string>[]> | undefined;
    /**
     * The microtenant that holds the key; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Default: the microtenant of the group. On change: replaced.
     */
    microtenantId?: pulumi.Input<string> | undefined;
    /**
     * The tenant's label in `zpa:tenants`. Default: the default tenant. If the new tenant is another customer, the resource is replaced.
     *
     * Must be a non-empty string.
     */
    tenant?: string | undefined;
    /**
     * The name of the enrollment certificate. Mutually exclusive with `enrollmentCertId`.
     *
     * Must be a non-empty string.
     */
    enrollmentCertName?: pulumi.Input<string> | undefined;
    /**
     * The name of the microtenant. Mutually exclusive with `microtenantId`.
     *
     * Must be a non-empty string.
     */
    microtenantName?: pulumi.Input<string> | undefined;
    /**
     * If `true`, changes of a locked provisioning key are ignored. If `false`, they fail the preview. Default: `false`.
     *
     * Must be true or false.
     */
    ignoreWhenLocked?: pulumi.Input<boolean | "true" | "false"> | undefined;
}

/** The outputs of a provisioning key. */
export interface ProvisioningKeyOutputs {
    /** The name of the key, and the prefix of the names of the connectors that enroll with it. Unique in its microtenant. */
    readonly name: pulumi.Output<string>;
    /** The id of the App Connector group that connectors join with the key. The API calls it `zcomponentId`. */
    readonly appConnectorGroupId: pulumi.Output<string>;
    /** How many connectors can enroll with the key. */
    readonly maxUsage: pulumi.Output<number>;
    /** Whether connectors can enroll with the key. */
    readonly enabled: pulumi.Output<boolean>;
    /** Whether ZPA shows the value of the key after its creation. If `false`, only the stack's state has it. */
    readonly exportable: pulumi.Output<boolean>;
    /** The id of the enrollment certificate, which must have its private key. Mutually exclusive with `enrollmentCertName`. */
    readonly enrollmentCertId: pulumi.Output<string | undefined>;
    /** When the key expires. After that, no connector can enroll with it. For a new key it must be in the future. */
    readonly expirationInEpochSec: pulumi.Output<number | undefined>;
    /** The addresses and subnets from which connectors can enroll with the key, in any order. What the service does with an empty list is not known. */
    readonly ipAcl: pulumi.Output<string[] | undefined>;
    /** The microtenant that holds the key; `0` is the Default microtenant. Mutually exclusive with `microtenantName`. */
    readonly microtenantId: pulumi.Output<string | undefined>;
    /** The name of the enrollment certificate. Mutually exclusive with `enrollmentCertId`. */
    readonly enrollmentCertName: pulumi.Output<string | undefined>;
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
    /** The value of the key, a secret. Absent if the key was imported and ZPA does not show it. */
    readonly provisioningKey: pulumi.Output<string | undefined>;
    /** The microtenant's name, if the program sets it. */
    readonly microtenantName: pulumi.Output<string | undefined>;
}
