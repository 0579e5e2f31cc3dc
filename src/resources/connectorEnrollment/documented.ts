// Made from the table in fields.ts by `npm run docs`; a test compares the two.
import type * as pulumi from "@pulumi/pulumi";



interface Arguments {
    /**
     * The id of the App Connector group that the connectors join. The API calls it `componentGroupId`.
     *
     * Must be an id in decimal digits, written as a string (for example "216196257331281920"). Required. On change: replaced.
     */
    appConnectorGroupId: pulumi.Input<string>;
    /**
     * The codes that the machines show, in any order. An added code is confirmed; a removed code is only forgotten.
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
    /** The tenant's name in `zpa:tenants`. Default: the default tenant. */
    tenant?: string | undefined;
    /** The microtenant by its name. Mutually exclusive with `microtenantId`. */
    microtenantName?: pulumi.Input<string> | undefined;
}

/** The arguments of a connector enrollment. */
export type ConnectorEnrollmentArgs = Arguments &
    ({ microtenantName?: undefined } | { microtenantId?: undefined });

/** The outputs of a connector enrollment. */
export interface ConnectorEnrollmentOutputs {
    /** The id of the App Connector group that the connectors join. The API calls it `componentGroupId`. */
    readonly appConnectorGroupId: pulumi.Output<string>;
    /** The codes that the machines show, in any order. An added code is confirmed; a removed code is only forgotten. */
    readonly userCodes: pulumi.Output<string[]>;
    /** The microtenant of the group; `0` is the Default microtenant. Mutually exclusive with `microtenantName`. */
    readonly microtenantId: pulumi.Output<string | undefined>;
    /** The ZPA tenant that holds it. */
    readonly customerId: pulumi.Output<string>;
    /** The microtenant's name, as the program gives it. */
    readonly microtenantName: pulumi.Output<string | undefined>;
}
