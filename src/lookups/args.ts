/** Selects one object, by its id or by its exact name. */
export type IdOrName =
    | {
          /** The id, in decimal digits. */
          id: string;
          name?: undefined;
      }
    | {
          id?: undefined;
          /** The exact name, case-sensitive. */
          name: string;
      };

/** The microtenant to look in. Default: the microtenant in the tenant's settings. */
export interface MicrotenantArgs {
    /**
     * The id of the microtenant to look in; mutually exclusive with `microtenantName`. Default: the microtenant in the
     * tenant's settings.
     */
    microtenantId?: string | undefined;
    /** The exact name of the microtenant to look in; mutually exclusive with `microtenantId`. */
    microtenantName?: string | undefined;
}

/** The tenant to look in. */
export interface TenantArgs {
    /** The name of a tenant in `zpa:tenants`. Default: the default tenant. */
    tenant?: string | undefined;
}

/** Filters in ZPA's syntax. */
export interface SearchArgs {
    /**
     * A condition in ZPA's syntax (`name LIKE San`), or its parts `field`, `operator` (`EQ`, `NE`, `LIKE`, `CONTAINS`,
     * `STARTSWITH`, `ENDSWITH`, `GT`, `LT`, `GE` or `LE`) and `value`. Default: no condition.
     */
    search?: string | SearchCondition | undefined;
}

/** A condition of a search. Source: docs/zpa-api.md#lists */
export interface SearchCondition {
    /** The field's name in the API. */
    field: string;
    /** The operator. */
    operator: "EQ" | "NE" | "LIKE" | "CONTAINS" | "STARTSWITH" | "ENDSWITH" | "GT" | "LT" | "GE" | "LE";
    /** The value to compare with. */
    value: string;
}

/** The operators of a search. */
export type SearchOperator = SearchCondition["operator"];

/** Looks in all microtenants, or in one. */
export interface MicrotenantScope extends MicrotenantArgs {
    /**
     * Looks in all microtenants; mutually exclusive with `microtenantId` and `microtenantName`. Default: `false`.
     */
    allMicrotenants?: boolean | undefined;
}

/** Filters by group. */
export interface OfGroupArgs {
    /** The id of an App Connector group. Default: all groups. */
    appConnectorGroupId?: string | undefined;
}

/** Arguments of `getAppConnectorGroup`. */
export type GetAppConnectorGroupArgs = IdOrName & MicrotenantArgs & TenantArgs;

/** Arguments of `getAppConnectorGroups`. */
export interface GetAppConnectorGroupsArgs extends SearchArgs, MicrotenantScope, TenantArgs {}

/** Arguments of `getAppConnectors`. */
export interface GetAppConnectorsArgs extends OfGroupArgs, SearchArgs, MicrotenantScope, TenantArgs {}

/** Arguments of `getEnrollmentCertificate`. */
export type GetEnrollmentCertificateArgs = IdOrName & MicrotenantArgs & TenantArgs;

/** Arguments of `getMicrotenant`. The id of the Default microtenant is `"0"`. */
export type GetMicrotenantArgs = IdOrName & TenantArgs;

/** Arguments of `getMicrotenants`. */
export interface GetMicrotenantsArgs extends TenantArgs {}

/** Arguments of `getProvisioningKey`. */
export type GetProvisioningKeyArgs = IdOrName & MicrotenantArgs & TenantArgs;

/** Arguments of `getProvisioningKeys`. */
export interface GetProvisioningKeysArgs extends OfGroupArgs, SearchArgs, MicrotenantScope, TenantArgs {}

/** Arguments of `getVersionProfile`. */
export type GetVersionProfileArgs = IdOrName & TenantArgs;

/** Arguments of `getDefaultVersionProfile`. */
export interface GetDefaultVersionProfileArgs extends TenantArgs {}

/** Arguments of `getVersionProfiles`. */
export interface GetVersionProfilesArgs extends TenantArgs {}
