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
export type MicrotenantArgs =
    | {
          /** The id of the microtenant to look in. Default: the microtenant in the tenant's settings. */
          microtenantId?: string | undefined;
          microtenantName?: undefined;
      }
    | {
          microtenantId?: undefined;
          /** The exact name of the microtenant to look in. */
          microtenantName?: string | undefined;
      };

/** The tenant to look in. */
export interface TenantArgs {
    /** The name of a tenant in `zpa:tenants`. Default: the default tenant. */
    tenant?: string | undefined;
}

/** The operators of the service's `search`. Source: docs/zpa-api.md#lists */
export type SearchOperator = "EQ" | "NE" | "LIKE" | "CONTAINS" | "STARTSWITH" | "ENDSWITH" | "GT" | "LT" | "GE" | "LE";

/** Filters in ZPA's syntax. */
export interface SearchArgs {
    /** A condition in ZPA's syntax (`name LIKE San`), or its three parts. Default: no condition. */
    search?: string | { field: string; operator: SearchOperator; value: string } | undefined;
}

/** Looks in all microtenants, or in one. */
export type MicrotenantScope =
    | {
          /**
           * Looks in all microtenants; mutually exclusive with `microtenantId` and `microtenantName`. Default:
           * `false`.
           */
          allMicrotenants?: boolean | undefined;
          microtenantId?: undefined;
          microtenantName?: undefined;
      }
    | (MicrotenantArgs & {
          /** Looks in all microtenants. Default: `false`. */
          allMicrotenants?: false | undefined;
      });

/** Filters by group. */
export interface OfGroupArgs {
    /** The id of an App Connector group. Default: all groups. */
    appConnectorGroupId?: string | undefined;
}
