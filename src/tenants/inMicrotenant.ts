import { ZpaError } from "../api/errors";
import type { Connection } from "./connection";

/** A microtenant, by its id or by its name. Default: the microtenant in the tenant's settings. */
export interface InMicrotenant {
    microtenantId?: string | undefined;
    microtenantName?: string | undefined;
}

/** An empty string is no microtenant, as in the vendor's tools. */
export async function microtenantOf(connection: Connection, where: InMicrotenant): Promise<string> {
    const { tenant, microtenants } = connection;
    if (where.microtenantId && where.microtenantName) {
        throw new ZpaError("SETTINGS", "microtenantId and microtenantName are mutually exclusive.");
    }
    if (where.microtenantId) return where.microtenantId;
    const name = where.microtenantName || (tenant.microtenantId === undefined ? tenant.microtenantName : undefined);
    return name === undefined ? (tenant.microtenantId ?? "0") : (await microtenants.one({ name })).id;
}
