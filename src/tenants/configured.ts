import type { Listing } from "../api/client";
import { isZpaError } from "../api/errors";
import type { Connection } from "./connection";
import { microtenantOf } from "./inMicrotenant";
import type { SettingSource } from "./namedTenants";
import { labelsOf } from "./resolve";

/** The labels of all configured tenants; `undefined` stands for the default tenant. */
export function configuredLabels(source: SettingSource): (string | undefined)[] {
    const hasDefault = source.config("zpa:customerId") || source.env.ZPA_CUSTOMER_ID;
    return [...(hasDefault ? [undefined] : []), ...labelsOf(source)];
}

/** A microtenant that is accessible with a tenant's settings. */
export interface VisibleMicrotenant {
    readonly id: string;
    readonly name?: string | undefined;
}

/**
 * The microtenant in the tenant's settings, or else all microtenants, the Default microtenant first. A client that
 * the service does not let list microtenants, or a tenant without that feature, has only the Default microtenant.
 */
export async function visibleMicrotenants(connection: Connection): Promise<Listing<VisibleMicrotenant>> {
    const { tenant, microtenants } = connection;
    if (tenant.microtenantId !== undefined || tenant.microtenantName !== undefined) {
        return { objects: [{ id: await microtenantOf(connection, {}), name: tenant.microtenantName }], unreadable: [] };
    }
    try {
        const { objects, unreadable } = await microtenants.listing();
        const others = objects.filter(({ id }) => id !== "0");
        return { objects: [{ id: "0" }, ...others.map(({ id, name }) => ({ id, name }))], unreadable };
    } catch (error) {
        if (isZpaError(error, "FORBIDDEN")) return { objects: [{ id: "0" }], unreadable: [] };
        throw error;
    }
}
