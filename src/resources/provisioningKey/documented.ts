// Made from the table in fields.ts by `npm run docs`; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";



interface Arguments {
    /**
     * The name of the key, and the prefix of the names of the connectors that enroll with it. Unique in its microtenant.
     *
     * Must be a string, not empty. Required. On change: updated in place.
     */
    name: pulumi.Input<string>;
    /**
     * The id of the App Connector group that connectors join with the key. The API calls it `zcomponentId`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Required. On change: replaced.
     */
    appConnectorGroupId: pulumi.Input<string>;
    /**
     * How many connectors can enroll with the key. It can be raised at any time.
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
     * Whether ZPA shows the value of the key after its creation. With `false` only the state of the stack has it.
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
     * The microtenant that holds the key; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Default: the microtenant of the group. On change: replaced.
     */
    microtenantId?: pulumi.Input<string> | undefined;
    /** The tenant's name in `zpa:tenants`. Default: the default tenant. */
    tenant?: string | undefined;
    /** The enrollment certificate by its name. Mutually exclusive with `enrollmentCertId`. */
    enrollmentCertName?: pulumi.Input<string> | undefined;
    /** The microtenant by its name. Mutually exclusive with `microtenantId`. */
    microtenantName?: pulumi.Input<string> | undefined;
    /** Leaves a locked provisioning key as it is instead of failing the preview. Default: `false`. */
    ignoreWhenLocked?: pulumi.Input<boolean | "true" | "false"> | undefined;
}

/** The arguments of a provisioning key. */
export type ProvisioningKeyArgs = Arguments &
    ({ enrollmentCertName?: undefined } | { enrollmentCertId?: undefined }) &
    ({ microtenantName?: undefined } | { microtenantId?: undefined });

/** The outputs of a provisioning key. */
export interface ProvisioningKeyOutputs {
    /** The name of the key, and the prefix of the names of the connectors that enroll with it. Unique in its microtenant. */
    readonly name: pulumi.Output<string>;
    /** The id of the App Connector group that connectors join with the key. The API calls it `zcomponentId`. */
    readonly appConnectorGroupId: pulumi.Output<string>;
    /** How many connectors can enroll with the key. It can be raised at any time. */
    readonly maxUsage: pulumi.Output<number>;
    /** Whether connectors can enroll with the key. */
    readonly enabled: pulumi.Output<boolean>;
    /** Whether ZPA shows the value of the key after its creation. With `false` only the state of the stack has it. */
    readonly exportable: pulumi.Output<boolean>;
    /** The id of the enrollment certificate, which must have its private key. Mutually exclusive with `enrollmentCertName`. */
    readonly enrollmentCertId: pulumi.Output<string | undefined>;
    /** The microtenant that holds the key; `0` is the Default microtenant. Mutually exclusive with `microtenantName`. */
    readonly microtenantId: pulumi.Output<string | undefined>;
    /** The enrollment certificate by its name. Mutually exclusive with `enrollmentCertId`. */
    readonly enrollmentCertName: pulumi.Output<string | undefined>;
    /** The ZPA tenant that holds it. */
    readonly customerId: pulumi.Output<string>;
    /** When it was created, in seconds since the epoch. */
    readonly creationTime: pulumi.Output<string>;
    /** Whether the service refuses changes. */
    readonly readOnly: pulumi.Output<boolean>;
    /** Whether Zscaler manages it; then it is locked. */
    readonly zscalerManaged: pulumi.Output<boolean>;
    /** The service's word for a restriction; any but `NONE` locks. */
    readonly restrictionType: pulumi.Output<string | undefined>;
    /** The value of the key, a secret. Absent if the key was imported and ZPA does not show it. */
    readonly provisioningKey: pulumi.Output<string | undefined>;
    /** The microtenant's name, as the program gives it. */
    readonly microtenantName: pulumi.Output<string | undefined>;
}
