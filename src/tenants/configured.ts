import { isZpaError } from "../api/errors";
import type { Connection } from "./connection";
import { microtenantOf } from "./inMicrotenant";
import { namedTenants, type SettingSource } from "./namedTenants";
import { variableOf } from "./resolve";

/** The labels of all configured tenants; `undefined` stands for the default tenant. */
export function configuredLabels(source: SettingSource): (string | undefined)[] {
    const named = Object.keys(namedTenants(source));
    const variables = new Set(named.map((label) => variableOf("customerId", label)));
    const inEnvironment = Object.keys(source.env)
        .filter((name) => !variables.has(name) && source.env[name])
        .flatMap((name) => /^ZPA_(.+)_CUSTOMER_ID$/.exec(name)?.[1]?.toLowerCase() ?? []);
    const hasDefault = source.config("zpa:customerId") || source.env.ZPA_CUSTOMER_ID;
    return [...(hasDefault ? [undefined] : []), ...named, ...inEnvironment.sort()];
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
export async function visibleMicrotenants(connection: Connection): Promise<VisibleMicrotenant[]> {
    const { tenant, microtenants } = connection;
    if (tenant.microtenantId !== undefined || tenant.microtenantName !== undefined) {
        return [{ id: await microtenantOf(connection, {}), name: tenant.microtenantName }];
    }
    try {
        const others = (await microtenants.all()).filter(({ id }) => id !== "0");
        return [{ id: "0" }, ...others.map(({ id, name }) => ({ id, name }))];
    } catch (error) {
        if (isZpaError(error, "FORBIDDEN")) return [{ id: "0" }];
        throw error;
    }
}
