// Generated from the table in fields.ts by `npm run docs`. Do not edit; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of an auto-delete schedule. */
export interface AppConnectorAutoDeleteArgs {
    /**
     * Whether ZPA deletes App Connectors that have been disconnected for `frequencyInterval` days.
     *
     * Must be true or false. Default: `true`. On change: updated in place.
     */
    enabled?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * After how many days without a connection an App Connector is deleted.
     *
     * Must be one of 5, 7, 14, 30, 60, 90. Required. On change: updated in place.
     */
    frequencyInterval: pulumi.Input<number | string>;
    /**
     * Whether disabled App Connectors are deleted too.
     *
     * Must be true or false. Default: `false`. On change: updated in place.
     */
    deleteDisabled?: pulumi.Input<boolean | "true" | "false"> | undefined;
    /**
     * The microtenant whose App Connectors are deleted; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.
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
     * The name of the microtenant. Mutually exclusive with `microtenantId`.
     *
     * Must be a non-empty string.
     */
    microtenantName?: pulumi.Input<string> | undefined;
}

/** The outputs of an auto-delete schedule. */
export interface AppConnectorAutoDeleteOutputs {
    /** Whether ZPA deletes App Connectors that have been disconnected for `frequencyInterval` days. */
    readonly enabled: pulumi.Output<boolean>;
    /** After how many days without a connection an App Connector is deleted. */
    readonly frequencyInterval: pulumi.Output<number>;
    /** Whether disabled App Connectors are deleted too. */
    readonly deleteDisabled: pulumi.Output<boolean>;
    /** The microtenant whose App Connectors are deleted; `0` is the Default microtenant. Mutually exclusive with `microtenantName`. */
    readonly microtenantId: pulumi.Output<string>;
    /** The id of the ZPA tenant that has the object. */
    readonly customerId: pulumi.Output<string>;
    /** The microtenant's name, if the program sets it. */
    readonly microtenantName: pulumi.Output<string | undefined>;
}
