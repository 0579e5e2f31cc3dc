import * as pulumi from "@pulumi/pulumi";
import { warnOfSlips } from "../tenants/program";
import { EXTRAS, RUN, type Run } from "./checkArgs";
import type { AppConnectorGroupArgs, DocumentedOutputs } from "./documented";
import { type CanonicalFields, FIELD_NAMES } from "./fields";
import * as providerHandle from "./providerHandle";

const OUTPUTS = ["customerId", "creationTime", "connectorGroupType", "readOnly", "zscalerManaged", "restrictionType"];

/**
 * An App Connector group of Zscaler Private Access.
 *
 * A change of the tenant's customer or of `microtenantId` replaces the group; any other change is an update in place.
 */
export class AppConnectorGroup extends pulumi.dynamic.Resource implements DocumentedOutputs {
    declare readonly name: pulumi.Output<string>;
    declare readonly description: pulumi.Output<string>;
    declare readonly enabled: pulumi.Output<boolean>;
    declare readonly latitude: pulumi.Output<number>;
    declare readonly longitude: pulumi.Output<number>;
    declare readonly location: pulumi.Output<string>;
    declare readonly cityCountry: pulumi.Output<string | undefined>;
    declare readonly countryCode: pulumi.Output<string | undefined>;
    declare readonly upgradeDay: pulumi.Output<CanonicalFields["upgradeDay"]>;
    declare readonly upgradeTimeInSecs: pulumi.Output<number>;
    declare readonly overrideVersionProfile: pulumi.Output<boolean>;
    declare readonly versionProfileId: pulumi.Output<string>;
    /** As the program gives it. */
    declare readonly versionProfileName: pulumi.Output<string | undefined>;
    declare readonly dnsQueryType: pulumi.Output<CanonicalFields["dnsQueryType"]>;
    declare readonly tcpQuickAckApp: pulumi.Output<boolean>;
    declare readonly tcpQuickAckAssistant: pulumi.Output<boolean>;
    declare readonly tcpQuickAckReadAssistant: pulumi.Output<boolean>;
    declare readonly useInDrMode: pulumi.Output<boolean>;
    declare readonly wafDisabled: pulumi.Output<boolean>;
    declare readonly praEnabled: pulumi.Output<boolean | undefined>;
    declare readonly lssAppConnectorGroup: pulumi.Output<boolean | undefined>;
    declare readonly enrollmentCertId: pulumi.Output<string | undefined>;
    declare readonly dcHostingInfo: pulumi.Output<string | undefined>;
    declare readonly microtenantId: pulumi.Output<string>;
    /** As the program gives it. */
    declare readonly microtenantName: pulumi.Output<string | undefined>;
    /** The ZPA tenant that holds the group. */
    declare readonly customerId: pulumi.Output<string>;
    /** Seconds since the epoch. */
    declare readonly creationTime: pulumi.Output<string>;
    /** What the service says the group is for; `APP`. */
    declare readonly connectorGroupType: pulumi.Output<string | undefined>;
    /** Whether the service refuses changes, as for groups that Zscaler Deception made. */
    declare readonly readOnly: pulumi.Output<boolean>;
    /** Whether Zscaler manages the group; then it is locked. */
    declare readonly zscalerManaged: pulumi.Output<boolean>;
    /** The service's word for the restriction, if any but `NONE`; then the group is locked. */
    declare readonly restrictionType: pulumi.Output<string | undefined>;

    constructor(name: string, args: AppConnectorGroupArgs, options: pulumi.CustomResourceOptions = {}) {
        warnOfSlips();
        const { import: importId, ...rest } = options;
        const absent = Object.fromEntries(
            [...FIELD_NAMES, ...Object.keys(EXTRAS), ...OUTPUTS].map((key) => [key, undefined]),
        );
        const run: Run = { deploying: !pulumi.runtime.isDryRun(), resource: name };
        super(
            providerHandle as unknown as pulumi.dynamic.ResourceProvider,
            name,
            { ...absent, ...args, import: importId, ...(options.id ? {} : { [RUN]: run }) },
            rest,
            "zpa",
            "AppConnectorGroup",
        );
    }

    /** Reads an existing group without managing it. */
    static get(
        name: string,
        id: pulumi.Input<pulumi.ID>,
        where: {
            tenant?: string;
            microtenantId?: pulumi.Input<string>;
            microtenantName?: pulumi.Input<string>;
        } = {},
        options: pulumi.CustomResourceOptions = {},
    ): AppConnectorGroup {
        return new AppConnectorGroup(name, where as AppConnectorGroupArgs, { ...options, id });
    }
}
