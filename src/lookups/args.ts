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
          /** The same, by its exact name. */
          microtenantName?: string | undefined;
      };

/** The tenant to look in. */
export interface TenantArgs {
    /** The name of a tenant in `zpa:tenants`. Default: the default tenant. */
    tenant?: string | undefined;
}
