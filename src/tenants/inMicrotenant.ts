import { ZpaError } from "../api/errors";
import type { Connection } from "./connection";

/** Where to look in a tenant: a microtenant by its id or its name; the tenant's own otherwise. */
export interface InMicrotenant {
    microtenantId?: string | undefined;
    microtenantName?: string | undefined;
}

export async function microtenantOf(connection: Connection, where: InMicrotenant): Promise<string> {
    const { tenant, microtenants } = connection;
    if (where.microtenantId !== undefined && where.microtenantName !== undefined) {
        throw new ZpaError("SETTINGS", "Give microtenantId or microtenantName, and not both.");
    }
    if (where.microtenantId !== undefined) return where.microtenantId;
    const name = where.microtenantName ?? (tenant.microtenantId === undefined ? tenant.microtenantName : undefined);
    return name === undefined ? (tenant.microtenantId ?? "0") : (await microtenants.one({ name })).id;
}
