// Generated from the table in fields.ts by `npm run docs`. Do not edit; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";

/** The arguments of a connector enrollment. */
export interface ConnectorEnrollmentArgs {
    /**
     * The id of the App Connector group that the connectors join. The API calls it `componentGroupId`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Required. On change: replaced.
     */
    appConnectorGroupId: pulumi.Input<string>;
    /**
     * The codes that the machines show, in any order. A new code is confirmed. A removed code is removed from the state only.
     *
     * Must be a list of user codes of the form XXXXX-XXXXX. Required. On change: updated in place.
     */
    userCodes: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The microtenant of the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`.
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
     * The name of the microtenant. Mutually exclusive with `microtenantId`.
     *
     * Must be a non-empty string.
     */
    microtenantName?: pulumi.Input<string> | undefined;
}

/** The outputs of a connector enrollment. */
export interface ConnectorEnrollmentOutputs {
    /** The id of the App Connector group that the connectors join. The API calls it `componentGroupId`. */
    readonly appConnectorGroupId: pulumi.Output<string>;
    /** The codes that the machines show, in any order. A new code is confirmed. A removed code is removed from the state only. */
    readonly userCodes: pulumi.Output<string[]>;
    /** The microtenant of the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`. */
    readonly microtenantId: pulumi.Output<string | undefined>;
    /** The id of the ZPA tenant that has the object. */
    readonly customerId: pulumi.Output<string>;
    /** The microtenant's name, if the program sets it. */
    readonly microtenantName: pulumi.Output<string | undefined>;
}
